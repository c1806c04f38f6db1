import {
  highestPeakDb,
  loudestLufs,
  lowestPeakDb,
  mostBeats,
  type SongAnalysis,
  type StemAnalysis,
  type StemFacts,
  type StemKind,
} from '#contract';
import { absoluteGateLufs, LoudnessMeter } from '../../dsp/loudness.ts';
import { KeyListener } from '../../dsp/musical-key.ts';
import { alignmentFrames, StemAlignment } from '../../dsp/stem-alignment.ts';
import { TempoListener } from '../../dsp/tempo/tempo.ts';
import { TruePeakMeter } from '../../dsp/true-peak.ts';
import { shiftHints } from './shift-hints.ts';

/** Some stems of a song added up, a chunk at a time. */
class StemSum {
  readonly left: Float32Array;
  readonly right: Float32Array;

  constructor(longestChunk: number) {
    this.left = new Float32Array(longestChunk);
    this.right = new Float32Array(longestChunk);
  }

  clear(): void {
    this.left.fill(0);
    this.right.fill(0);
  }

  add(left: Float32Array, right: Float32Array, count: number): void {
    addTo(this.left, left, count);
    addTo(this.right, right, count);
  }
}

function addTo(sum: Float32Array, sound: Float32Array, count: number): void {
  for (let frame = 0; frame < count; frame++) sum[frame] = (sum[frame] ?? 0) + (sound[frame] ?? 0);
}

const rhythmKinds: readonly StemKind[] = ['drums', 'percussion'];
/** The whole song must be so much surer of another tempo than the drums are of theirs. */
const surer = 2;

const keepsTime = (kind: StemKind): boolean => rhythmKinds.includes(kind);

/** Tempo and beats from the drums, or from all of the song when there are none, or they say nothing. */
class TempoOfSong {
  readonly #rhythm: TempoListener | null;
  readonly #whole: TempoListener;

  constructor(sampleRate: number, hasRhythm: boolean) {
    this.#rhythm = hasRhythm ? new TempoListener(sampleRate) : null;
    this.#whole = new TempoListener(sampleRate);
  }

  push(rhythm: StemSum, whole: StemSum, count: number): void {
    this.#rhythm?.push(rhythm.left, rhythm.right, count);
    this.#whole.push(whole.left, whole.right, count);
  }

  finish(): SongAnalysis['tempo'] {
    const rhythm = this.#rhythm?.finish() ?? null;
    const whole = this.#whole.finish();
    const isWhole = rhythm === null || (whole !== null && whole.confidence > surer * rhythm.confidence);
    const heard = isWhole ? whole : rhythm;
    // A beat at the very start may come out a rounding error before it.
    return (
      heard && { ...heard, beatSeconds: heard.beatSeconds.slice(0, mostBeats).map((second) => Math.max(0, second)) }
    );
  }
}

/** Nothing is left: what JSON can hold in place of minus infinity. */
const leastResidualDb = -200;

/** Power of what is left of the original when the stems are taken from it, against its own. */
class Residual {
  #original = 0;
  #rest = 0;

  /** `count` frames of one channel of both. */
  push(original: Float32Array, sum: Float32Array, count: number): void {
    let power = 0;
    let rest = 0;
    for (let frame = 0; frame < count; frame++) {
      const sample = original[frame] ?? 0;
      const difference = sample - (sum[frame] ?? 0);
      power += sample * sample;
      rest += difference * difference;
    }
    this.#original += power;
    this.#rest += rest;
  }

  /** In dB, -200 or more; null for an original that is silent. */
  db(): number | null {
    if (!(this.#original > 0) || !Number.isFinite(this.#rest)) return null;
    return Math.max(leastResidualDb, 10 * Math.log10(this.#rest / this.#original));
  }
}

/** A stem that stays below both, wherever it is loudest, adds nothing that can be heard beside the others. */
const silentLufs = -60;
const silentPeakDb = -40;
/** What a decoder gives for an encoder's delay, before anything of the sound can ring into it. */
const startFrames = 500;

/** What a stem sounds like, by itself. */
type HeardStem = {
  readonly integratedLufs: number | null;
  readonly truePeakDb: number | null;
  readonly isSilent: boolean;
  /** Greatest magnitude in the first 500 frames, linear. */
  readonly startPeak: number;
};

/** Listens to one stem from its start to its end. */
class StemListener {
  readonly #loudness: LoudnessMeter;
  readonly #truePeak = new TruePeakMeter();
  #frame = 0;
  #startPeak = 0;

  constructor(sampleRate: number) {
    this.#loudness = new LoudnessMeter(sampleRate);
  }

  /** The next `count` frames. */
  push(left: Float32Array, right: Float32Array, count: number): void {
    for (let at = 0; at < count && this.#frame + at < startFrames; at++) {
      this.#startPeak = Math.max(this.#startPeak, Math.abs(left[at] ?? 0), Math.abs(right[at] ?? 0));
    }
    this.#frame += count;
    this.#loudness.push(left, right, count);
    this.#truePeak.push(left, right, count);
  }

  finish(): HeardStem {
    const peakDb = this.#truePeak.peakDb();
    return {
      integratedLufs: figureOf(this.#loudness.integratedLufs(), absoluteGateLufs, loudestLufs),
      truePeakDb: figureOf(peakDb, lowestPeakDb, highestPeakDb),
      isSilent: this.#loudness.greatestMomentaryLufs() < silentLufs && peakDb < silentPeakDb,
      startPeak: this.#startPeak,
    };
  }
}

/** A file of floats can hold any number: what is beyond the figures that a song keeps is told as the last of them. */
function figureOf(value: number | null, lowest: number, highest: number): number | null {
  if (value === null || value === -Infinity || Number.isNaN(value)) return null;
  return Math.min(highest, Math.max(lowest, value));
}

/** Stems are listened to side by side, so much of each at a time. */
export const chunkFrames = alignmentFrames;
/** More windows would not make a delay any clearer. */
const mostWindows = 256;

type StemToHear = { readonly kind: StemKind; readonly facts: StemFacts };

type SongToHear = {
  readonly stems: readonly StemToHear[];
  readonly hasOriginal: boolean;
  /** Of all sound that is pushed, in hertz. */
  readonly sampleRate: number;
  readonly lengthFrames: number;
};

/** All that listening tells, but for the names of the stems; these are in the order in which they were given. */
type HeardSong = Pick<SongAnalysis, 'tempo' | 'key' | 'residualDb'> & {
  readonly stems: readonly Omit<StemAnalysis, 'stemId' | 'sha256'>[];
};

/** Listens to a song: of each chunk first the original, if there is one, then every stem, then `endChunk`. */
export class SongListener {
  readonly #song: SongToHear;
  readonly #stems: readonly StemListener[];
  readonly #whole = new StemSum(chunkFrames);
  readonly #rhythm = new StemSum(chunkFrames);
  readonly #tonal = new StemSum(chunkFrames);
  readonly #original = new StemSum(chunkFrames);
  readonly #residual = new Residual();
  readonly #tempo: TempoOfSong;
  readonly #key: KeyListener;
  readonly #alignment: StemAlignment | null;
  /** One in so many chunks is a window of the alignment. */
  readonly #windowEvery: number;
  #chunk = 0;

  constructor(song: SongToHear) {
    this.#song = song;
    this.#stems = song.stems.map(() => new StemListener(song.sampleRate));
    this.#tempo = new TempoOfSong(
      song.sampleRate,
      song.stems.some(({ kind }) => keepsTime(kind)),
    );
    this.#key = new KeyListener(song.sampleRate);
    this.#alignment = song.hasOriginal ? new StemAlignment(song.stems.length) : null;
    this.#windowEvery = Math.max(1, Math.floor(song.lengthFrames / chunkFrames / mostWindows));
  }

  /** Arrays of `chunkFrames`, silent beyond the original's end. */
  original(left: Float32Array, right: Float32Array): void {
    this.#original.add(left, right, chunkFrames);
    if (this.#isWindow()) this.#alignment?.original(left, right);
  }

  /** Arrays of `chunkFrames`, of which `count` frames are the stem's own; silent beyond. */
  stem(index: number, left: Float32Array, right: Float32Array, count: number): void {
    this.#stems[index]?.push(left, right, count);
    const kind = this.#song.stems[index]?.kind ?? 'other';
    this.#whole.add(left, right, count);
    if (keepsTime(kind)) this.#rhythm.add(left, right, count);
    else if (kind !== 'fx') this.#tonal.add(left, right, count);
    if (this.#isWindow()) this.#alignment?.stem(index, left, right);
  }

  endChunk(): void {
    const count = Math.min(chunkFrames, this.#song.lengthFrames - this.#chunk * chunkFrames);
    this.#tempo.push(this.#rhythm, this.#whole, count);
    this.#key.push(this.#tonal.left, this.#tonal.right, count);
    if (this.#song.hasOriginal) {
      this.#residual.push(this.#original.left, this.#whole.left, chunkFrames);
      this.#residual.push(this.#original.right, this.#whole.right, chunkFrames);
      if (this.#isWindow()) this.#alignment?.endWindow();
    }
    this.#whole.clear();
    this.#rhythm.clear();
    this.#tonal.clear();
    this.#original.clear();
    this.#chunk++;
  }

  finish(): HeardSong {
    const heard = this.#stems.map((stem) => stem.finish());
    const places = this.#alignment?.places() ?? [];
    const placed = this.#song.stems.flatMap(({ facts }, index) => {
      const stem = heard[index];
      return stem === undefined ? [] : [{ ...stem, facts, place: places[index] ?? null }];
    });
    const hints = shiftHints(placed, this.#song.sampleRate);
    return {
      stems: placed.map(({ integratedLufs, truePeakDb, isSilent }, index) => ({
        ...{ integratedLufs, truePeakDb, isSilent },
        shiftHint: hints[index] ?? null,
      })),
      tempo: this.#tempo.finish(),
      key: this.#key.finish(),
      residualDb: this.#song.hasOriginal ? this.#residual.db() : null,
    };
  }

  #isWindow(): boolean {
    return this.#chunk % this.#windowEvery === 0;
  }
}
