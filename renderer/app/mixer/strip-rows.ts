const lowestPx = 32;
const highestPx = 96;
/** The largest share of the height that one of a few stems takes. */
const highestShare = 0.2;

/** The height of a row in px so that `stemCount` rows fill `heightPx`: 32 to 96, and up to a fifth of the height when that is more. */
export function rowHeightFor(heightPx: number, stemCount: number): number {
  const highest = Math.max(highestPx, heightPx * highestShare);
  return Math.max(lowestPx, Math.floor(Math.min(heightPx / Math.max(stemCount, 1), highest)));
}

/**
 * A keydown handler for the mixer: the arrow keys move the focus to the same control of the next strip. A slider needs the arrows itself;
 * Ctrl moves on from it. The mixer is a single tab stop: only the strip visited last can be tabbed to.
 */
export function moveBetweenStrips(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || event.altKey) return;
  if (event.defaultPrevented || !(event.target instanceof HTMLElement) || event.target.matches('input')) return;
  const strips = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-strip]')];
  const from = strips.findIndex((strip) => strip.contains(event.target as Node));
  const to = strips[from + (event.key === 'ArrowUp' ? -1 : 1)];
  if (from < 0) return;
  event.preventDefault();
  if (to === undefined) return;
  const stops = '[role=slider], button[aria-pressed]';
  const place = [...(strips[from]?.querySelectorAll(stops) ?? [])].indexOf(event.target);
  (to.querySelectorAll<HTMLElement>(stops)[place] ?? to).focus();
}
