let count = 0;

/** Steps of one control that follow each other within this time are one step of undo. */
const pauseMs = 700;

/** Names gestures: the same name for a whole drag, or while steps follow each other; a new one after a pause or for a new drag. */
export class GestureNames {
  #name = '';
  #lastMs = -Infinity;
  #isHeld = false;

  /** A drag begins: until `release` all is one gesture, however long the hand rests. */
  hold(): void {
    this.#begin();
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#lastMs = -Infinity;
  }

  /** `nowMs` is the time stamp of the event. */
  next(nowMs: number): string {
    if (!this.#isHeld && nowMs - this.#lastMs > pauseMs) this.#begin();
    this.#lastMs = nowMs;
    return this.#name;
  }

  #begin(): void {
    count += 1;
    this.#name = `gesture ${count}`;
  }
}
