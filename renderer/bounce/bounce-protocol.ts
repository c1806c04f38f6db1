import type { Failure, Hertz } from '#contract';
import type { BounceProblem, BounceStem } from './stem-group.ts';
import type { SampleBits } from './encoding/sample-packer.ts';

/** Frames that travel from one worker to the next at a time: 1.5 s. */
export const chunkFrames = 65_536;
/** Chunks that a worker may be ahead of the next. */
export const chunksAhead = 3;

/** What the page gives a decoding worker, with a port for each of the sums that its stems are sent to. */
export type DecodeOrder = {
  readonly stems: readonly (BounceStem & { readonly url: string; readonly byteLength: number })[];
  readonly sampleRate: Hertz;
  /** Of the song; may lie before its start, where there is silence. */
  readonly startFrame: number;
  readonly lengthFrames: number;
};

/** What the page gives the worker of a bus: the first port leads on to the writing one, the others come from decoding ones. */
export type BusOrder = {
  readonly sampleRate: Hertz;
  /** Frames of the song a frame of the file. */
  readonly speed: number;
  /** By how much the pitch is raised after that; 1 leaves it as it is. */
  readonly pitchFactor: number;
  /** Frames that the decoding workers give before the first one that is wanted. */
  readonly leadFrames: number;
  /** Of the file. */
  readonly lengthFrames: number;
};

/** From a worker to the one after it, in order; `count` frames are filled. */
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

/** What the page gives the writing worker, with a port to each decoding one, or to each bus. */
export type WriteOrder = {
  readonly format: SampleBits;
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
