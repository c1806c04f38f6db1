/** A row of numbers whose length is not known before. */
export class GrowingRow {
  #values = new Float32Array(4096);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const longer = new Float32Array(2 * this.#length);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#length++] = value;
  }

  /** Those pushed so far; not a copy. */
  get values(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }
}
