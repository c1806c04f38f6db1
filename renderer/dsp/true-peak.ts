import { ChannelTail, greatestPeak, mostPeakFrames, peakReach } from './peak-machine.ts';

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
  readonly #tail = new ChannelTail();
  #peak = 0;

  push(samples: Float32Array, count: number): void {
    for (let done = 0; done < count; done += mostPeakFrames) {
      const piece = samples.subarray(done, Math.min(count, done + mostPeakFrames));
      this.#tail.lay(piece);
      this.#peak = greatestPeak(piece.length, this.#peak);
      this.#tail.keep(piece.length);
    }
  }

  peak(): number {
    const silence = new Float32Array(2 * peakReach);
    this.#tail.lay(silence);
    return greatestPeak(silence.length, this.#peak);
  }
}
