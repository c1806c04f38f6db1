/** Less than this is not worth a message. */
const step = 0.002;

/** How far several things are together: the weighted mean of their fractions, told when it has moved on and when all are done. */
export class SharedProgress {
  readonly #fractions: Float64Array;
  readonly #weights: readonly number[];
  readonly #tell: (fraction: number) => void;
  #told = 0;

  /** `weights`: of each of them, above 0. */
  constructor(weights: readonly number[], tell: (fraction: number) => void) {
    this.#fractions = new Float64Array(weights.length);
    this.#weights = weights;
    this.#tell = tell;
  }

  set(index: number, fraction: number): void {
    this.#fractions[index] = fraction;
    const mean = this.#mean();
    if (mean < this.#told + step && (mean < 1 || this.#told === 1)) return;
    this.#told = mean;
    this.#tell(mean);
  }

  #mean(): number {
    if (this.#fractions.every((fraction) => fraction === 1)) return 1;
    const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
    return sumOf(this.#weights.map((weight, index) => weight * (this.#fractions[index] ?? 0))) / sumOf(this.#weights);
  }
}
