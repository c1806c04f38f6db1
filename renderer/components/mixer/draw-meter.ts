import { decibels } from '#contract';
import { travelOf, unityTravel } from '../../mix/fader-law.ts';
import type { MeterNeedle } from '../../mix/meter-ballistics.ts';

/** Where a meter is on its canvas, in pixels of the canvas. */
export type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Inks = { readonly ink: string; readonly hot: string };

/** One channel in whole pixels from the left: how far it is lit, from where on in the hot ink, and where the held peak ends. */
export type Bar = { readonly lit: number; readonly hotFrom: number; readonly hold: number };

export const noBar: Bar = { lit: 0, hotFrom: 0, hold: 0 };

const holdPixels = 2;

/** The bar of a needle, on the same scale as the fader, so that the two can be read together. */
export function barOf(needle: MeterNeedle, width: number): Bar {
  return {
    lit: Math.round(travelOf(decibels(needle.levelDb)) * width),
    hotFrom: Math.round(unityTravel * width),
    hold: needle.holdDb === -Infinity ? 0 : Math.round(travelOf(decibels(needle.holdDb)) * width),
  };
}

export const isSameBar = (one: Bar, other: Bar): boolean => one.lit === other.lit && one.hold === other.hold;

/** Draws one bar a channel, one under the other, where nothing is drawn yet. */
export function drawBars(
  picture: OffscreenCanvasRenderingContext2D,
  { x, y, width, height }: Place,
  bars: readonly Bar[],
  { ink, hot }: Inks,
): void {
  const gap = Math.max(1, Math.round(height / 8));
  const barHeight = Math.max(1, Math.floor((height - gap * (bars.length - 1)) / bars.length));
  bars.forEach(({ lit, hotFrom, hold }, index) => {
    const top = y + index * (barHeight + gap);
    picture.fillStyle = ink;
    picture.globalAlpha = 0.16;
    picture.fillRect(x, top, width, barHeight);
    picture.globalAlpha = 1;
    picture.fillRect(x, top, Math.min(lit, hotFrom), barHeight);
    picture.fillStyle = hot;
    if (lit > hotFrom) picture.fillRect(x + hotFrom, top, lit - hotFrom, barHeight);
    if (hold === 0) return;
    picture.fillStyle = hold > hotFrom ? hot : ink;
    picture.fillRect(x + hold - holdPixels, top, holdPixels, barHeight);
  });
}
