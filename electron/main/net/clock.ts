import { setTimeout as sleep } from 'node:timers/promises';
import { epochMs, type EpochMs } from '#contract';

/** The clock of downloads and polling; tests replace it. */
export type Clock = {
  /** Wall clock: may jump. For what is kept on disk. */
  now(): EpochMs;
  /** A monotonic clock with an arbitrary start, in milliseconds. For durations. */
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
 * The time by a server's clock, for decisions a wrong clock of this computer must not make. Counts on from there with the later of the
 * computer's clock, which may be set back, and its ticks, which may not count sleep; so the time is rather late than early.
 */
export class TrustedTime {
  readonly #clock: Pick<Clock, 'now' | 'ticksMs'>;
  #served: { readonly servedMs: number; readonly nowMs: number; readonly ticksMs: number } | null = null;

  constructor(clock: Pick<Clock, 'now' | 'ticksMs'>) {
    this.#clock = clock;
  }

  /** Takes a server's time, in milliseconds since 1970. Ignores a time earlier than the known one. */
  set(servedMs: number): void {
    const known = this.now();
    if (known !== null && servedMs < known) return;
    this.#served = { servedMs, nowMs: this.#clock.now(), ticksMs: this.#clock.ticksMs() };
  }

  /** Returns the time; null before the first `set`. */
  now(): EpochMs | null {
    if (this.#served === null) return null;
    const { servedMs, nowMs, ticksMs } = this.#served;
    const elapsed = Math.max(0, this.#clock.now() - nowMs, this.#clock.ticksMs() - ticksMs);
    return epochMs(servedMs + elapsed);
  }
}
