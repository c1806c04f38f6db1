/** The device's time stamps jitter; each moves the estimate by this share of its difference. */
const trust = 0.05;
/** A larger difference is not jitter: the device was interrupted or replaced. */
const jumpSeconds = 0.06;
/** A stamp that is further than this from the clock is wrong. */
const plausibleSeconds = 1;

/** The properties of an audio context that say what time it is. */
export type ClockSource = Pick<
  AudioContext,
  'currentTime' | 'sampleRate' | 'state' | 'outputLatency' | 'baseLatency' | 'getOutputTimestamp'
>;

/**
 * [Note: what the stamps leave out] Chromium's stamps assume that the device has everything that was rendered. With a worklet in the graph
 * one more buffer waits, as long as the base latency. Measured against a recording of the speakers, the stamps alone were early by that
 * buffer and 3 ms.
 */

/** The clock of what is audible: which frame of the context's clock leaves the speakers now. Runs evenly and never goes back. */
export class HeardClock {
  readonly #context: ClockSource;
  readonly #nowMs: () => number;
  /** Context time minus wall time, in seconds. */
  #offset: number | null = null;
  #lastStampMs = 0;
  #latest = 0;

  constructor(context: ClockSource, nowMs: () => number = () => performance.now()) {
    this.#context = context;
    this.#nowMs = nowMs;
  }

  /** The audible frame of the context's clock, with a fraction. */
  frame(): number {
    const { baseLatency, currentTime, sampleRate } = this.#context;
    const heard = Math.min(this.#seconds() - baseLatency, currentTime) * sampleRate;
    this.#latest = Math.max(this.#latest, heard);
    return this.#latest;
  }

  /** Context time in seconds, from the device's stamps where they are plausible. */
  #seconds(): number {
    const { currentTime, outputLatency, state } = this.#context;
    const { contextTime = 0, performanceTime = 0 } = this.#context.getOutputTimestamp();
    if (state !== 'running') {
      this.#offset = null;
      return performanceTime > 0 ? contextTime : currentTime;
    }
    if (performanceTime > 0 && performanceTime !== this.#lastStampMs) {
      this.#lastStampMs = performanceTime;
      this.#follow(contextTime - performanceTime / 1000);
    }
    const stamped = this.#offset === null ? NaN : this.#offset + this.#nowMs() / 1000;
    if (Math.abs(currentTime - stamped) < plausibleSeconds) return stamped;
    return currentTime - outputLatency;
  }

  #follow(offset: number): void {
    const isJump = this.#offset === null || Math.abs(offset - this.#offset) > jumpSeconds;
    this.#offset = isJump ? offset : (this.#offset ?? offset) + trust * (offset - (this.#offset ?? offset));
  }
}
