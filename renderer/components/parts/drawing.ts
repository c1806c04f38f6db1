/**
 * An attachment that keeps a canvas at the resolution of the screen. Calls `onsize` with the size in device pixels soon and after every
 * change. A removed canvas frees its image at once: the garbage collector sees only a small object and would keep the images of a dozen
 * songs.
 */
export function sized(onsize: (width: number, height: number) => void): (canvas: HTMLCanvasElement) => () => void {
  return (canvas) => {
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.devicePixelContentBoxSize[0];
      if (box === undefined) return;
      canvas.width = box.inlineSize;
      canvas.height = box.blockSize;
      onsize(box.inlineSize, box.blockSize);
    });
    observer.observe(canvas, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
      canvas.width = 0;
      canvas.height = 0;
    };
  };
}

/** The computed CSS colour of an element, for use on a canvas. */
export const inkOf = (element: Element): string => getComputedStyle(element).color;

/** Calls `redraw` when the system's theme or contrast changes. Returns the unsubscribe function. */
export function onThemeChange(redraw: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', redraw);
  return () => {
    for (const query of queries) query.removeEventListener('change', redraw);
  };
}

/** Drawing time in one frame, about half of it. */
const shareMs = 8;

const waiting = new Set<() => void>();
let request = 0;

/**
 * Draws in the next frame, or in a later one when there is much to draw: fifteen waveforms at once would stall the page. Returns the
 * function that cancels it.
 */
export function drawSoon(draw: () => void): () => void {
  waiting.add(draw);
  if (request === 0) request = requestAnimationFrame(drawShare);
  return () => {
    waiting.delete(draw);
  };
}

function drawShare(): void {
  request = 0;
  const endMs = performance.now() + shareMs;
  for (const draw of waiting) {
    waiting.delete(draw);
    draw();
    if (performance.now() > endMs) break;
  }
  if (waiting.size > 0) request = requestAnimationFrame(drawShare);
}

/** An arc of a circle around 0,0 as an SVG path. 0 degrees is up; angles grow clockwise. */
export function arcPath(radius: number, fromDegrees: number, toDegrees: number): string {
  const point = (degrees: number): string => {
    const angle = (degrees * Math.PI) / 180;
    return `${(radius * Math.sin(angle)).toFixed(3)} ${(-radius * Math.cos(angle)).toFixed(3)}`;
  };
  const isLarge = toDegrees - fromDegrees > 180 ? 1 : 0;
  return `M ${point(fromDegrees)} A ${radius} ${radius} 0 ${isLarge} 1 ${point(toDegrees)}`;
}

/**
 * An attachment that calls `onsize` with the inner size of an element in CSS pixels, soon and after every change. Unlike a binding to
 * `clientWidth` it waits for the layout of the frame, so that the page does not lay out twice.
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

/** The position of a popup: under its button, right edges aligned; above it when it does not fit under it. In CSS pixels. */
export function placeBeside(opener: HTMLElement, box: HTMLElement): { readonly left: number; readonly top: number } {
  const { right, bottom, top } = opener.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const isLow = bottom + gapPx + height > innerHeight - marginPx;
  return {
    left: Math.max(marginPx, right - width),
    top: isLow ? Math.max(marginPx, top - height - gapPx) : bottom + gapPx,
  };
}

/** The first control in a box that can take the focus; of a group of radio buttons the checked one. Null: there is none. */
export function firstControl(box: HTMLElement): HTMLElement | null {
  const first = box.querySelector<HTMLElement>('input:not(:disabled), footer button');
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio') return first;
  const chosen = [...box.querySelectorAll('input')].find(({ name, checked }) => name === first.name && checked);
  return chosen ?? first;
}
