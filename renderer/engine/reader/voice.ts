import { Varispeed, varispeedReach } from '../../dsp/varispeed.ts';
import {
  blockFrames,
  blockMask,
  blockShift,
  blocksPerPage,
  pageFrames,
  pageMask,
  type PagePool,
  pageSamples,
  pageShift,
  type PageTable,
} from '../page-cache/pages.ts';
import type { StemGates } from './stem-gates.ts';

/** `count` frames of one stem from song position `position`, added to an output from index `at` on. */
type Stretch = {
  readonly row: number;
  readonly position: number;
  readonly count: number;
  readonly at: number;
};

/**
 * Adds frames of a stem to a stereo output, times the envelope (indexed as the output; null is unity). Missing pages and frames outside
 * the stem add nothing.
 */
function addPages(
  table: PageTable,
  pool: PagePool,
  stretch: Stretch,
  envelope: Float32Array | null,
  left: Float32Array,
  right: Float32Array,
): void {
  let position = Math.max(0, stretch.position);
  let at = stretch.at + position - stretch.position;
  const end = Math.min(stretch.position + stretch.count, table.rowLength(stretch.row));
  while (position < end) {
    const offset = position & pageMask;
    const count = Math.min(end - position, blockFrames - (position & blockMask));
    const slot = table.slotOf(stretch.row, position >> pageShift);
    if (slot >= 0) {
      const from = slot * pageSamples + offset;
      const scale = pool.scales[slot * blocksPerPage + (offset >> blockShift)] ?? 0;
      addScaled(pool.samples, from, scale, envelope, left, at, count);
      addScaled(pool.samples, from + pageFrames, scale, envelope, right, at, count);
    }
    position += count;
    at += count;
  }
}

function addScaled(
  samples: PagePool['samples'],
  from: number,
  scale: number,
  envelope: Float32Array | null,
  output: Float32Array,
  at: number,
  count: number,
): void {
  if (envelope === null) {
    for (let frame = 0; frame < count; frame += 1) {
      output[at + frame] = (output[at + frame] ?? 0) + (samples[from + frame] ?? 0) * scale;
    }
    return;
  }
  for (let frame = 0; frame < count; frame += 1) {
    const sample = (samples[from + frame] ?? 0) * scale * (envelope[at + frame] ?? 0);
    output[at + frame] = (output[at + frame] ?? 0) + sample;
  }
}

/** A read head over all stems: starts at `position` and advances `speed` frames of the song for each frame. */
export type Voice = {
  readonly position: number;
  readonly speed: number;
  /** Frames by which each row plays later than recorded. */
  readonly shifts: Int32Array;
  readonly gates: StemGates;
};

/** The two channels of one output. */
export type StereoOutput = readonly Float32Array[];

/** The frames of the outputs to add to, and their gains (indexed as the output; null is unity). */
type Place = { readonly at: number; readonly count: number; readonly envelope: Float32Array | null };

/** Frames on each side of a position that a voice reads at this speed: 0 at speed 1. */
export const voiceReach = (speed: number): number => (speed === 1 ? 0 : varispeedReach(speed));

const fastest = 2;

/** Adds voices to outputs. A voice at speed 1 and a whole position adds the samples unchanged. */
export class VoiceReader {
  readonly #varispeed: Varispeed;
  readonly #gateEnvelope: Float32Array;
  /** Input of the varispeed filter. */
  readonly #left: Float32Array;
  readonly #right: Float32Array;

  /** `quantum`: frames of an output. */
  constructor(quantum: number) {
    this.#varispeed = new Varispeed(quantum);
    this.#gateEnvelope = new Float32Array(quantum);
    const longestInput = fastest * (quantum + 1) + 2 * varispeedReach(fastest);
    this.#left = new Float32Array(longestInput);
    this.#right = new Float32Array(longestInput);
  }

  /** Adds the voice to every row's output. */
  add(table: PageTable, pool: PagePool, voice: Voice, outputs: readonly StereoOutput[], place: Place): void {
    const { gates } = voice;
    const isExact = voice.speed === 1 && Number.isInteger(voice.position);
    if (!isExact) this.#varispeed.aim(voice.position, voice.speed, place.count);
    for (let row = 0; row < table.rowCount; row += 1) {
      const [left, right] = outputs[row] ?? [];
      if (left === undefined || right === undefined || gates.isShut(row)) continue;
      let { envelope } = place;
      if (!gates.isFullyOpen(row)) {
        gates.advance(row, envelope, this.#gateEnvelope, place.at, place.count);
        envelope = this.#gateEnvelope;
      }
      const position = voice.position - (voice.shifts[row] ?? 0);
      if (isExact) addPages(table, pool, { row, position, count: place.count, at: place.at }, envelope, left, right);
      else this.#addBetweenFrames(table, pool, row, position, voice.speed, envelope, left, right, place.at);
    }
  }

  #addBetweenFrames(
    table: PageTable,
    pool: PagePool,
    row: number,
    position: number,
    speed: number,
    envelope: Float32Array | null,
    left: Float32Array,
    right: Float32Array,
    at: number,
  ): void {
    const count = this.#varispeed.inputFrames;
    this.#left.fill(0, 0, count);
    this.#right.fill(0, 0, count);
    const first = Math.floor(position) - varispeedReach(speed) + 1;
    addPages(table, pool, { row, position: first, count, at: 0 }, null, this.#left, this.#right);
    this.#varispeed.add(this.#left, this.#right, 0, envelope, left, right, at);
  }
}
