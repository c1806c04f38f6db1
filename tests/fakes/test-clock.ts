import { setImmediate as turn } from 'node:timers/promises';
import { epochMs, type EpochMs } from '../../electron/contract/index.ts';
import type { Clock } from '../../electron/main/net/clock.ts';

/** A clock on which every wait is over at once and only moves the hands. Remembers what was waited for. */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  #nowMs: number;
  #ticksMs = 0;
  readonly #random: () => number;

  constructor(nowMs = 1_753_782_937_000, random: () => number = () => 0.5) {
    this.#nowMs = nowMs;
    this.#random = random;
  }

  now(): EpochMs {
    return epochMs(this.#nowMs);
  }

  ticksMs(): number {
    return this.#ticksMs;
  }

  async wait(durationMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.waits.push(durationMs);
    this.advance(durationMs);
    await turn();
    signal.throwIfAborted();
  }

  random(): number {
    return this.#random();
  }

  advance(durationMs: number): void {
    this.#nowMs += durationMs;
    this.#ticksMs += durationMs;
  }

  /** The wall clock jumps; durations are not touched. */
  setNow(nowMs: number): void {
    this.#nowMs = nowMs;
  }
}
