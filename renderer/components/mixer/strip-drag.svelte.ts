import type { StemId } from '#contract';

/** A press moves a strip once it has gone so far. */
const leastPx = 5;
/** So near to the edge of what scrolls, the pointer scrolls on. */
const edgePx = 28;
const scrollPx = 12;

/** A strip on its way to another place in the mixer. The rows are equally high and have no gaps. */
export class StripDrag {
  readonly #countOf: () => number;
  readonly #onMove: (stemId: StemId, place: number) => void;
  #pressed: { readonly stemId: StemId; readonly place: number; readonly y: number } | null = null;
  /** The strip that is dragged; null: none. */
  stemId = $state.raw<StemId | null>(null);
  /** Between which rows the strip would come: 0 is above the first. Null: it would stay. */
  gap = $state.raw<number | null>(null);

  /** `countOf`: how many strips there are. `onMove` gets the place, counted from 0, that a strip was dropped at. */
  constructor(countOf: () => number, onMove: (stemId: StemId, place: number) => void) {
    this.#countOf = countOf;
    this.#onMove = onMove;
  }

  /** For `onpointerdown` of a strip's handle. `place`: of the strip, counted from 0. */
  press(event: PointerEvent & { readonly currentTarget: HTMLElement }, stemId: StemId, place: number): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#pressed = { stemId, place, y: event.clientY };
  }

  /** For `onpointermove` of the handle, which lies in its `[data-strip]`. */
  move(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    const pressed = this.#pressed;
    const row = event.currentTarget.closest('[data-strip]');
    if (pressed === null || row === null) return;
    if (this.stemId === null && Math.abs(event.clientY - pressed.y) < leastPx) return;
    this.stemId = pressed.stemId;
    scrollAlong(row, event.clientY);
    const { top, height } = row.getBoundingClientRect();
    const gap = Math.round(pressed.place + (event.clientY - top) / height);
    const isStill = gap === pressed.place || gap === pressed.place + 1;
    this.gap = isStill ? null : Math.min(Math.max(gap, 0), this.#countOf());
  }

  /** For `onlostpointercapture` of the handle. */
  drop(): void {
    const [pressed, gap] = [this.#pressed, this.gap];
    this.cancel();
    if (pressed === null || gap === null) return;
    this.#onMove(pressed.stemId, gap > pressed.place ? gap - 1 : gap);
  }

  /** Lets the strip stay. */
  cancel(): void {
    this.#pressed = null;
    this.stemId = null;
    this.gap = null;
  }
}

function scrollAlong(row: Element, y: number): void {
  const view = row.closest('[data-scrolls]');
  if (view === null) return;
  const { top, bottom } = view.getBoundingClientRect();
  if (y < top + edgePx) view.scrollBy(0, -scrollPx);
  else if (y > bottom - edgePx) view.scrollBy(0, scrollPx);
}
