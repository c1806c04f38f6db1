import { setTimeout as sleep } from 'node:timers/promises';
import { epochMs, type EpochMs } from '#contract';

/** Time as the network rooms see it, so that tests need not wait. */
export type Clock = {
  /** Wall clock: may jump. For what is kept on disk. */
  now(): EpochMs;
  /** Milliseconds from an arbitrary start that never go back. For durations. */
  ticksMs(): number;
  /** Rejects with the signal's reason when it is aborted. */
  wait(durationMs: number, signal: AbortSignal): Promise<void>;
  /** Evenly spread in [0, 1). */
  random(): number;
};

export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  ticksMs: () => performance.now(),
  wait: async (durationMs, signal) => {
    signal.throwIfAborted();
    try {
      await sleep(durationMs, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
  random: () => Math.random(),
};

/**
 * The time as a server told it, for what must not be done because the clock of this computer is wrong. From then on the later of
 * two counts: the computer's clock, which may be set back, and its ticks, which may not count sleep. So it is late sooner than
 * early.
 */
export class TrustedTime {
  readonly #clock: Pick<Clock, 'now' | 'ticksMs'>;
  #served: { readonly servedMs: number; readonly nowMs: number; readonly ticksMs: number } | null = null;

  constructor(clock: Pick<Clock, 'now' | 'ticksMs'>) {
    this.#clock = clock;
  }

  /** A server said that it is this time. An earlier one than is known is not believed. */
  set(servedMs: number): void {
    const known = this.now();
    if (known !== null && servedMs < known) return;
    this.#served = { servedMs, nowMs: this.#clock.now(), ticksMs: this.#clock.ticksMs() };
  }

  /** Null until a server has told the time. */
  now(): EpochMs | null {
    if (this.#served === null) return null;
    const { servedMs, nowMs, ticksMs } = this.#served;
    const elapsed = Math.max(0, this.#clock.now() - nowMs, this.#clock.ticksMs() - ticksMs);
    return epochMs(servedMs + elapsed);
  }
}
