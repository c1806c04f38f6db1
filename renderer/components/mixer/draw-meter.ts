import { decibels } from '#contract';
import { travelOf, unityTravel } from '../../mix/fader-law.ts';
import type { MeterNeedle } from '../../mix/meter-ballistics.ts';

type Inks = { readonly ink: string; readonly hot: string };

/** Draws one bar a channel, one under the other, on the same scale as the fader, so that the two can be read together. */
export function drawMeter(canvas: HTMLCanvasElement, needles: readonly MeterNeedle[], { ink, hot }: Inks): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  const gap = Math.max(1, Math.round(height / 8));
  const barHeight = Math.max(1, Math.floor((height - gap * (needles.length - 1)) / needles.length));
  needles.forEach((needle, index) => {
    const top = index * (barHeight + gap);
    context.fillStyle = ink;
    context.globalAlpha = 0.16;
    context.fillRect(0, top, width, barHeight);
    context.globalAlpha = 1;
    const length = travelOf(decibels(needle.levelDb)) * width;
    context.fillRect(0, top, Math.min(length, unityTravel * width), barHeight);
    context.fillStyle = hot;
    if (needle.levelDb > 0) context.fillRect(unityTravel * width, top, length - unityTravel * width, barHeight);
    if (needle.holdDb === -Infinity) return;
    context.fillStyle = needle.holdDb > 0 ? hot : ink;
    context.fillRect(Math.round(travelOf(decibels(needle.holdDb)) * width) - 2, top, 2, barHeight);
  });
}
