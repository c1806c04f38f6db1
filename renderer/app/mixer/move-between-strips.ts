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
