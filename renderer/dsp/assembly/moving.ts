const mostWidth = 2048;

/** The greatest of the last numbers of a row, by a queue whose numbers only fall (each number goes in and out of it once). */
export class SlidingMaximum {
  private width: i32 = 1;
  /** Numbers that may yet be the greatest, and their places in the row, as a ring of a power of two. */
  private values: StaticArray<f64> = new StaticArray<f64>(mostWidth);
  private places: StaticArray<i32> = new StaticArray<i32>(mostWidth);
  private first: i32 = 0;
  private held: i32 = 0;
  private place: i32 = 0;

  /** `width`: how many numbers count, 1 to 2048. */
  begin(width: i32): void {
    this.width = width;
  }

  /** Takes the next number; returns the greatest of the last `width`. */
  next(value: f64): f64 {
    const mask = mostWidth - 1;
    const values = this.values;
    let first = this.first;
    let held = this.held;
    // Places go round as well: it is their distance that counts.
    if (held > 0 && this.place - unchecked(this.places[first]) >= this.width) {
      first = (first + 1) & mask;
      held--;
    }
    while (held > 0 && unchecked(values[(first + held - 1) & mask]) <= value) held--;
    const at = (first + held) & mask;
    unchecked((values[at] = value));
    unchecked((this.places[at] = this.place++));
    this.first = first;
    this.held = held + 1;
    return unchecked(values[first]);
  }
}

/** The mean of the last numbers of a row, none below 0. When all of them are 0 it is 0, not what rounding left over. */
export class MovingMean {
  private width: i32 = 1;
  private values: StaticArray<f64> = new StaticArray<f64>(mostWidth);
  private at: i32 = 0;
  private sum: f64 = 0;
  private zeros: i32 = 1;

  /** `width`: how many numbers count, 1 to 2048; before the first one they are 0. */
  begin(width: i32): void {
    this.width = width;
    this.zeros = width;
  }

  next(value: f64): f64 {
    const at = this.at;
    this.zeros = value === 0 ? this.zeros + 1 : 0;
    this.sum += value - unchecked(this.values[at]);
    unchecked((this.values[at] = value));
    this.at = at + 1 === this.width ? 0 : at + 1;
    if (this.zeros >= this.width) this.sum = 0;
    return this.sum / f64(this.width);
  }
}
