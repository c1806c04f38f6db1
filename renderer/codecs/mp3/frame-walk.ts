import type { ByteReader, ByteSource } from '../byte-source.ts';
import { type FrameHeader, headerBytes, isSameStream, parseFrameHeader } from './frame-header.ts';

/** The start of frame number `frame` of the sound. */
export type Position = { readonly frame: number; readonly offset: number };

/** Frames that stand one right after the other, or a gap between two such runs. */
export type FrameRun = {
  readonly start: Position;
  /** The bytes of all the frames. */
  readonly bytes: Uint8Array;
  readonly headers: readonly FrameHeader[];
  /** Frames that should have stood here, but are damaged beyond recognition. A run with missing frames has no others. */
  readonly missing: number;
  /** Where to go on; null: the sound ends here. */
  readonly next: Position | null;
};

/** What is known of a file's sound before any of it is decoded. */
export type Stream = {
  readonly first: FrameHeader;
  readonly soundStart: number;
  readonly soundEnd: number;
};

/** Longer than any frame: 320 kbit/s at 32 kHz, padded. */
const longestFrame = 1441;
/** Little enough that a search at the head of a file stays in its first block, which is fetched in one go. */
const searchBytes = 4096;

/** How many bytes a walk over this many frames reads. */
export const walkBytes = ({ first }: Stream, maxFrames: number): number =>
  maxFrames * (first.byteLength + 1) + longestFrame;

/** The run of up to `maxFrames` frames at `position`, or the gap that is there. Reads its bytes into `buffer` when there is one. */
export async function walkFrames(
  bytes: ByteReader,
  stream: Stream,
  position: Position,
  maxFrames: number,
  buffer?: Uint8Array,
): Promise<FrameRun> {
  const wanted = Math.max(0, Math.min(walkBytes(stream, maxFrames), stream.soundEnd - position.offset));
  const window = await bytes.readInto(position.offset, buffer?.subarray(0, wanted) ?? new Uint8Array(wanted));
  const headers: FrameHeader[] = [];
  let at = 0;
  while (headers.length < maxFrames) {
    const header = parseFrameHeader(window, at);
    if (header === null || !isSameStream(header, stream.first) || at + header.byteLength > window.length) break;
    headers.push(header);
    at += header.byteLength;
  }
  if (headers.length === 0) return gapAt(bytes, stream, position, maxFrames);
  const next = { frame: position.frame + headers.length, offset: position.offset + at };
  return { start: position, bytes: window.subarray(0, at), headers, missing: 0, next };
}

/** A gap of more than `maxFrames` comes in parts. */
async function gapAt(bytes: ByteSource, stream: Stream, position: Position, maxFrames: number): Promise<FrameRun> {
  const found = await findFrame(bytes, position.offset + 1, stream.soundEnd, stream.first);
  const empty = { start: position, bytes: new Uint8Array(0), headers: [] };
  if (found === null) return { ...empty, missing: 0, next: null };
  const mean = meanFrameBytes(stream, position);
  const missing = Math.round((found.offset - position.offset) / mean);
  const told = Math.min(missing, maxFrames);
  const offset = missing > told ? Math.round(position.offset + told * mean) : found.offset;
  return { ...empty, missing: told, next: { frame: position.frame + told, offset } };
}

function meanFrameBytes(stream: Stream, position: Position): number {
  if (position.frame === 0) return stream.first.byteLength;
  return (position.offset - stream.soundStart) / position.frame;
}

/** The first frame at or after `from` that another frame follows (or the end), so that it is none by chance. */
export async function findFrame(
  bytes: ByteSource,
  from: number,
  end: number,
  like: FrameHeader | null,
): Promise<{ readonly offset: number; readonly header: FrameHeader } | null> {
  for (let pieceAt = from; pieceAt < end; pieceAt += searchBytes) {
    const piece = await bytes.read(pieceAt, Math.min(searchBytes + 2 * longestFrame, end - pieceAt));
    const isLast = pieceAt + piece.length >= end;
    const stop = Math.min(searchBytes, piece.length - headerBytes);
    for (let at = piece.indexOf(0xff); at >= 0 && at < stop; at = piece.indexOf(0xff, at + 1)) {
      const header = parseFrameHeader(piece, at);
      if (header === null || (like !== null && !isSameStream(header, like))) continue;
      const after = at + header.byteLength;
      const follower = parseFrameHeader(piece, after);
      const isLastFrame = isLast && after === piece.length;
      if (isLastFrame || (follower !== null && isSameStream(header, follower))) {
        return { offset: pieceAt + at, header };
      }
    }
  }
  return null;
}

const framesPerCheckpoint = 64;
const framesPerStep = 512;
/** Frames before the wanted one that are tried when its header is damaged. */
const gridTries = 12;
/** Read along with the header that is confirmed, since they are wanted next. */
const framesRead = 16;
/** Encoders start their padding pattern where they like. */
const gridSlackBytes = 2;

/**
 * Finds frames in a stream. At a constant bit rate a frame's place is computed and only confirmed; otherwise the headers
 * are walked from the last one known, once, leaving a mark every 64 frames.
 */
export class FrameIndex {
  readonly #bytes: ByteReader;
  readonly #stream: Stream;
  readonly #frameBytes: number | null;
  readonly #marks: Position[];
  #edge: Position;
  #isWhole = false;

  /** `frameBytes`: mean length of a frame when all have the same bit rate, else null. */
  constructor(bytes: ByteReader, stream: Stream, frameBytes: number | null) {
    this.#bytes = bytes;
    this.#stream = stream;
    this.#frameBytes = frameBytes;
    this.#edge = { frame: 0, offset: stream.soundStart };
    this.#marks = [this.#edge];
  }

  /** Whether all frames have the same bit rate. */
  get isGrid(): boolean {
    return this.#frameBytes !== null;
  }

  /** The place of this frame, or of one somewhat before it. */
  async locate(frame: number): Promise<Position> {
    if (frame <= 0) return { frame: 0, offset: this.#stream.soundStart };
    return (await this.#locateOnGrid(frame)) ?? this.#locateByWalking(frame);
  }

  /** The number of frames, by walking to the end. */
  async countFrames(): Promise<number> {
    await this.#walkTo(Infinity);
    return this.#edge.frame;
  }

  async #locateOnGrid(frame: number): Promise<Position | null> {
    if (this.#frameBytes === null) return null;
    return (
      (await this.#tryGrid(frame, this.#frameBytes, 1, framesRead)) ??
      this.#tryGrid(frame, this.#frameBytes, Math.min(gridTries, frame), 1)
    );
  }

  /** Looks where this frame should be, then where those before it should be, `tries` in all. */
  async #tryGrid(frame: number, frameBytes: number, tries: number, ahead: number): Promise<Position | null> {
    const { soundStart } = this.#stream;
    const start = Math.max(soundStart, Math.floor(soundStart + (frame - tries + 1) * frameBytes) - gridSlackBytes);
    const window = await this.#bytes.read(start, Math.ceil((tries - 1 + ahead) * frameBytes) + longestFrame);
    for (let back = 0; back < tries; back++) {
      const expected = Math.round(soundStart + (frame - back) * frameBytes) - start;
      for (let slack = 0; slack <= gridSlackBytes; slack++) {
        for (const at of slack === 0 ? [expected] : [expected - slack, expected + slack]) {
          if (this.#isConfirmed(window, at)) return { frame: frame - back, offset: start + at };
        }
      }
    }
    return null;
  }

  #isConfirmed(window: Uint8Array, at: number): boolean {
    const header = parseFrameHeader(window, at);
    if (header === null || !isSameStream(header, this.#stream.first)) return false;
    const after = at + header.byteLength;
    if (after + headerBytes > window.length) return true;
    const follower = parseFrameHeader(window, after);
    return follower !== null && isSameStream(header, follower);
  }

  async #locateByWalking(frame: number): Promise<Position> {
    await this.#walkTo(frame);
    const mark = this.#marks.findLast((one) => one.frame <= frame);
    return mark ?? { frame: 0, offset: this.#stream.soundStart };
  }

  async #walkTo(frame: number): Promise<void> {
    while (!this.#isWhole && this.#edge.frame <= frame) {
      const run = await walkFrames(this.#bytes, this.#stream, this.#edge, framesPerStep);
      let { frame: number, offset } = run.start;
      for (const header of run.headers) {
        if (number % framesPerCheckpoint === 0) this.#marks.push({ frame: number, offset });
        number++;
        offset += header.byteLength;
      }
      if (run.next === null) this.#isWhole = true;
      else this.#edge = run.next;
    }
  }
}
