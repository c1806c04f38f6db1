import { rulerTicks } from '../../mix/ruler-ticks.ts';
import { formatLength, formatPosition } from '../../mix/time-text.ts';
import type { TimeView } from '../../mix/timeline.ts';

/** Draws time along the song in `ink`; sizes are in device pixels, `scale` of them to a CSS pixel. */
export function drawRuler(
  canvas: HTMLCanvasElement,
  view: TimeView,
  sampleRate: number,
  scale: number,
  ink: string,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = canvas;
  const ticks = rulerTicks(view, sampleRate, width / scale);
  const labelled = ticks.filter((tick) => tick.isLabelled);
  const isFine = labelled.some((tick) => Math.abs(tick.seconds - Math.round(tick.seconds)) > 1e-6);
  context.clearRect(0, 0, width, height);
  context.fillStyle = ink;
  context.font = `${11 * scale}px "Inter Variable", system-ui, sans-serif`;
  context.textBaseline = 'middle';
  for (const tick of ticks) {
    const x = Math.round(tick.fraction * width);
    const length = (tick.isLabelled ? 10 : 4) * scale;
    context.globalAlpha = tick.isLabelled ? 0.7 : 0.35;
    context.fillRect(x, height - length, Math.max(1, Math.round(scale)), length);
    if (!tick.isLabelled) continue;
    context.globalAlpha = 1;
    context.fillText(
      isFine ? formatPosition(tick.seconds) : formatLength(tick.seconds),
      x + 5 * scale,
      height - 14 * scale,
    );
  }
}
