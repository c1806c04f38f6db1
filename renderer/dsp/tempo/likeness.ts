import FFT from 'fft.js';

/** Likeness of two equally long rows at every lag from 0 on: the mean of their products, both of them shifted in turn. */
export class LagLikeness {
  readonly #size: number;
  readonly #fft: FFT;
  readonly #one: Float64Array;
  readonly #other: Float64Array;
  readonly #product: Float64Array;

  /** For rows of at most `length` values and lags under `lags`. */
  constructor(length: number, lags: number) {
    this.#size = 2 ** Math.ceil(Math.log2(length + lags));
    this.#fft = new FFT(this.#size);
    this.#one = new Float64Array(2 * this.#size);
    this.#other = new Float64Array(2 * this.#size);
    this.#product = new Float64Array(2 * this.#size);
  }

  /** Adds `weight` times the likeness at each lag to `sums`. By the Wiener-Khinchin theorem, through spectra. */
  add(one: Float64Array, other: Float64Array, weight: number, sums: Float64Array): void {
    this.#transform(one, this.#one);
    if (other === one) this.#other.set(this.#one);
    else this.#transform(other, this.#other);
    for (let at = 0; at < 2 * this.#size; at += 2) {
      const real = (this.#one[at] ?? 0) * (this.#other[at] ?? 0);
      const imaginary = (this.#one[at + 1] ?? 0) * (this.#other[at + 1] ?? 0);
      this.#product[at] = real + imaginary;
      this.#product[at + 1] = 0;
    }
    this.#fft.inverseTransform(this.#other, this.#product);
    for (let lag = 0; lag < sums.length; lag++) {
      sums[lag] = (sums[lag] ?? 0) + (weight * (this.#other[2 * lag] ?? 0)) / (one.length - lag);
    }
  }

  #transform(row: Float64Array, into: Float64Array): void {
    const padded = new Float64Array(this.#size);
    padded.set(row);
    this.#fft.realTransform(into, padded);
    this.#fft.completeSpectrum(into);
  }
}
