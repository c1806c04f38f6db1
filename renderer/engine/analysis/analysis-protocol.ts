import type { AudioContainer, Failure, Sha256, SongAnalysis, StemId, StemKind } from '#contract';

export type OrderedFile = { readonly url: string; readonly byteLength: number; readonly container: AudioContainer };

export type AnalysisOrder = {
  readonly stems: readonly (OrderedFile & {
    readonly id: StemId;
    readonly sha256: Sha256;
    readonly kind: StemKind;
  })[];
  readonly original: OrderedFile | null;
  /** Shared with the page: nonzero while a song plays. */
  readonly pace: Int32Array;
};

/** All that can be heard; what the user states is not part of it. */
export type HeardAnalysis = Omit<SongAnalysis, 'stated'>;

export type AnalysisMessage =
  /** Above 0, up to 1. */
  | { readonly about: 'progress'; readonly fraction: number }
  | { readonly about: 'done'; readonly heard: HeardAnalysis }
  | { readonly about: 'failed'; readonly failure: Failure };
