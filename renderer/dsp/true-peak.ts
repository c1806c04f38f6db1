import { kernels } from './kernels.ts';

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
  /** What instants between the next samples reach back to. */
  readonly #last = new Float32Array(kernels().samplesBefore);
  #peak = 0;

  push(samples: Float32Array, count: number): void {
    const { line, samplesBefore } = kernels();
    const most = line.length - samplesBefore;
    for (let done = 0; done < count; done += most) {
      const piece = samples.subarray(done, Math.min(count, done + most));
      this.#peak = this.#lookAt(piece);
      this.#last.set(line.subarray(piece.length, piece.length + samplesBefore));
    }
  }

  peak(): number {
    return this.#lookAt(new Float32Array(this.#last.length));
  }

  #lookAt(samples: Float32Array): number {
    const { line, samplesBefore, greatestOf } = kernels();
    line.set(this.#last);
    line.set(samples, samplesBefore);
    return greatestOf(samples.length, this.#peak);
  }
}
