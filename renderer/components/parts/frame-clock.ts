import { createContext } from 'svelte';

type Draw = (nowMs: number) => void;

/** Meters need this long to fall after the sound has stopped. */
const afterglowMs = 6000;
/** With reduced motion nothing steps more often than four times a second. */
const calmIntervalMs = 250;

/** One animation loop for all that moves. Runs while something plays and a little after, never for a hidden window. */
export class FrameClock {
  readonly #draws = new Set<Draw>();
  #isRunning = false;
  #restAtMs = 0;
  #lastMs = -Infinity;
  #request = 0;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');

  /** Calls `draw` for every frame, once soon in any case. Gives the way out. */
  add(draw: Draw): () => void {
    this.#draws.add(draw);
    this.kick();
    return () => {
      this.#draws.delete(draw);
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
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#tick);
    this.#lastMs = -Infinity;
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    this.#draws.clear();
  }

  readonly #tick = (nowMs: number): void => {
    this.#request = 0;
    if (!this.#calm.matches || nowMs - this.#lastMs >= calmIntervalMs) {
      this.#lastMs = nowMs;
      for (const draw of this.#draws) draw(nowMs);
    }
    if (this.#isRunning || nowMs < this.#restAtMs) this.#request = requestAnimationFrame(this.#tick);
  };
}

export const [useFrameClock, provideFrameClock] = createContext<FrameClock>();
