const lowestPx = 32;
/** The most px that a row takes, by the number of rows up to which it may. */
const highest = [
  { upTo: 2, px: 360 },
  { upTo: 4, px: 260 },
  { upTo: 8, px: 160 },
  { upTo: Infinity, px: 96 },
] as const;

/** The height of a row in px so that `stemCount` rows fill `heightPx`: at least 32, and at most what is still a row and not a page. */
export function rowHeightFor(heightPx: number, stemCount: number): number {
  const most = highest.find(({ upTo }) => stemCount <= upTo)?.px ?? lowestPx;
  return Math.max(lowestPx, Math.floor(Math.min(heightPx / Math.max(stemCount, 1), most)));
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
