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

/** The sum of some stems, a chunk at a time. */
class Submix {
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
/** The tempo of the whole song replaces that of the drums when its confidence is this many times higher. */
const wholeSongAdvantage = 2;

const keepsTime = (kind: StemKind): boolean => rhythmKinds.includes(kind);

/** Finds tempo and beats in the drums, or in the whole song when the drums are missing or unclear. */
class TempoOfSong {
  readonly #rhythm: TempoListener | null;
  readonly #whole: TempoListener;

  constructor(sampleRate: number, hasRhythm: boolean) {
    this.#rhythm = hasRhythm ? new TempoListener(sampleRate) : null;
    this.#whole = new TempoListener(sampleRate);
  }

  push(rhythm: Submix, whole: Submix, count: number): void {
    this.#rhythm?.push(rhythm.left, rhythm.right, count);
    this.#whole.push(whole.left, whole.right, count);
  }

  finish(): SongAnalysis['tempo'] {
    const rhythm = this.#rhythm?.finish() ?? null;
    const whole = this.#whole.finish();
    const isWhole = rhythm === null || (whole !== null && whole.confidence > wholeSongAdvantage * rhythm.confidence);
    const heard = isWhole ? whole : rhythm;
    // Rounding may put a beat at the very start slightly before it.
    return (
      heard && { ...heard, beatSeconds: heard.beatSeconds.slice(0, mostBeats).map((second) => Math.max(0, second)) }
    );
  }
}

/** Stands for minus infinity, which JSON cannot hold. */
const leastResidualDb = -200;

/** Measures the power of the original minus the sum of the stems, relative to the original. */
class Residual {
  #original = 0;
  #rest = 0;

  /** Takes `count` frames of one channel of both. */
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

  /** The residual in dB, -200 or more; null for a silent original. */
  db(): number | null {
    if (!(this.#original > 0) || !Number.isFinite(this.#rest)) return null;
    return Math.max(leastResidualDb, 10 * Math.log10(this.#rest / this.#original));
  }
}

/** A stem that stays below both limits even where it is loudest is inaudible beside the others. */
const silentLufs = -60;
const silentPeakDb = -40;
/** Frames at the start that hold an encoder's delay, before the sound can ring into them. */
const startFrames = 500;

/** The figures of one stem. */
type StemFigures = {
  readonly integratedLufs: number | null;
  readonly truePeakDb: number | null;
  readonly isSilent: boolean;
  /** Greatest magnitude in the first 500 frames, linear. */
  readonly startPeak: number;
};

/** Measures one stem from start to end. */
class StemAnalyser {
  readonly #loudness: LoudnessMeter;
  readonly #truePeak = new TruePeakMeter();
  #frame = 0;
  #startPeak = 0;

  constructor(sampleRate: number) {
    this.#loudness = new LoudnessMeter(sampleRate);
  }

  /** Takes the next `count` frames. */
  push(left: Float32Array, right: Float32Array, count: number): void {
    for (let at = 0; at < count && this.#frame + at < startFrames; at++) {
      this.#startPeak = Math.max(this.#startPeak, Math.abs(left[at] ?? 0), Math.abs(right[at] ?? 0));
    }
    this.#frame += count;
    this.#loudness.push(left, right, count);
    this.#truePeak.push(left, right, count);
  }

  finish(): StemFigures {
    const peakDb = this.#truePeak.peakDb();
    return {
      integratedLufs: figureOf(this.#loudness.integratedLufs(), absoluteGateLufs, loudestLufs),
      truePeakDb: figureOf(peakDb, lowestPeakDb, highestPeakDb),
      isSilent: this.#loudness.greatestMomentaryLufs() < silentLufs && peakDb < silentPeakDb,
      startPeak: this.#startPeak,
    };
  }
}

/** Limits a figure to the range that an analysis can hold, since a file of floats can hold any number. Null for none, -Infinity and NaN. */
function figureOf(value: number | null, lowest: number, highest: number): number | null {
  if (value === null || value === -Infinity || Number.isNaN(value)) return null;
  return Math.min(highest, Math.max(lowest, value));
}

/** Frames of each stem that one chunk holds. */
export const chunkFrames = alignmentFrames;
/** More windows would not make a delay clearer. */
const mostWindows = 256;

type StemToAnalyse = { readonly kind: StemKind; readonly facts: StemFacts };

type SongFormat = {
  readonly stems: readonly StemToAnalyse[];
  readonly hasOriginal: boolean;
  /** Of all sound that is pushed, in hertz. */
  readonly sampleRate: number;
  readonly lengthFrames: number;
};

/** The analysis without the ids of the stems, which come in the order of the song's. */
type SongFigures = Pick<SongAnalysis, 'tempo' | 'key' | 'residualDb'> & {
  readonly stems: readonly Omit<StemAnalysis, 'stemId' | 'sha256'>[];
};

/** Analyses a song. Push for each chunk the original, if the song has one, then every stem, then call `endChunk`. */
export class SongAnalyser {
  readonly #song: SongFormat;
  readonly #stems: readonly StemAnalyser[];
  readonly #whole = new Submix(chunkFrames);
  readonly #rhythm = new Submix(chunkFrames);
  readonly #tonal = new Submix(chunkFrames);
  readonly #original = new Submix(chunkFrames);
  readonly #residual = new Residual();
  readonly #tempo: TempoOfSong;
  readonly #key: KeyListener;
  readonly #alignment: StemAlignment | null;
  /** Every how many chunks one is a window of the alignment. */
  readonly #windowEvery: number;
  #chunk = 0;

  constructor(song: SongFormat) {
    this.#song = song;
    this.#stems = song.stems.map(() => new StemAnalyser(song.sampleRate));
    this.#tempo = new TempoOfSong(
      song.sampleRate,
      song.stems.some(({ kind }) => keepsTime(kind)),
    );
    this.#key = new KeyListener(song.sampleRate);
    this.#alignment = song.hasOriginal ? new StemAlignment(song.stems.length) : null;
    this.#windowEvery = Math.max(1, Math.floor(song.lengthFrames / chunkFrames / mostWindows));
  }

  /** Takes the original's chunk: arrays of `chunkFrames`, zero beyond its end. */
  original(left: Float32Array, right: Float32Array): void {
    this.#original.add(left, right, chunkFrames);
    if (this.#isWindow()) this.#alignment?.original(left, right);
  }

  /** Takes a stem's chunk: arrays of `chunkFrames`, of which `count` frames are the stem's own; zero beyond. */
  stem(index: number, left: Float32Array, right: Float32Array, count: number): void {
    this.#stems[index]?.push(left, right, count);
    const kind = this.#song.stems[index]?.kind ?? 'other';
    this.#whole.add(left, right, count);
    if (keepsTime(kind)) this.#rhythm.add(left, right, count);
    else if (kind !== 'fx') this.#tonal.add(left, right, count);
    if (this.#isWindow()) this.#alignment?.stem(index, left, right);
  }

  /** Ends the chunk, after the original and every stem. */
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

  /** The figures of the whole song. */
  finish(): SongFigures {
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
