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
