import { MovingMean } from './moving-mean.ts';
import { ChannelTail, foundPeaks, peakReach, peaksOver } from './peak-machine.ts';
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
/** Frames that are looked at together: where none of them is touched, none of them costs much. */
const pieceFrames = 2048;
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
  readonly #tails = [new ChannelTail(), new ChannelTail()] as const;
  /** Of each channel: of the instants before the next frame. */
  readonly #earlier = [0, 0];
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

  /** `ceilingDb` in dBTP; `sampleRate` in hertz. */
  constructor(ceilingDb: number, sampleRate: number) {
    this.#ceiling = 10 ** (ceilingDb / 20);
    this.#goal = this.#ceiling * 10 ** (-marginDb / 20);
    const half = Math.ceil((lookAheadSeconds * sampleRate) / 2);
    // Two means of `half` reach over this many frames.
    const reach = 2 * half - 1;
    this.latencyFrames = reach - 1 + peakReach;
    const room = this.latencyFrames + pieceFrames;
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
    for (let done = 0; done < count; done += pieceFrames) {
      const end = Math.min(count, done + pieceFrames);
      this.#limit(left.subarray(done, end), right.subarray(done, end), end - done);
    }
  }

  #limit(left: Float64Array, right: Float64Array, count: number): void {
    const [lineLeft, lineRight] = this.#lines;
    const late = this.latencyFrames;
    lineLeft.set(left, late);
    lineRight.set(right, late);
    for (const [channel, samples] of [left, right].entries()) this.#look(channel, samples);
    const peaks = foundPeaks(count);
    if (!this.#isIdle(peaks)) this.#apply(lineLeft, lineRight, peaks);
    left.set(lineLeft.subarray(0, count));
    right.set(lineRight.subarray(0, count));
    lineLeft.copyWithin(0, count, late + count);
    lineRight.copyWithin(0, count, late + count);
  }

  #look(channel: number, samples: Float64Array): void {
    const tail = this.#tails[channel];
    tail?.lay(samples);
    this.#earlier[channel] = peaksOver(samples.length, this.#ceiling, this.#earlier[channel] ?? 0, channel === 0);
    tail?.keep(samples.length);
  }

  /** Whether nothing is held or smoothed any more, and there is no peak among these frames. */
  #isIdle(peaks: Float32Array): boolean {
    if (this.#calmFrames <= this.latencyFrames) return false;
    return peaks.every((peak) => peak === 0);
  }

  #apply(left: Float64Array, right: Float64Array, peaks: Float32Array): void {
    for (let frame = 0; frame < peaks.length; frame++) {
      const peak = peaks[frame] ?? 0;
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
