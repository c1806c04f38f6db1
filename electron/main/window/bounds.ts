/** In device-independent pixels; x and y count from the primary display's corner. */
export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const smallestWindow = { width: 900, height: 600 } as const;
export const firstWindow = { width: 1440, height: 900 } as const;
/** So much of the window must be on a screen, or its place is forgotten. */
const leastVisible = 100;

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);

/**
 * Where the window shall open: where it was, if enough of it can be seen there and its top edge can be grabbed;
 * otherwise in the middle (no x and y), as large as it was or as fits.
 */
export function placeWindow(last: Bounds | null, screens: readonly Bounds[]): Partial<Bounds> {
  const [first] = screens;
  const largest = { width: first?.width ?? firstWindow.width, height: first?.height ?? firstWindow.height };
  const size = {
    width: Math.max(smallestWindow.width, Math.round(last?.width ?? Math.min(firstWindow.width, largest.width))),
    height: Math.max(smallestWindow.height, Math.round(last?.height ?? Math.min(firstWindow.height, largest.height))),
  };
  if (last === null) return size;
  const isSeen = screens.some(
    (screen) =>
      overlap(last.x, size.width, screen.x, screen.width) >= leastVisible &&
      overlap(last.y, size.height, screen.y, screen.height) >= leastVisible &&
      last.y >= screen.y,
  );
  if (isSeen) return { x: Math.round(last.x), y: Math.round(last.y), ...size };
  return { width: Math.min(size.width, largest.width), height: Math.min(size.height, largest.height) };
}
