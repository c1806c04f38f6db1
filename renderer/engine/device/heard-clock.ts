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
 * [Note: what the stamps leave out] With a worklet in the graph one more buffer waits before the device, as long as the base latency. Up
 * to version 130, Chromium's stamps assume that the device has everything that was rendered: measured against a recording of the speakers,
 * they are early by that buffer and 3 ms. Later versions count the buffer, or do without it: measured in 156, their stamps are right
 * within 2 ms.
 */
const lastThatLeavesOut = 130;

/** Whether the stamps of this browser leave out the buffer that waits before the device. */
export function leavesOutBuffer(userAgent: string): boolean {
  const version = /\bChrome\/(\d+)/.exec(userAgent)?.[1];
  return version !== undefined && Number(version) <= lastThatLeavesOut;
}

/** The clock of what is audible: which frame of the context's clock leaves the speakers now. Runs evenly and never goes back. */
export class HeardClock {
  readonly #context: ClockSource;
  readonly #nowMs: () => number;
  readonly #leavesOutBuffer: boolean;
  /** Context time minus wall time, in seconds. */
  #offset: number | null = null;
  #lastStampMs = 0;
  #latest = 0;
  /** How much later than the context's clock says the sound is let out on purpose, in seconds. */
  delaySeconds = 0;

  constructor(
    context: ClockSource,
    nowMs: () => number = () => performance.now(),
    leavesOut: boolean = leavesOutBuffer(navigator.userAgent),
  ) {
    this.#context = context;
    this.#nowMs = nowMs;
    this.#leavesOutBuffer = leavesOut;
  }

  /** The audible frame of the context's clock, with a fraction. */
  frame(): number {
    const { baseLatency, currentTime, sampleRate } = this.#context;
    const leftOut = this.#leavesOutBuffer ? baseLatency : 0;
    const heard = (Math.min(this.#seconds() - leftOut, currentTime) - this.delaySeconds) * sampleRate;
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
