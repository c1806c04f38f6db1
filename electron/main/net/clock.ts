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
