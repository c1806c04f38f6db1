import type { Failure, Hertz } from '#contract';
import type { BounceProblem, BounceStem } from './stem-group.ts';
import type { SampleFormat } from './wav-header.ts';

/** Frames that travel from a decoding worker to the writing one at a time: 1.5 s. */
export const chunkFrames = 65_536;
/** Chunks that one decoding worker may be ahead. */
export const chunksAhead = 3;

/** What the page gives a decoding worker, with the port to the writing one as the message's only port. */
export type DecodeOrder = {
  readonly stems: readonly (BounceStem & { readonly url: string; readonly byteLength: number })[];
  readonly sampleRate: Hertz;
  readonly startFrame: number;
  readonly lengthFrames: number;
};

/** From a decoding worker to the writing one, in order; `count` frames are filled. */
export type MixedChunk = {
  readonly left: Float64Array<ArrayBuffer>;
  readonly right: Float64Array<ArrayBuffer>;
  readonly count: number;
};

export type GroupMessage =
  | { readonly about: 'opened'; readonly stems: number; readonly problems: readonly BounceProblem[] }
  | { readonly about: 'chunk'; readonly chunk: MixedChunk }
  | { readonly about: 'end'; readonly concealedFrames: number }
  | { readonly about: 'failed'; readonly failure: Failure };

/** What the page gives the writing worker, with a port to each decoding one. */
export type WriteOrder = {
  readonly format: SampleFormat;
  readonly sampleRate: Hertz;
  readonly lengthFrames: number;
  /** Where a piece goes: this with the offset in bytes appended. */
  readonly urlPrefix: string;
};

export type BounceReport = {
  /** Of the mix, before anything was clipped; -Infinity is silence. */
  readonly peakDb: number;
  /** Samples over full scale, which the file holds at full scale. */
  readonly clippedSamples: number;
  readonly lengthFrames: number;
  /** Damaged frames of the stems that are silence in the file. */
  readonly concealedFrames: number;
  /** Stems that could not be decoded and are not in the file. */
  readonly problems: readonly BounceProblem[];
};

export type WriterMessage =
  | { readonly about: 'progress'; readonly fraction: number }
  | { readonly about: 'done'; readonly report: BounceReport }
  | { readonly about: 'failed'; readonly failure: Failure };
