import type { Clock } from '../net/clock.ts';

/** Lets requests to the service through one at a time, at most two a second however many songs there are. */
export class ApiGate {
  readonly #clock: Clock;
  readonly #gapMs: number;
  #nextTicksMs = -Infinity;

  constructor(clock: Clock, gapMs = 500) {
    this.#clock = clock;
    this.#gapMs = gapMs;
  }

  /** Settles when it is this caller's turn. Rejects with the signal's reason. */
  async pass(signal: AbortSignal): Promise<void> {
    const turnMs = Math.max(this.#clock.ticksMs(), this.#nextTicksMs);
    this.#nextTicksMs = turnMs + this.#gapMs;
    const waitMs = turnMs - this.#clock.ticksMs();
    if (waitMs > 0) await this.#clock.wait(waitMs, signal);
  }
}
