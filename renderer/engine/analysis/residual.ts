/** Nothing is left: what JSON can hold in place of minus infinity. */
const leastResidualDb = -200;

/** Power of what is left of the original when the stems are taken from it, against its own. */
export class Residual {
  #original = 0;
  #rest = 0;

  /** `count` frames of one channel of both. */
  push(original: Float32Array, sum: Float32Array, count: number): void {
    let power = 0;
    let rest = 0;
    for (let frame = 0; frame < count; frame++) {
      const sample = original[frame] ?? 0;
      const difference = sample - (sum[frame] ?? 0);
      power += sample * sample;
      rest += difference * difference;
    }
    this.#original += power;
    this.#rest += rest;
  }

  /** In dB, -200 or more; null for an original that is silent. */
  db(): number | null {
    if (!(this.#original > 0) || !Number.isFinite(this.#rest)) return null;
    return Math.max(leastResidualDb, 10 * Math.log10(this.#rest / this.#original));
  }
}
