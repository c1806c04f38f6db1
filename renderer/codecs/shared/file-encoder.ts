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
