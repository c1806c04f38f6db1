import { type ExportFormat, type FileTags, type Hertz, ok, type Result } from '#contract';

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

/** Well under the 8 MiB that one request may carry. Measured: pieces of 2 MiB cost main a third more CPU, of 512 KiB a fifth more. */
const pieceBytes = 896 << 10;

/** The bytes of a file that grows from its start, sent in pieces: one is under way while the next is filled. */
export class FileBytes {
  readonly #put: PutPiece;
  #piece = new Uint8Array(pieceBytes);
  #other = new Uint8Array(pieceBytes);
  #filled = 0;
  #offset = 0;
  #underWay: Promise<Result<undefined>> = Promise.resolve(ok());

  constructor(put: PutPiece) {
    this.#put = put;
  }

  /** How long the file is so far. */
  get length(): number {
    return this.#offset + this.#filled;
  }

  /** Takes a copy of the bytes. */
  async append(bytes: Uint8Array): Promise<Result<undefined>> {
    for (let at = 0; at < bytes.length;) {
      if (this.#filled === this.#piece.length) {
        const sent = await this.#send();
        if (!sent.ok) return sent;
      }
      const part = bytes.subarray(at, at + this.#piece.length - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
    }
    return ok();
  }

  /** Sends what is left and waits until all of it is written. */
  async flush(): Promise<Result<undefined>> {
    const sent = await this.#send();
    return sent.ok ? this.#underWay : sent;
  }

  /** Puts bytes in the place of others that were appended before, once all of those are written. */
  async replace(offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<Result<undefined>> {
    const flushed = await this.flush();
    return flushed.ok ? this.#put(offset, bytes) : flushed;
  }

  async #send(): Promise<Result<undefined>> {
    const last = await this.#underWay;
    if (!last.ok || this.#filled === 0) return last;
    this.#underWay = this.#put(this.#offset, this.#piece.subarray(0, this.#filled));
    this.#offset += this.#filled;
    // The piece under way belongs to the request until that is answered.
    [this.#piece, this.#other] = [this.#other, this.#piece];
    this.#filled = 0;
    return ok();
  }
}
