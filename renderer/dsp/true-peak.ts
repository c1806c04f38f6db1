/** Samples on either side of an instant that weigh on it: twice as many as in the example of the standard. */
const reach = 12;
const width = 2 * reach;
/** Frames that are looked at together, and skipped together when nothing near them can reach the peak. */
const blockFrames = 32;

const quarter = weightsAt(1 / 4);
const half = weightsAt(1 / 2);
/** No instant can be greater than the two samples beside it times the one, and the greatest sample near it times the other. */
const besideGain = quarter[reach - 1] ?? 1;
const aroundGain = Math.max(gainAround(quarter), gainAround(half));

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
  #line = new Float32Array(width);
  #peak = 0;

  push(samples: Float32Array, count: number): void {
    const end = width + count;
    if (this.#line.length < end) {
      const longer = new Float32Array(end);
      longer.set(this.#line.subarray(0, width));
      this.#line = longer;
    }
    this.#line.set(samples.subarray(0, count), width);
    this.#peak = greatest(this.#line, end, this.#peak);
    this.#line.copyWithin(0, count, end);
  }

  peak(): number {
    const tail = new Float32Array(2 * width);
    tail.set(this.#line.subarray(0, width));
    return greatest(tail, tail.length, this.#peak);
  }
}

/** The greatest of `peak`, the samples from `width` on, and the instants whose last sample is one of them. */
function greatest(line: Float32Array, end: number, peak: number): number {
  let most = peak;
  for (let start = width; start < end; start += blockFrames) {
    const stop = Math.min(end, start + blockFrames);
    const near = peakIn(line, start - width + 1, stop);
    const own = near > most ? peakIn(line, start, stop) : 0;
    if (own > most) most = own;
    const around = aroundGain * near;
    if (2 * besideGain * near + around <= most) continue;
    for (let last = start; last < stop; last++) {
      const beside = Math.abs(line[last - reach] ?? 0) + Math.abs(line[last - reach + 1] ?? 0);
      if (besideGain * beside + around <= most) continue;
      const between = greatestBetween(line, last - width + 1);
      if (between > most) most = between;
    }
  }
  return most;
}

function peakIn(line: Float32Array, start: number, end: number): number {
  let peak = 0;
  for (let at = start; at < end; at++) {
    const magnitude = Math.abs(line[at] ?? 0);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}

/** Of the three instants in the middle of the samples from `first` on. */
function greatestBetween(line: Float32Array, first: number): number {
  let one = 0;
  let two = 0;
  let three = 0;
  for (let tap = 0; tap < width; tap++) {
    const sample = line[first + tap] ?? 0;
    one += sample * (quarter[tap] ?? 0);
    two += sample * (half[tap] ?? 0);
    // A quarter before a sample is the mirror of a quarter after one.
    three += sample * (quarter[width - 1 - tap] ?? 0);
  }
  return Math.max(Math.abs(one), Math.abs(two), Math.abs(three));
}

function gainAround(taps: Float64Array): number {
  const beside = (tap: number): boolean => tap === reach - 1 || tap === reach;
  return taps.reduce((sum, tap, at) => sum + (beside(at) ? 0 : Math.abs(tap)), 0);
}

/** Weights of the samples around an instant `fraction` of a frame after sample `reach - 1`: a sinc in a Hann window. */
function weightsAt(fraction: number): Float64Array {
  const taps = Float64Array.from({ length: width }, (_, tap) => {
    const distance = tap - (reach - 1) - fraction;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * Math.cos((Math.PI * distance) / width) ** 2;
  });
  // A constant stays what it is.
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
