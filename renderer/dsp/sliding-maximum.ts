/** The greatest of the last numbers of a row, by a queue whose numbers only fall (each number goes in and out of it once). */
export class SlidingMaximum {
  readonly #width: number;
  /** Numbers that may yet be the greatest, and their places in the row, as a ring of a power of two. */
  readonly #values: Float64Array;
  readonly #places: Float64Array;
  readonly #mask: number;
  #first = 0;
  #held = 0;
  #place = 0;

  /** `width`: how many numbers count, 1 or more. */
  constructor(width: number) {
    this.#width = width;
    const room = 2 ** Math.ceil(Math.log2(width));
    this.#values = new Float64Array(room);
    this.#places = new Float64Array(room);
    this.#mask = room - 1;
  }

  /** Takes the next number; gives the greatest of the last `width`. */
  next(value: number): number {
    const mask = this.#mask;
    const values = this.#values;
    let held = this.#held;
    if (held > 0 && (this.#places[this.#first] ?? 0) <= this.#place - this.#width) {
      this.#first = (this.#first + 1) & mask;
      held--;
    }
    while (held > 0 && (values[(this.#first + held - 1) & mask] ?? 0) <= value) held--;
    const at = (this.#first + held) & mask;
    values[at] = value;
    this.#places[at] = this.#place++;
    this.#held = held + 1;
    return values[this.#first] ?? 0;
  }
}
