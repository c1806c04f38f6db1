import { aroundGain, besideGain, greatestBetween, peakIn, peakReach, peakWidth } from './between-samples.ts';

/** Frames that are looked at together, and skipped together when nothing near them can reach the peak. */
const blockFrames = 32;

/**
 * True peak of stereo sound as it streams by: the greatest magnitude of the samples and of three instants between each two
 * (ITU-R BS.1770-5 annex 2: four times oversampled; at rates above 48 kHz finer than it asks for).
 */
export class TruePeakMeter {
  readonly #channels = [new ChannelPeak(), new ChannelPeak()] as const;

  /** The next `count` frames. */
  push(left: Float32Array, right: Float32Array, count = left.length): void {
    this.#channels[0].push(left, count);
    this.#channels[1].push(right, count);
  }

  /** Of all that was pushed, with silence before and after it, in dBTP; `-Infinity` for digital silence. */
  peakDb(): number {
    const peak = Math.max(this.#channels[0].peak(), this.#channels[1].peak());
    return peak === 0 ? -Infinity : 20 * Math.log10(peak);
  }
}

class ChannelPeak {
  /** The last samples that were pushed, then those of this push. */
  #line = new Float32Array(peakWidth);
  #peak = 0;

  push(samples: Float32Array, count: number): void {
    const end = peakWidth + count;
    if (this.#line.length < end) {
      const longer = new Float32Array(end);
      longer.set(this.#line.subarray(0, peakWidth));
      this.#line = longer;
    }
    this.#line.set(samples.subarray(0, count), peakWidth);
    this.#peak = greatest(this.#line, end, this.#peak);
    this.#line.copyWithin(0, count, end);
  }

  peak(): number {
    const tail = new Float32Array(2 * peakWidth);
    tail.set(this.#line.subarray(0, peakWidth));
    return greatest(tail, tail.length, this.#peak);
  }
}

/** The greatest of `peak`, the samples from `peakWidth` on, and the instants whose last sample is one of them. */
function greatest(line: Float32Array, end: number, peak: number): number {
  let most = peak;
  let before = peakIn(line, 0, peakWidth);
  for (let start = peakWidth; start < end; start += blockFrames) {
    const stop = Math.min(end, start + blockFrames);
    const own = peakIn(line, start, stop);
    // A block is longer than what an instant reaches back.
    const near = own > before ? own : before;
    before = own;
    if (own > most) most = own;
    const around = aroundGain * near;
    if (2 * besideGain * near + around > most) most = greatestInBlock(line, start, stop, near, most);
  }
  return most;
}

/** The greatest of `most` and the instants whose last sample is one of `[start, stop)`; no sample near them is over `near`. */
function greatestInBlock(line: Float32Array, start: number, stop: number, near: number, most: number): number {
  const around = aroundGain * near;
  let found = most;
  let one = Math.abs(line[start - peakReach] ?? 0);
  for (let last = start; last < stop; last++) {
    const other = Math.abs(line[last - peakReach + 1] ?? 0);
    const beside = one + other;
    one = other;
    if (besideGain * beside + around <= found) continue;
    const between = greatestBetween(line, last - peakWidth + 1, near, found);
    if (between > found) found = between;
  }
  return found;
}
