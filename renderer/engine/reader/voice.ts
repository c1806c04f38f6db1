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
import { applyGains, type GainCurve, isUnity, writeGains } from '../../mix/automation.ts';
import type { StemGates } from './stem-gates.ts';

/**
 * Adds `count` frames of the row's stem from song position `from` on to a stereo output from index `at` on, times the envelope (indexed as
 * the output; null is unity). Missing pages and frames outside the stem add nothing.
 */
function addPages(
  table: PageTable,
  pool: PagePool,
  row: number,
  from: number,
  count: number,
  at: number,
  envelope: Float32Array | null,
  left: Float32Array,
  right: Float32Array,
): void {
  let position = Math.max(0, from);
  let into = at + position - from;
  const end = Math.min(from + count, table.rowLength(row));
  while (position < end) {
    const offset = position & pageMask;
    const run = Math.min(end - position, blockFrames - (position & blockMask));
    const slot = table.slotOf(row, position >> pageShift);
    if (slot >= 0) {
      const sample = slot * pageSamples + offset;
      const scale = pool.scales[slot * blocksPerPage + (offset >> blockShift)] ?? 0;
      addScaled(pool.samples, sample, scale, envelope, left, into, run);
      addScaled(pool.samples, sample + pageFrames, scale, envelope, right, into, run);
    }
    position += run;
    into += run;
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

/** The automation of each row. */
export type GainCurves = readonly (GainCurve | null)[];

/**
 * A read head over all stems: starts at `position` and advances `speed` frames of the song for each frame. Changed in place, so that the
 * audio thread allocates nothing.
 */
export class Voice {
  position = 0;
  speed = 1;
  /** Frames by which each row plays later than recorded. */
  shifts = new Int32Array(0);
  /** What the stretches of each row do to it; null or not there: nothing. */
  curves: GainCurves = [];
  readonly gates: StemGates;

  constructor(gates: StemGates) {
    this.gates = gates;
  }

  moveTo(position: number, speed: number, shifts: Int32Array<ArrayBuffer>, curves: GainCurves): void {
    this.position = position;
    this.speed = speed;
    this.shifts = shifts;
    this.curves = curves;
  }
}

/** The two channels of one output. */
export type StereoOutput = readonly Float32Array[];

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

  /** Adds `count` frames of the voice to every row's output from index `at` on, times the envelope (indexed as the output; null is unity). */
  add(
    table: PageTable,
    pool: PagePool,
    voice: Voice,
    outputs: readonly StereoOutput[],
    at: number,
    count: number,
    envelope: Float32Array | null,
  ): void {
    const { gates, speed } = voice;
    const isExact = speed === 1 && Number.isInteger(voice.position);
    if (!isExact) this.#varispeed.aim(voice.position, speed, count);
    // A whole number: V8 boxes fractions that it passes on.
    const first = Math.floor(voice.position) - varispeedReach(speed) + 1;
    for (let row = 0; row < table.rowCount; row += 1) {
      const left = outputs[row]?.[0];
      const right = outputs[row]?.[1];
      if (left === undefined || right === undefined || gates.isShut(row)) continue;
      let gains = envelope;
      if (!gates.isFullyOpen(row)) {
        gates.advance(row, gains, this.#gateEnvelope, at, count);
        gains = this.#gateEnvelope;
      }
      const curve = voice.curves[row] ?? null;
      if (isExact && curve !== null && !isUnity(curve, voice.position, count)) {
        writeGains(curve, voice.position, count, gains, this.#gateEnvelope, at);
        gains = this.#gateEnvelope;
      }
      const shift = voice.shifts[row] ?? 0;
      if (isExact) addPages(table, pool, row, voice.position - shift, count, at, gains, left, right);
      else this.#addBetweenFrames(table, pool, row, first, shift, curve, gains, left, right, at);
    }
  }

  #addBetweenFrames(
    table: PageTable,
    pool: PagePool,
    row: number,
    first: number,
    shift: number,
    curve: GainCurve | null,
    envelope: Float32Array | null,
    left: Float32Array,
    right: Float32Array,
    at: number,
  ): void {
    const count = this.#varispeed.inputFrames;
    this.#left.fill(0, 0, count);
    this.#right.fill(0, 0, count);
    addPages(table, pool, row, first - shift, count, 0, null, this.#left, this.#right);
    // On the song's own frames, as in an export.
    if (curve !== null) applyGains(curve, first, count, this.#left, this.#right);
    this.#varispeed.add(this.#left, this.#right, 0, envelope, left, right, at);
  }
}
