import { createContext } from 'svelte';
import { inkOf, onThemeChange } from '../parts/canvas.ts';
import type { FrameClock } from '../parts/frame-clock.ts';
import { BoardMeter, type MeterSource } from './board-meter.ts';

/** A meter that was not drawn for longer falls no further than in this time. */
const longestStepSeconds = 0.5;

/**
 * Draws all meters of a part of the window on one canvas that lies over them.
 *
 * [Note: one canvas for many meters] Meters change in nearly every frame. A canvas that the page itself draws makes the page
 * paint, raster and hand over its layers for every frame, and sixteen of them cost more than the sound of fifteen stems. An
 * offscreen canvas reaches the screen past the page; each costs a picture per frame, so there is one for all.
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

  /** Draws a meter where this element is. Gives the way out. */
  add(element: Element, source: MeterSource): () => void {
    this.#meters.set(element, new BoardMeter(source));
    this.#watch.observe(element);
    return () => {
      this.#meters.delete(element);
      this.#watch.unobserve(element);
    };
  }

  /** Draws on this canvas, which must be new and lie in a positioned element around all meters. Gives the way out. */
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
      // Its picture goes at once, not when it is collected.
      offscreen.width = 0;
      offscreen.height = 0;
    };
  }

  /** Lays the canvas over all meters, on whole pixels of the screen, and draws them anew. */
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
    const left = Math.floor(Math.min(...rects.map(({ rect }) => rect.left)) * scale);
    const right = Math.ceil(Math.max(...rects.map(({ rect }) => rect.right)) * scale);
    const top = Math.floor(around.top * scale);
    picture.canvas.width = Math.max(1, right - left);
    picture.canvas.height = Math.max(1, Math.ceil(around.bottom * scale) - top);
    canvas.style.left = `${left / scale - around.left}px`;
    canvas.style.top = `${top / scale - around.top}px`;
    canvas.style.width = `${picture.canvas.width / scale}px`;
    canvas.style.height = `${picture.canvas.height / scale}px`;
    const hot = inkOf(canvas);
    for (const { element, meter, rect } of rects) {
      const from = { x: Math.round(rect.left * scale) - left, y: Math.round(rect.top * scale) - top };
      const size = { width: Math.round(rect.width * scale), height: Math.round(rect.height * scale) };
      meter.place({ ...from, ...size }, { ink: inkOf(element), hot });
    }
    this.#drawAll();
  }

  /** All of them: a canvas that is cleared as a whole need not be copied from the frame before. */
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

export const [useMeterBoard, provideMeterBoard] = createContext<MeterBoard>();
