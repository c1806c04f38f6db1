/** Name of the worklet processor. */
export const dropoutMeterName = 'dropout-meter';

/** `bufferSeconds`: length of the device's buffer. */
export type DropoutMeterOptions = { readonly bufferSeconds: number };

/** A device holds about three buffers: sound that is this many buffers late missed its turn. */
const bridgedBuffers = 3.5;
/** The two clocks drift, so the reference decays by this much a second. */
const forgottenMsPerSecond = 0.1;
/** A longer gap is not a dropout: the context was suspended, or the wall clock was set. */
const longestGapMs = 1000;

/**
 * Detects dropouts (xruns): the audio thread served its device so late that the sound had a gap. Compares the frames rendered so far with
 * the wall clock; the greatest lead seen is the reference for a thread that nothing holds up.
 */
export class DropoutMeter {
  readonly #sampleRate: number;
  readonly #bridgedMs: number;
  #bestMs = -Infinity;
  #lastFrame = 0;

  /** `sampleRate` in Hz; `bufferSeconds`: sound that the device asks for at a time. */
  constructor(sampleRate: number, bufferSeconds: number) {
    this.#sampleRate = sampleRate;
    this.#bridgedMs = bufferSeconds * bridgedBuffers * 1000;
  }

  /** Call for every quantum with its first frame and the wall time. Returns true once for each dropout. */
  note(frame: number, nowMs: number): boolean {
    const aheadMs = (frame / this.#sampleRate) * 1000 - nowMs;
    const passedSeconds = (frame - this.#lastFrame) / this.#sampleRate;
    this.#lastFrame = frame;
    const bestMs = Math.max(aheadMs, this.#bestMs - passedSeconds * forgottenMsPerSecond);
    const lateMs = bestMs - aheadMs;
    const isLate = lateMs > this.#bridgedMs;
    this.#bestMs = isLate ? aheadMs : bestMs;
    return isLate && lateMs < longestGapMs;
  }
}
