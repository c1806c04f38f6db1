/** The greatest of the last numbers of a row, by a queue whose numbers only fall (each number goes in and out of it once). */
export class SlidingMaximum {
  readonly #width: number;
  /** Numbers that may yet be the greatest, and their places in the row, as a ring. */
  readonly #values: Float64Array;
  readonly #places: Float64Array;
  #first = 0;
  #held = 0;
  #place = 0;

  /** `width`: how many numbers count, 1 or more. */
  constructor(width: number) {
    this.#width = width;
    this.#values = new Float64Array(width);
    this.#places = new Float64Array(width);
  }

  /** Takes the next number; gives the greatest of the last `width`. */
  next(value: number): number {
    const width = this.#width;
    if (this.#held > 0 && (this.#places[this.#first] ?? 0) <= this.#place - width) {
      this.#first = (this.#first + 1) % width;
      this.#held--;
    }
    while (this.#held > 0 && (this.#values[(this.#first + this.#held - 1) % width] ?? 0) <= value) this.#held--;
    const at = (this.#first + this.#held) % width;
    this.#values[at] = value;
    this.#places[at] = this.#place++;
    this.#held++;
    return this.#values[this.#first] ?? 0;
  }
}
