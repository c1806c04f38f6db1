import { createContext } from 'svelte';

/** Draws a part of the page. Gives how long it will look the same, in milliseconds; 0: it moves in every frame. */
type PageDraw = (nowMs: number) => number;
/** Draws on a canvas that reaches the screen past the page. */
type BesideDraw = (nowMs: number) => void;

/** Meters need this long to fall after the sound has stopped. */
const afterglowMs = 6000;
/** With reduced motion nothing steps more often than four times a second. */
const calmIntervalMs = 250;
const besideIntervalMs = 1000 / 60;

/**
 * One clock for all that moves. Runs while something plays and a little after.
 *
 * [Note: frames of the page] An animation frame costs the page a walk through all of its styles, boxes and layers, even when
 * nothing has changed: as much as decoding and mixing a song. So the page has one only when some part of it is due, and what is
 * drawn beside the page is stepped by a timer. While a part moves in every frame, both are drawn in the frame.
 */
export class FrameClock {
  readonly #pageDraws = new Set<PageDraw>();
  readonly #besideDraws = new Set<BesideDraw>();
  #isRunning = false;
  #restAtMs = 0;
  #pageDueMs = -Infinity;
  #nextStepMs = 0;
  #request = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');

  /** Calls `draw` in an animation frame whenever it is due, once soon in any case. Gives the way out. */
  add(draw: PageDraw): () => void {
    this.#pageDraws.add(draw);
    this.kick();
    return () => {
      this.#pageDraws.delete(draw);
    };
  }

  /** Calls `draw` sixty times a second while the clock runs, once soon in any case. Gives the way out. */
  addBeside(draw: BesideDraw): () => void {
    this.#besideDraws.add(draw);
    this.kick();
    return () => {
      this.#besideDraws.delete(draw);
    };
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning;
    this.#restAtMs = performance.now() + afterglowMs;
    this.kick();
  }

  /** One frame soon, for a change while nothing runs. */
  kick(): void {
    this.#pageDueMs = -Infinity;
    this.#askForFrame();
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#timer);
    this.#request = 0;
    this.#timer = undefined;
    this.#isRunning = false;
    this.#restAtMs = 0;
    this.#pageDraws.clear();
    this.#besideDraws.clear();
  }

  readonly #frame = (): void => {
    this.#request = 0;
    const nowMs = performance.now();
    let stillMs = Infinity;
    for (const draw of this.#pageDraws) stillMs = Math.min(stillMs, draw(nowMs));
    this.#pageDueMs = nowMs + Math.max(stillMs, this.#calm.matches ? calmIntervalMs : 0);
    const isEveryFrame = this.#pageDueMs - nowMs < besideIntervalMs;
    if (isEveryFrame) this.#stopSteps();
    if (this.#timer === undefined) this.#drawBeside(nowMs);
    if (!this.#goesOn(nowMs)) this.#stopSteps();
    else if (isEveryFrame) this.#askForFrame();
    else if (this.#timer === undefined) this.#stepAfter(nowMs);
  };

  readonly #step = (): void => {
    const nowMs = performance.now();
    this.#timer = undefined;
    this.#drawBeside(nowMs);
    if (!this.#goesOn(nowMs)) return;
    this.#stepAfter(nowMs);
    if (nowMs >= this.#pageDueMs) this.#askForFrame();
  };

  #goesOn(nowMs: number): boolean {
    return this.#isRunning || nowMs < this.#restAtMs;
  }

  #drawBeside(nowMs: number): void {
    for (const draw of this.#besideDraws) draw(nowMs);
  }

  /** Steps that came late do not push back the ones after them. */
  #stepAfter(nowMs: number): void {
    const intervalMs = this.#calm.matches ? calmIntervalMs : besideIntervalMs;
    const isInStep = this.#nextStepMs <= nowMs && nowMs - this.#nextStepMs < intervalMs;
    this.#nextStepMs = (isInStep ? this.#nextStepMs : nowMs) + intervalMs;
    this.#timer = setTimeout(this.#step, this.#nextStepMs - nowMs);
  }

  #stopSteps(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #askForFrame(): void {
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#frame);
  }
}

export const [useFrameClock, provideFrameClock] = createContext<FrameClock>();
