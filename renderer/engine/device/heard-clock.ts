/** Stamps of the device jitter by the thread that makes them; each moves the estimate by this part of its difference. */
const trust = 0.05;
/** A difference that is no jitter: the device was interrupted or changed. */
const jumpSeconds = 0.06;
/** A stamp further than this from the clock is not to be believed. */
const believableSeconds = 1;

/** What an audio context tells of its time. */
export type ClockSource = Pick<
  AudioContext,
  'currentTime' | 'sampleRate' | 'state' | 'outputLatency' | 'baseLatency' | 'getOutputTimestamp'
>;

/**
 * [Note: what the stamps leave out] Chromium's stamps reckon as if all that was rendered were in the device's hands. With a
 * worklet in the graph one more buffer waits before it, as long as the base latency: measured against a recording of the
 * speakers, the stamps alone were early by that much and 3 ms.
 */

/** Tells which frame of the context's clock is leaving the speakers now. Runs evenly, never goes back. */
export class HeardClock {
  readonly #context: ClockSource;
  readonly #nowMs: () => number;
  /** Context time less wall time, in seconds. */
  #offset: number | null = null;
  #lastStampMs = 0;
  #latest = 0;

  constructor(context: ClockSource, nowMs: () => number = () => performance.now()) {
    this.#context = context;
    this.#nowMs = nowMs;
  }

  /** In frames of the context, with a fraction. */
  frame(): number {
    const { baseLatency, currentTime, sampleRate } = this.#context;
    const heard = Math.min(this.#seconds() - baseLatency, currentTime) * sampleRate;
    this.#latest = Math.max(this.#latest, heard);
    return this.#latest;
  }

  /** As the device's stamps have it. */
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
    if (Math.abs(currentTime - stamped) < believableSeconds) return stamped;
    return currentTime - outputLatency;
  }

  #follow(offset: number): void {
    const isJump = this.#offset === null || Math.abs(offset - this.#offset) > jumpSeconds;
    this.#offset = isJump ? offset : (this.#offset ?? offset) + trust * (offset - (this.#offset ?? offset));
  }
}
