import type { Frames, Hertz, StemFacts } from '#contract';

/** One stem as stereo sound at the song's rate, readable at any frame. One read at a time. */
export type StemSource = {
  /** Own rate, channels and exact length at the own rate. */
  readonly facts: StemFacts;
  readonly songRate: Hertz;
  /** Exact length at the song's rate. */
  readonly lengthFrames: Frames;
  /** Frames of the codec (not of sound) that were damaged and replaced by silence, so far. */
  concealedFrames(): number;
  /** How long all the sound is, in seconds, that was replaced by silence so far. */
  concealedSeconds(): number;
  /**
   * Fills both arrays (of equal length) with the sound from `startFrame` on; a mono stem fills both alike. Silence beyond
   * the end. Returns the number of frames that are the stem's. A read that goes on where the last one ended is cheap;
   * any other seeks, and is exact all the same. Rejects when the bytes cannot be read.
   */
  read(startFrame: number, left: Float32Array, right: Float32Array): Promise<number>;
  close(): void;
};

/** A stem at its own sample rate. Otherwise as `StemSource`. */
export type NativeStem = {
  readonly facts: StemFacts;
  concealedFrames(): number;
  concealedSeconds(): number;
  read(startFrame: number, left: Float32Array, right: Float32Array): Promise<number>;
  close(): void;
};
