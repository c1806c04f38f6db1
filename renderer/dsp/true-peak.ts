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
  for (let start = peakWidth; start < end; start += blockFrames) {
    const stop = Math.min(end, start + blockFrames);
    const near = peakIn(line, start - peakWidth + 1, stop);
    const own = near > most ? peakIn(line, start, stop) : 0;
    if (own > most) most = own;
    const around = aroundGain * near;
    if (2 * besideGain * near + around <= most) continue;
    for (let last = start; last < stop; last++) {
      const beside = Math.abs(line[last - peakReach] ?? 0) + Math.abs(line[last - peakReach + 1] ?? 0);
      if (besideGain * beside + around <= most) continue;
      const between = greatestBetween(line, last - peakWidth + 1, near, most);
      if (between > most) most = between;
    }
  }
  return most;
}
