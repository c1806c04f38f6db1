/** The mean of the last numbers of a row, none below 0. When all of them are 0 it is 0, not what rounding left over. */
export class MovingMean {
  readonly #values: Float64Array;
  #at = 0;
  #sum = 0;
  #zeros: number;

  /** `width`: how many numbers count, 1 or more; before the first one they are 0. */
  constructor(width: number) {
    this.#values = new Float64Array(width);
    this.#zeros = width;
  }

  next(value: number): number {
    const width = this.#values.length;
    this.#zeros = value === 0 ? this.#zeros + 1 : 0;
    this.#sum += value - (this.#values[this.#at] ?? 0);
    this.#values[this.#at] = value;
    this.#at = this.#at + 1 === width ? 0 : this.#at + 1;
    if (this.#zeros >= width) this.#sum = 0;
    return this.#sum / width;
  }
}
