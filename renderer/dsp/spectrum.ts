import FFT from 'fft.js';

/** Power spectra of pieces of sound under a Hann window. */
export class Spectrum {
  readonly size: number;
  readonly #fft: FFT;
  readonly #window: Float64Array;
  readonly #piece: Float64Array;
  readonly #transformed: Float64Array;
  /** Of each bin from 0 to size / 2, as of the last piece; 1 for a sine of amplitude 1 on a bin. */
  readonly power: Float32Array;

  /** `size`: samples of a piece, a power of two. */
  constructor(size: number) {
    this.size = size;
    this.#fft = new FFT(size);
    this.#window = Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
    this.#piece = new Float64Array(size);
    this.#transformed = new Float64Array(2 * size);
    this.power = new Float32Array(size / 2 + 1);
  }

  /** Puts the power of the `size` samples from `from` on into `power`. */
  listen(samples: Float32Array, from: number): void {
    for (let n = 0; n < this.size; n++) this.#piece[n] = (samples[from + n] ?? 0) * (this.#window[n] ?? 0);
    this.#fft.realTransform(this.#transformed, this.#piece);
    const scale = 16 / this.size ** 2;
    for (let bin = 0; bin < this.power.length; bin++) {
      const real = this.#transformed[2 * bin] ?? 0;
      const imaginary = this.#transformed[2 * bin + 1] ?? 0;
      this.power[bin] = scale * (real * real + imaginary * imaginary);
    }
  }
}

/** Cuts a stream into overlapping pieces. */
export class SlidingPieces {
  readonly #size: number;
  readonly #hop: number;
  readonly #held: Float32Array;
  #length = 0;

  /** Pieces of `size` samples, one every `hop` samples; the first begins with the stream. */
  constructor(size: number, hop: number) {
    this.#size = size;
    this.#hop = hop;
    this.#held = new Float32Array(4 * size);
  }

  /** Yields each piece that these samples complete: the `size` samples of `held` from `from` on, good until the next one. */
  push(samples: Float32Array, take: (held: Float32Array, from: number) => void): void {
    for (let done = 0; done < samples.length;) {
      const room = Math.min(samples.length - done, this.#held.length - this.#length);
      this.#held.set(samples.subarray(done, done + room), this.#length);
      this.#length += room;
      done += room;
      this.#cut(take);
    }
  }

  #cut(take: (held: Float32Array, from: number) => void): void {
    let from = 0;
    for (; from + this.#size <= this.#length; from += this.#hop) take(this.#held, from);
    this.#held.copyWithin(0, from, this.#length);
    this.#length -= from;
  }
}
