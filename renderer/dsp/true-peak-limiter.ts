import { peakReach } from './between-samples.ts';
import { MovingMean } from './moving-mean.ts';
import { PeaksOver } from './peaks-over.ts';
import { SlidingMaximum } from './sliding-maximum.ts';

/** How long before a peak the gain begins to fall, and how long after it that it is held. */
const lookAheadSeconds = 0.005;
/** In which what was taken away comes back to a third of it. */
const releaseSeconds = 0.1;
/**
 * What is over the ceiling is brought so much below it: a gain that moves makes peaks of its own, and other meters look at other
 * instants.
 */
const marginDb = 0.06;
/** Of the amplitude, taken away: so little is let go of at once. */
const faintest = 1e-6;

/**
 * Keeps the true peak of stereo sound (ITU-R BS.1770-5 annex 2) under a ceiling as it streams by, in double precision. Both
 * channels get one gain: the least that any peak within the look-ahead needs, held, let go of slowly, and smoothed over the
 * look-ahead by two moving means, so that it is never above what a peak needs. Sound that is under the ceiling comes out bit by
 * bit, `latencyFrames` late.
 */
export class TruePeakLimiter {
  readonly latencyFrames: number;
  readonly #ceiling: number;
  readonly #goal: number;
  readonly #over: readonly [PeaksOver, PeaksOver];
  readonly #peaks: Float64Array;
  /** Each channel's sound under way, then what is new. */
  readonly #lines: readonly [Float64Array, Float64Array];
  readonly #greatest: SlidingMaximum;
  readonly #means: readonly [MovingMean, MovingMean];
  readonly #release: number;
  /** Part of the amplitude that is taken away. */
  #taken = 0;
  #least = 1;
  /** Frames since something was taken away before it was smoothed. */
  #calmFrames = Infinity;

  /** `ceilingDb` in dBTP; `sampleRate` in hertz; `mostFrames`: in the largest push. */
  constructor(ceilingDb: number, sampleRate: number, mostFrames: number) {
    this.#ceiling = 10 ** (ceilingDb / 20);
    this.#goal = this.#ceiling * 10 ** (-marginDb / 20);
    const half = Math.ceil((lookAheadSeconds * sampleRate) / 2);
    // Two means of `half` reach over this many frames.
    const reach = 2 * half - 1;
    this.latencyFrames = reach - 1 + peakReach;
    this.#over = [new PeaksOver(this.#ceiling, mostFrames), new PeaksOver(this.#ceiling, mostFrames)];
    this.#peaks = new Float64Array(mostFrames);
    const room = this.latencyFrames + mostFrames;
    this.#lines = [new Float64Array(room), new Float64Array(room)];
    this.#greatest = new SlidingMaximum(reach);
    this.#means = [new MovingMean(half), new MovingMean(half)];
    this.#release = Math.exp(-1 / (releaseSeconds * sampleRate));
  }

  /** The most that was taken away so far, in dB; 0 when nothing was. */
  get mostReductionDb(): number {
    return 20 * Math.log10(1 / this.#least);
  }

  /** Puts the limited sound in the place of the next `count` frames. */
  process(left: Float64Array, right: Float64Array, count: number): void {
    const [lineLeft, lineRight] = this.#lines;
    const late = this.latencyFrames;
    lineLeft.set(left.subarray(0, count), late);
    lineRight.set(right.subarray(0, count), late);
    this.#peaks.fill(0, 0, count);
    this.#over[0].push(left, count, this.#peaks);
    this.#over[1].push(right, count, this.#peaks);
    if (!this.#isIdle(count)) this.#apply(lineLeft, lineRight, count);
    left.set(lineLeft.subarray(0, count));
    right.set(lineRight.subarray(0, count));
    lineLeft.copyWithin(0, count, late + count);
    lineRight.copyWithin(0, count, late + count);
  }

  /** Whether nothing is held or smoothed any more, and there is no peak among these frames. */
  #isIdle(count: number): boolean {
    if (this.#calmFrames <= this.latencyFrames) return false;
    for (let frame = 0; frame < count; frame++) if (this.#peaks[frame] !== 0) return false;
    return true;
  }

  #apply(left: Float64Array, right: Float64Array, count: number): void {
    for (let frame = 0; frame < count; frame++) {
      const peak = this.#peaks[frame] ?? 0;
      const wanted = this.#greatest.next(peak === 0 ? 0 : 1 - this.#goal / peak);
      const released = this.#taken * this.#release;
      this.#taken = wanted > released ? wanted : released < faintest ? 0 : released;
      this.#calmFrames = this.#taken === 0 ? this.#calmFrames + 1 : 0;
      const away = this.#means[1].next(this.#means[0].next(this.#taken));
      if (away === 0) continue;
      const gain = 1 - away;
      if (gain < this.#least) this.#least = gain;
      left[frame] = (left[frame] ?? 0) * gain;
      right[frame] = (right[frame] ?? 0) * gain;
    }
  }
}
