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
