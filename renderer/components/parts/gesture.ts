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

/**
 * Tells the inner size of an element in CSS pixels, soon and after every change. Unlike a binding to `clientWidth` it waits for
 * the frame to be laid out: a question in between makes the page lay out twice.
 */
export function measured(onsize: (width: number, height: number) => void): (element: HTMLElement) => () => void {
  return (element) => {
    const observer = new ResizeObserver(() => {
      onsize(element.clientWidth, element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  };
}

const gapPx = 4;
const marginPx = 8;

/** Where a box that is shown goes beside its button: under it, its right edge at the button's; over it when there is no room under. */
export function placeBeside(opener: HTMLElement, box: HTMLElement): { readonly left: number; readonly top: number } {
  const { right, bottom, top } = opener.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const isLow = bottom + gapPx + height > innerHeight - marginPx;
  return {
    left: Math.max(marginPx, right - width),
    top: isLow ? Math.max(marginPx, top - height - gapPx) : bottom + gapPx,
  };
}
