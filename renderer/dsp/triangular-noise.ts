import { kernels } from './kernels.ts';

/**
 * Noise of triangular density between -1 and 1, the sum of two even ones: as dither of one step to either side it frees the
 * rounding error's mean and power from the signal (Lipshitz, Wannamaker and Vanderkooy, JAES 40/5, 1992). Seeded, so that
 * the same mix makes the same file. Marsaglia's xorshift32: each number's halves are the two even ones, which is finer than any
 * file can tell.
 */
export class TriangularNoise {
  #state: number;

  /** Any whole number but 0. */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** The next `count`, many at a time: what is kept between two of them takes longer than to make one. */
  fill(out: Float32Array, count: number): void {
    const { noise, drawNoise } = kernels();
    for (let done = 0; done < count; done += noise.length) {
      const part = Math.min(noise.length, count - done);
      this.#state = drawNoise(this.#state, part);
      out.set(noise.subarray(0, part), done);
    }
  }
}
