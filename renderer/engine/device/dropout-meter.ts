export const strainName = 'strain';

export type StrainOptions = { readonly bufferSeconds: number };

/** A device holds about three buffers: sound that comes so many buffers late comes when it has long run dry. */
const bridgedBuffers = 3.5;
/** How fast the best moment is forgotten, since two clocks never run quite alike: 0.1 ms in a second. */
const forgottenMsPerSecond = 0.1;
/** More than this is no lateness: the context stood, or somebody set the clock. */
const longestGapMs = 1000;

/**
 * Tells when the audio thread served its device so late that there must have been a gap in the sound. It compares the frames
 * rendered so far with the clock on the wall: the best of the past shows how far ahead the thread is when nothing holds it up.
 */
export class LatenessGauge {
  readonly #sampleRate: number;
  readonly #bridgedMs: number;
  #bestMs = -Infinity;
  #lastFrame = 0;

  /** `bufferSeconds`: of sound that the device asks for at a time. */
  constructor(sampleRate: number, bufferSeconds: number) {
    this.#sampleRate = sampleRate;
    this.#bridgedMs = bufferSeconds * bridgedBuffers * 1000;
  }

  /** To be called with every quantum: its first frame, and the time on the wall. True once for each gap. */
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
