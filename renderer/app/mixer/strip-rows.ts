const lowestPx = 32;
const highestPx = 96;
/** A few stems may take so much of the room each. */
const highestShare = 0.2;

/** The height of each row, so that all stems fit into the room if they can: 32 to 96 px, more when few stems have much room. */
export function rowHeightFor(roomPx: number, stemCount: number): number {
  const highest = Math.max(highestPx, roomPx * highestShare);
  return Math.max(lowestPx, Math.floor(Math.min(roomPx / Math.max(stemCount, 1), highest)));
}

/**
 * Arrows up and down go from strip to strip, keeping the control that has the focus; from a slider, which needs the arrows
 * itself, with Ctrl. The mixer is one stop of the Tab key: only the strip that was visited last can be tabbed to.
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
