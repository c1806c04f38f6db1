const perUnit = 2 ** -32;

/**
 * Noise of triangular density between -1 and 1, the sum of two even ones: as dither of one step to either side it frees the
 * rounding error's mean and power from the signal (Lipshitz, Wannamaker and Vanderkooy, JAES 40/5, 1992). Seeded, so that
 * the same mix gives the same file. Marsaglia's xorshift32.
 */
export class TriangularNoise {
  #state: number;

  /** Any whole number but 0. */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  next(): number {
    return (this.#step() + this.#step()) * perUnit;
  }

  /** A signed 32-bit number. */
  #step(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x;
  }
}
