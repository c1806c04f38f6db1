/**
 * Keeps a canvas as fine as the screen: tells the size in device pixels at once and after every change. A canvas that goes gives
 * its picture back at once: the collector sees only a small object, and lets the pictures of a dozen songs gather.
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

/** The colour that CSS gives an element, resolved, for use on a canvas. */
export const inkOf = (element: Element): string => getComputedStyle(element).color;

/** Calls back when the system's theme or contrast changes, for canvases to be drawn anew. Gives the way out. */
export function onThemeChange(redraw: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', redraw);
  return () => {
    for (const query of queries) query.removeEventListener('change', redraw);
  };
}

/** A part of a frame at 60 a second, so that there is time left for all else that the page does in it. */
const shareMs = 8;

const waiting = new Set<() => void>();
let request = 0;

/**
 * Draws in the next frame, or in one of those that follow when there is much to draw: fifteen waveforms at once would hold up
 * the page. Gives the way out.
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
