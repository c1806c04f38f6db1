/** The smallest step worth a message. */
const step = 0.002;

/** The progress of several parts together: the weighted mean of their fractions, reported in steps and when all are done. */
export class SharedProgress {
  readonly #fractions: Float64Array;
  readonly #weights: readonly number[];
  readonly #report: (fraction: number) => void;
  #reported = 0;

  /** `weights`: one for each part, above 0. */
  constructor(weights: readonly number[], report: (fraction: number) => void) {
    this.#fractions = new Float64Array(weights.length);
    this.#weights = weights;
    this.#report = report;
  }

  /** The part at `index` has reached this fraction, 0 to 1. */
  set(index: number, fraction: number): void {
    this.#fractions[index] = fraction;
    const mean = this.#mean();
    if (mean < this.#reported + step && (mean < 1 || this.#reported === 1)) return;
    this.#reported = mean;
    this.#report(mean);
  }

  #mean(): number {
    if (this.#fractions.every((fraction) => fraction === 1)) return 1;
    const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
    return sumOf(this.#weights.map((weight, index) => weight * (this.#fractions[index] ?? 0))) / sumOf(this.#weights);
  }
}
