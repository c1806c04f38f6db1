import type { StemFacts } from '#contract';

/** A stem at its own sample rate. Otherwise as `StemSource`. */
export type NativeStem = {
  readonly facts: StemFacts;
  concealedFrames(): number;
  concealedSeconds(): number;
  read(startFrame: number, left: Float32Array, right: Float32Array): Promise<number>;
  close(): void;
};
