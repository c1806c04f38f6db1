import { highestPeakDb, loudestLufs, lowestPeakDb } from '#contract';
import { absoluteGateLufs, LoudnessMeter } from '../../dsp/loudness.ts';
import { TruePeakMeter } from '../../dsp/true-peak.ts';

/** A stem that stays below both, wherever it is loudest, adds nothing that can be heard beside the others. */
const silentLufs = -60;
const silentPeakDb = -40;
/** What a decoder gives for an encoder's delay, before anything of the sound can ring into it. */
const startFrames = 500;

/** What a stem sounds like, by itself. */
export type HeardStem = {
  readonly integratedLufs: number | null;
  readonly truePeakDb: number | null;
  readonly isSilent: boolean;
  /** Greatest magnitude in the first 500 frames, linear. */
  readonly startPeak: number;
};

/** Listens to one stem from its start to its end. */
export class StemListener {
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
