import type { Clock } from '../net/clock.ts';

/** The speed shown is that of the last few seconds. */
const windowMs = 3000;
const shortestMs = 250;

/** How fast bytes arrive. */
export class Pace {
  readonly #clock: Clock;
  #arrived: { readonly atMs: number; readonly bytes: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(bytes: number): void {
    this.#arrived.push({ atMs: this.#clock.ticksMs(), bytes });
  }

  bytesPerSecond(): number {
    const nowMs = this.#clock.ticksMs();
    this.#arrived = this.#arrived.filter(({ atMs }) => nowMs - atMs <= windowMs);
    const first = this.#arrived[0];
    if (first === undefined) return 0;
    const bytes = this.#arrived.reduce((sum, piece) => sum + piece.bytes, 0);
    return (bytes * 1000) / Math.max(nowMs - first.atMs, shortestMs);
  }
}
