import { createContext } from 'svelte';

/** Draws a part of the page. Returns how long it will stay the same, in ms; 0 when it moves in every frame. */
type PageDraw = (nowMs: number) => number;
/** Draws on an offscreen canvas. */
type BesideDraw = (nowMs: number) => void;

/** Time that meters need to fall after the sound has stopped. */
const afterglowMs = 6000;
/** With reduced motion, views update four times a second at most. */
const calmIntervalMs = 250;
const besideIntervalMs = 1000 / 60;

/**
 * One clock for everything that moves. Runs during playback and a little after.
 *
 * [Note: frames of the page] An animation frame makes the page walk through its styles, boxes and layers even when nothing changes, which
 * costs as much as decoding and mixing a song. So the page gets a frame only when a part of it is due, and a timer draws the offscreen
 * canvases. While a part moves in every frame, both are drawn in it.
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

  /** Calls `draw` in an animation frame whenever it is due, the first time soon. Returns the unsubscribe function. */
  add(draw: PageDraw): () => void {
    this.#pageDraws.add(draw);
    this.kick();
    return () => {
      this.#pageDraws.delete(draw);
    };
  }

  /** Calls `draw` sixty times a second while the clock runs, the first time soon. Returns the unsubscribe function. */
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

  /** Starts the clock, or lets it stop after the meters have fallen. */
  setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning;
    this.#restAtMs = performance.now() + afterglowMs;
    this.kick();
  }

  /** Draws one frame soon, after a change while the clock stands. */
  kick(): void {
    this.#pageDueMs = -Infinity;
    this.#askForFrame();
  }

  /** Stops the clock and drops all subscribers. */
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

  /** Schedules the next step; a late step does not delay those after it. */
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

/** The frame clock of the window, by Svelte context. */
export const [useFrameClock, provideFrameClock] = createContext<FrameClock>();
