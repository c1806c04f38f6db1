import { createContext } from 'svelte';
import { decibels } from '#contract';
import { type MeterNeedle, movedNeedle, restingNeedle, travelOf, unityTravel } from '../../mix/levels.ts';
import { inkOf, onThemeChange } from '../parts/drawing.ts';
import type { FrameClock } from '../parts/frame-clock.ts';

/** Linear sample peaks. */
export type Peaks = { readonly peakLeft: number; readonly peakRight: number };

type MeterSource = {
  /** The linear peaks since the last call. */
  readonly read: () => Peaks;
  /** Called for every reading over full scale. */
  readonly onclip?: () => void;
};

/** One stereo meter of a board: its needles and the bars drawn for them. */
class BoardMeter {
  readonly #source: MeterSource;
  #needles: readonly [MeterNeedle, MeterNeedle] = [restingNeedle, restingNeedle];
  #place: Place | null = null;
  #inks: Inks = { ink: '', hot: '' };
  #bars: readonly [Bar, Bar] = [noBar, noBar];

  constructor(source: MeterSource) {
    this.#source = source;
  }

  /** In pixels of the canvas. */
  place(place: Place, inks: Inks): void {
    this.#place = place;
    this.#inks = inks;
    this.#refresh();
  }

  /** Takes a reading, `elapsedSeconds` after the last. Returns whether that changes a pixel. */
  move(elapsedSeconds: number): boolean {
    const { peakLeft, peakRight } = this.#source.read();
    const [left, right] = this.#needles;
    this.#needles = [movedNeedle(left, peakLeft, elapsedSeconds), movedNeedle(right, peakRight, elapsedSeconds)];
    if (peakLeft > 1 || peakRight > 1) this.#source.onclip?.();
    const [leftBar, rightBar] = this.#bars;
    this.#refresh();
    return !isSameBar(leftBar, this.#bars[0]) || !isSameBar(rightBar, this.#bars[1]);
  }

  draw(picture: OffscreenCanvasRenderingContext2D): void {
    if (this.#place !== null) drawBars(picture, this.#place, this.#bars, this.#inks);
  }

  #refresh(): void {
    if (this.#place === null) return;
    const { width } = this.#place;
    this.#bars = [barOf(this.#needles[0], width), barOf(this.#needles[1], width)];
  }
}

/** The place of a meter on its canvas, in pixels of the canvas. */
type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Inks = { readonly ink: string; readonly hot: string };

/** One channel in whole pixels from the left: the lit length, where the hot colour starts, and where the held peak ends. */
type Bar = { readonly lit: number; readonly hotFrom: number; readonly hold: number };

const noBar: Bar = { lit: 0, hotFrom: 0, hold: 0 };

/** In pixels of the canvas. */
const holdPixels = 1;

/** Pixels of the screen that a pixel of the canvas is wide: bars grow sideways alone, and half the pixels cost half as much to move. */
const pixelsPerStep = 2;

/** The bar of a needle, on the scale of the fader, so that both can be compared. */
function barOf(needle: MeterNeedle, width: number): Bar {
  return {
    lit: Math.round(travelOf(decibels(needle.levelDb)) * width),
    hotFrom: Math.round(unityTravel * width),
    hold: needle.holdDb === -Infinity ? 0 : Math.round(travelOf(decibels(needle.holdDb)) * width),
  };
}

const isSameBar = (one: Bar, other: Bar): boolean => one.lit === other.lit && one.hold === other.hold;

/** Draws the groove and in it the channels' bars, one under the other, on an empty place. A change of colour costs more than a bar. */
function drawBars(
  picture: OffscreenCanvasRenderingContext2D,
  { x, y, width, height }: Place,
  bars: readonly [Bar, Bar],
  { ink, hot }: Inks,
): void {
  const gap = Math.max(1, Math.round(height / 8));
  const barHeight = Math.max(1, Math.floor((height - gap * (bars.length - 1)) / bars.length));
  picture.fillStyle = ink;
  picture.globalAlpha = 0.16;
  picture.fillRect(x, y, width, height);
  picture.globalAlpha = 1;
  let top = y;
  let isHot = false;
  for (const { lit, hotFrom, hold } of bars) {
    if (lit > 0) picture.fillRect(x, top, Math.min(lit, hotFrom), barHeight);
    if (hold > 0 && hold <= hotFrom) picture.fillRect(x + hold - holdPixels, top, holdPixels, barHeight);
    isHot ||= Math.max(lit, hold) > hotFrom;
    top += barHeight + gap;
  }
  if (!isHot) return;
  picture.fillStyle = hot;
  top = y;
  for (const { lit, hotFrom, hold } of bars) {
    if (lit > hotFrom) picture.fillRect(x + hotFrom, top, lit - hotFrom, barHeight);
    if (hold > hotFrom) picture.fillRect(x + hold - holdPixels, top, holdPixels, barHeight);
    top += barHeight + gap;
  }
}

/** The most that a meter falls between two drawings, as time. */
const longestStepSeconds = 0.5;

/**
 * Draws all meters of a part of the window on one canvas over them.
 *
 * [Note: one canvas for many meters] Meters change in nearly every frame. A canvas drawn by the page makes it paint, raster and commit its
 * layers in every frame, and sixteen of them cost more than the sound of fifteen stems. An offscreen canvas bypasses the page. Each one
 * costs an image per frame, so all meters share one.
 */
export class MeterBoard {
  readonly #clock: FrameClock;
  readonly #meters = new Map<Element, BoardMeter>();
  readonly #watch = new ResizeObserver(() => {
    this.#place();
  });
  #canvas: HTMLCanvasElement | null = null;
  #picture: OffscreenCanvasRenderingContext2D | null = null;
  #lastMs = 0;

  constructor(clock: FrameClock) {
    this.#clock = clock;
  }

  /** Draws a meter over this element. Returns the function that removes it. */
  add(element: Element, source: MeterSource): () => void {
    this.#meters.set(element, new BoardMeter(source));
    this.#watch.observe(element);
    return () => {
      this.#meters.delete(element);
      this.#watch.unobserve(element);
    };
  }

  /** Draws on this canvas, which must be new and a child of a positioned element around all meters. Returns the function that stops it. */
  drawOn(canvas: HTMLCanvasElement): () => void {
    const offscreen = canvas.transferControlToOffscreen();
    const again = (): void => {
      this.#place();
    };
    this.#canvas = canvas;
    this.#picture = offscreen.getContext('2d');
    offscreen.addEventListener('contextrestored', again);
    if (canvas.parentElement !== null) this.#watch.observe(canvas.parentElement, { box: 'device-pixel-content-box' });
    const ends = [onThemeChange(again), this.#clock.addBeside(this.#draw)];
    return () => {
      for (const end of ends) end();
      this.#watch.disconnect();
      this.#picture = null;
      // Frees the image now instead of with the next garbage collection.
      offscreen.width = 0;
      offscreen.height = 0;
    };
  }

  /** Aligns the canvas with the meters, on whole pixels of the screen where bars begin, and redraws them. */
  #place(): void {
    const [canvas, picture] = [this.#canvas, this.#picture];
    const around = canvas?.parentElement?.getBoundingClientRect();
    if (canvas === null || picture === null || around === undefined || this.#meters.size === 0) return;
    const scale = devicePixelRatio;
    const rects = [...this.#meters].map(([element, meter]) => ({
      element,
      meter,
      rect: element.getBoundingClientRect(),
    }));
    const across = scale / pixelsPerStep;
    const left = Math.floor(Math.min(...rects.map(({ rect }) => rect.left)) * scale);
    const right = Math.max(...rects.map(({ rect }) => rect.right)) * scale;
    const top = Math.floor(Math.min(...rects.map(({ rect }) => rect.top)) * scale);
    const bottom = Math.ceil(Math.max(...rects.map(({ rect }) => rect.bottom)) * scale);
    picture.canvas.width = Math.max(1, Math.ceil((right - left) / pixelsPerStep));
    picture.canvas.height = Math.max(1, bottom - top);
    canvas.style.left = `${left / scale - around.left}px`;
    canvas.style.top = `${top / scale - around.top}px`;
    canvas.style.width = `${picture.canvas.width / across}px`;
    canvas.style.height = `${picture.canvas.height / scale}px`;
    const hot = inkOf(canvas);
    for (const { element, meter, rect } of rects) {
      const from = { x: Math.round(rect.left * across - left / pixelsPerStep), y: Math.round(rect.top * scale) - top };
      const size = { width: Math.ceil(rect.width * across), height: Math.round(rect.height * scale) };
      meter.place({ ...from, ...size }, { ink: inkOf(element), hot });
    }
    this.#drawAll();
  }

  /** Redraws everything: a canvas that is cleared completely need not be copied from the last frame. */
  #drawAll(): void {
    const picture = this.#picture;
    if (picture === null) return;
    picture.clearRect(0, 0, picture.canvas.width, picture.canvas.height);
    for (const meter of this.#meters.values()) meter.draw(picture);
  }

  readonly #draw = (nowMs: number): void => {
    const elapsedSeconds = Math.min((nowMs - this.#lastMs) / 1000, longestStepSeconds);
    this.#lastMs = nowMs;
    let hasChanged = false;
    for (const meter of this.#meters.values()) hasChanged = meter.move(elapsedSeconds) || hasChanged;
    if (hasChanged) this.#drawAll();
  };
}

/** The meter board of this part of the window, by Svelte context. */
export const [useMeterBoard, provideMeterBoard] = createContext<MeterBoard>();
