import { aroundGain, besideGain, greatestBetween, peakIn, peakReach, peakWidth } from './between-samples.ts';

/** Frames that are looked at together, and skipped together when nothing near them can come over the ceiling. */
const blockFrames = 32;

/** Finds where one channel, as it streams by, comes over a ceiling: at its frames or between them. */
export class PeaksOver {
  readonly #ceiling: number;
  readonly #line: Float32Array;
  /** Of the instants before the next frame. */
  #before = 0;

  /** `ceiling`: a magnitude above 0. `mostFrames`: in the largest push. */
  constructor(ceiling: number, mostFrames: number) {
    this.#ceiling = ceiling;
    this.#line = new Float32Array(peakWidth + mostFrames);
  }

  /**
   * Takes `count` frames. `peaks[n]` is raised to the true peak between the frames on either side of frame `n - peakReach` of this
   * push, where that is over the ceiling.
   */
  push(samples: Float64Array, count: number, peaks: Float64Array): void {
    const line = this.#line;
    const ceiling = this.#ceiling;
    const end = peakWidth + count;
    line.set(samples.subarray(0, count), peakWidth);
    for (let start = peakWidth; start < end; start += blockFrames) {
      const stop = Math.min(end, start + blockFrames);
      const near = peakIn(line, start - peakWidth + 1, stop);
      const around = aroundGain * near;
      if (2 * besideGain * near + around <= ceiling && this.#before === 0) continue;
      for (let last = start; last < stop; last++) {
        const own = Math.abs(line[last - peakReach] ?? 0);
        const beside = own + Math.abs(line[last - peakReach + 1] ?? 0);
        const mayBeOver = besideGain * beside + around > ceiling;
        const between = mayBeOver ? greatestBetween(line, last - peakWidth + 1, near, ceiling) : 0;
        const peak = Math.max(own, this.#before, between);
        const frame = last - peakWidth;
        if (peak > ceiling && peak > (peaks[frame] ?? 0)) peaks[frame] = peak;
        this.#before = between;
      }
    }
    line.copyWithin(0, count, end);
  }
}
