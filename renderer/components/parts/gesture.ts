let count = 0;

/** Steps of one control that follow each other within this time are one gesture. */
const pauseMs = 700;

/** Names gestures for undo: a drag, or steps without a pause between them, share one name. */
export class GestureNames {
  #name = '';
  #lastMs = -Infinity;
  #isHeld = false;

  /** Starts a drag: everything until `release` is one gesture. */
  hold(): void {
    this.#begin();
    this.#isHeld = true;
  }

  /** Ends a drag. */
  release(): void {
    this.#isHeld = false;
    this.#lastMs = -Infinity;
  }

  /** The name for a change now. `nowMs`: time stamp of the event. */
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

type Turn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'altKey' | 'ctrlKey'>;

/**
 * What a turn of the wheel or a swipe over a control does to its value: 1 up, -1 down, 0 nothing, so that it scrolls the view. It changes
 * the value only while the control has the focus or Alt is held; a swipe sideways and a pinch (which sets Ctrl) never do.
 */
export function wheelStep({ deltaX, deltaY, altKey, ctrlKey }: Turn, hasFocus: boolean): -1 | 0 | 1 {
  if ((!hasFocus && !altKey) || ctrlKey || deltaY === 0 || Math.abs(deltaX) > Math.abs(deltaY)) return 0;
  return deltaY < 0 ? 1 : -1;
}

/** An `onwheel` handler: calls `change` with 1 or -1 for a turn that is meant for its control, and lets all others scroll. */
export function onWheelStep(change: (direction: -1 | 1, event: WheelEvent) => void) {
  return (event: WheelEvent & { currentTarget: HTMLElement }): void => {
    const direction = wheelStep(event, event.currentTarget.matches(':focus'));
    if (direction === 0) return;
    event.preventDefault();
    change(direction, event);
  };
}

/** How a number reacts to drags and keys. `neutral`: its value after a double-click. */
export type NumberScale = {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** With Shift. */
  readonly fineStep: number;
  readonly pageStep: number;
  readonly neutral: number;
  readonly pixelsPerStep: number;
  /** Whether a drag within a step of the neutral value sticks to it. */
  readonly isSticky: boolean;
};

/** The value after a drag of `steps` (fractions allowed) from `from`: moves in whole steps, or in fine ones when `isFine`. */
export function movedBy(from: number, steps: number, isFine: boolean, scale: NumberScale): number {
  const step = isFine ? scale.fineStep : scale.step;
  const to = from + Math.round((steps * scale.step) / step) * step;
  return scale.isSticky && !isFine && Math.abs(to - scale.neutral) < scale.step ? scale.neutral : to;
}
