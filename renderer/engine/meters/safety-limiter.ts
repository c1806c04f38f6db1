const windowFrames = 64;
/** Look-ahead delay in frames (1.4 ms at 44.1 kHz), so that the gain is down before the peak arrives. */
export const limiterDelayFrames = windowFrames - 1;
/** -1 dBFS as an amplitude. */
export const limiterCeiling = 10 ** (-1 / 20);
const releaseSeconds = 0.1;

/**
 * Keeps sample peaks at or under the ceiling. Used for the speakers only. While it is off, and below the ceiling, samples pass unchanged,
 * `limiterDelayFrames` later.
 *
 * The gain that each frame needs is held for the length of the look-ahead (a sliding minimum), then averaged over the same length: when
 * a peak leaves the delay, the average is at or under the gain that the peak needs.
 */
export class SafetyLimiter {
  isOn: boolean;
  readonly #left = new Float32Array(windowFrames);
  readonly #right = new Float32Array(windowFrames);
  /** The gains that the frames of the look-ahead need, and their sliding minima. */
  readonly #needed = new Float64Array(windowFrames).fill(1);
  readonly #held = new Float64Array(windowFrames).fill(1);
  readonly #release: number;
  #at = 0;
  #framesUntilIdle = 0;
  #gain = 1;

  constructor(sampleRate: number, isOn: boolean) {
    this.isOn = isOn;
    this.#release = 1 - Math.exp(-1 / (releaseSeconds * sampleRate));
  }

  /** Limits one quantum of (left, right) into the outputs. */
  process(left: Float32Array, right: Float32Array, outLeft: Float32Array, outRight: Float32Array): void {
    for (let frame = 0; frame < outLeft.length; frame += 1) {
      const inLeft = left[frame] ?? 0;
      const inRight = right[frame] ?? 0;
      const at = this.#at;
      const gain = this.#nextGain(Math.max(Math.abs(inLeft), Math.abs(inRight)));
      this.#left[at] = inLeft;
      this.#right[at] = inRight;
      this.#at = (at + 1) % windowFrames;
      outLeft[frame] = (this.#left[this.#at] ?? 0) * gain;
      outRight[frame] = (this.#right[this.#at] ?? 0) * gain;
    }
  }

  /** The gain for the frame that leaves the delay when a frame with this peak enters; exactly 1 while nothing exceeds the ceiling. */
  #nextGain(peak: number): number {
    const isOver = this.isOn && peak > limiterCeiling;
    if (isOver) this.#framesUntilIdle = windowFrames * 2 + 1;
    if (this.#framesUntilIdle === 0 && this.#gain === 1) return 1;
    this.#framesUntilIdle = Math.max(0, this.#framesUntilIdle - 1);
    this.#needed[this.#at] = isOver ? limiterCeiling / peak : 1;
    let least = 1;
    for (const needed of this.#needed) least = Math.min(least, needed);
    this.#held[this.#at] = least;
    let sum = 0;
    for (const held of this.#held) sum += held;
    const target = sum / windowFrames;
    const risen = this.#gain + (1 - this.#gain) * this.#release;
    this.#gain = Math.min(target, risen > 0.99999 ? 1 : risen);
    return this.#gain;
  }
}
