import type { ExportFormat, FileTags, Hertz, Result } from '#contract';

/** Puts bytes at an offset of the file. */
export type PutPiece = (offset: number, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<undefined>>;

/** What a file will be, known before its first frame. */
export type FileFacts = {
  readonly format: ExportFormat;
  readonly sampleRate: Hertz;
  readonly lengthFrames: number;
  readonly tags: FileTags;
};

/** Turns mixed sound into the bytes of one file, and puts them where they belong while it goes. */
export type FileEncoder = {
  /** Takes the next `count` frames: planar stereo, full scale at ±1; what is over it is held at full scale. One call at a time. */
  encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>>;
  /** Puts what is left, and puts right what could not be known before (lengths, tables). The file is whole when this has answered. */
  finish(): Promise<Result<undefined>>;
};

export type OpenEncoder = (file: FileFacts, put: PutPiece) => Promise<Result<FileEncoder>>;

/** Frames that encoders take at a time: their buffers stay small, however much they are given. */
export const blockFrames = 16_384;

type Block = { readonly left: Float64Array; readonly right: Float64Array; readonly count: number };

/** The first `count` frames, in blocks of `blockFrames` at most. Nothing is copied. */
export function* blocksOf(left: Float64Array, right: Float64Array, count: number): Generator<Block> {
  for (let at = 0; at < count; at += blockFrames) {
    const end = Math.min(count, at + blockFrames);
    yield { left: left.subarray(at, end), right: right.subarray(at, end), count: end - at };
  }
}
