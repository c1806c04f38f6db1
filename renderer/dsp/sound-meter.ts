import type { LoudnessFigures } from '#contract';
import { absoluteGateLufs, LoudnessMeter } from './loudness.ts';
import { kernels } from './kernels.ts';
import { TruePeakMeter } from './true-peak.ts';

/** Measures how loud stereo sound of double precision is, as it streams by. */
export class SoundMeter {
  readonly #loudness: LoudnessMeter;
  readonly #truePeak = new TruePeakMeter();
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  #peak = 0;
  #clipped = 0;

  /** `sampleRate` in hertz, 8000 or more. `mostFrames`: in the largest push. */
  constructor(sampleRate: number, mostFrames: number) {
    this.#loudness = new LoudnessMeter(sampleRate);
    this.#left = new Float32Array(mostFrames);
    this.#right = new Float32Array(mostFrames);
  }

  /** Samples over full scale so far, on both channels. */
  get clippedSamples(): number {
    return this.#clipped;
  }

  /** The next `count` frames. */
  push(left: Float64Array, right: Float64Array, count: number): void {
    this.#look(left, this.#left, count);
    this.#look(right, this.#right, count);
    this.#loudness.push(this.#left, this.#right, count);
    this.#truePeak.push(this.#left, this.#right, count);
  }

  /** Of all that was pushed, had it been `gainDb` louder. */
  figures(gainDb = 0): LoudnessFigures {
    const isTold = this.#loudness.greatestShortTermLufs() + gainDb > absoluteGateLufs;
    return {
      integratedLufs: this.#loudness.integratedLufs(gainDb),
      rangeLu: isTold ? this.#loudness.rangeLu(gainDb) : null,
      truePeakDb: this.#truePeak.peakDb() + gainDb,
      samplePeakDb: 20 * Math.log10(this.#peak) + gainDb,
    };
  }

  /** In pieces that the kernels can take at once. */
  #look(samples: Float64Array, into: Float32Array, count: number): void {
    const { wide, narrow, narrowSamples, countOver } = kernels();
    for (let done = 0; done < count; done += wide.length) {
      const end = Math.min(count, done + wide.length);
      wide.set(samples.subarray(done, end));
      this.#peak = Math.max(this.#peak, narrowSamples(end - done));
      this.#clipped += countOver();
      into.set(narrow.subarray(0, end - done), done);
    }
  }
}
