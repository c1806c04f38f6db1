let count = 0;

/** Steps of one control that follow each other within this time are one step of undo. */
const pauseMs = 700;

/** Names gestures: the same name while steps follow each other, a new one after a pause or for a new drag. */
export class GestureNames {
  #name = '';
  #lastMs = -Infinity;

  /** `nowMs` is the time stamp of the event. */
  next(nowMs: number): string {
    if (nowMs - this.#lastMs > pauseMs) {
      count += 1;
      this.#name = `gesture ${count}`;
    }
    this.#lastMs = nowMs;
    return this.#name;
  }
}
