import type { ByteReader, ByteSource } from '../byte-source.ts';
import { type FrameHeader, headerBytes, isSameStream, parseFrameHeader } from './frame-header.ts';
import { isId3Header, skipTags } from './id3.ts';
import { isTagFrame } from './info-frame.ts';

/** The start of frame number `frame` of the sound. `gap`: what is known to be missing from there on. */
export type Position = { readonly frame: number; readonly offset: number; readonly gap?: Gap };

/** A gap: `frames` frames are missing before the next known place, at `end`. */
type Gap = { readonly frames: number; readonly end: number };

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
  if (position.gap !== undefined) return stepOver(position, position.gap, maxFrames);
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

/** Returns the gap before the next frame of the stream. The sound ends where no such frame comes, or where other sound begins. */
async function gapAt(bytes: ByteSource, stream: Stream, position: Position, maxFrames: number): Promise<FrameRun> {
  const found = await findNext(bytes, position.offset, stream.soundEnd, stream.first);
  if (found === null || (!found.isSame && found.offset === position.offset))
    return { start: position, bytes: new Uint8Array(0), headers: [], missing: 0, next: null };
  const missing = Math.round((found.offset - position.offset) / meanFrameBytes(stream, position));
  return stepOver(position, { frames: missing, end: found.offset }, maxFrames);
}

/** A gap of more than `maxFrames` comes in parts. */
function stepOver(start: Position, { frames, end }: Gap, maxFrames: number): FrameRun {
  const missing = Math.min(frames, maxFrames);
  const frame = start.frame + missing;
  const next =
    frames > missing ? { frame, offset: start.offset, gap: { frames: frames - missing, end } } : { frame, offset: end };
  return { start, bytes: new Uint8Array(0), headers: [], missing, next };
}

function meanFrameBytes(stream: Stream, position: Position): number {
  if (position.frame === 0) return stream.first.byteLength;
  return (position.offset - stream.soundStart) / position.frame;
}

export type FoundFrame = { readonly offset: number; readonly header: FrameHeader };

/**
 * The first frame that begins in `[from, startEnd)` and that another frame follows (or the end of the sound), so that it is none by
 * chance.
 */
export async function findFrame(
  bytes: ByteSource,
  from: number,
  end: number,
  like: FrameHeader | null,
  startEnd = end,
): Promise<FoundFrame | null> {
  const lastStart = Math.min(end, startEnd);
  for (let pieceAt = from; pieceAt < lastStart; pieceAt += searchBytes) {
    const piece = await bytes.read(pieceAt, Math.min(searchBytes + 2 * longestFrame, end - pieceAt));
    const isLast = pieceAt + piece.length >= end;
    const stop = Math.min(searchBytes, piece.length - headerBytes, lastStart - pieceAt);
    for (let at = piece.indexOf(0xff); at >= 0 && at < stop; at = piece.indexOf(0xff, at + 1)) {
      const header = framesFrom(piece, at, 2, isLast);
      if (header !== null && (like === null || isSameStream(header, like))) return { offset: pieceAt + at, header };
    }
  }
  return null;
}

/** The frames of one kind that must follow each other to count as the start of other sound, where no tag says so. */
const rowOfFrames = 3;

/**
 * What comes at or behind `from`: a frame like those before (`isSame`), or the beginning of other sound, which is a tag that
 * frames follow, or frames of another kind.
 */
async function findNext(
  bytes: ByteSource,
  from: number,
  end: number,
  like: FrameHeader,
): Promise<{ readonly offset: number; readonly isSame: boolean } | null> {
  if ((await skipTags(bytes, from)) > from) return { offset: from, isSame: false };
  for (let pieceAt = from; pieceAt < end; pieceAt += searchBytes) {
    const piece = await bytes.read(pieceAt, Math.min(searchBytes + rowOfFrames * longestFrame, end - pieceAt));
    const isLast = pieceAt + piece.length >= end;
    const stop = Math.min(searchBytes, piece.length - headerBytes);
    for (let at = nextMark(piece, 0); at < stop; at = nextMark(piece, at + 1)) {
      const offset = pieceAt + at;
      if (piece[at] !== 0xff) {
        if (isId3Header(piece.subarray(at)) && (await isBeforeFrames(bytes, offset, end)))
          return { offset, isSame: false };
        continue;
      }
      const header = framesFrom(piece, at, 2, isLast);
      if (header === null) continue;
      if (isSameStream(header, like)) return { offset, isSame: true };
      if (framesFrom(piece, at, rowOfFrames, isLast) !== null) return { offset, isSame: false };
    }
  }
  return null;
}

/** The next place of a byte with which a frame or an ID3v2 tag may begin; the end when there is none. */
function nextMark(piece: Uint8Array, from: number): number {
  for (let at = from; at < piece.length; at++) {
    if (piece[at] === 0xff || (piece[at] === 0x49 && piece[at + 1] === 0x44 && piece[at + 2] === 0x33)) return at;
  }
  return piece.length;
}

async function isBeforeFrames(bytes: ByteSource, tagAt: number, end: number): Promise<boolean> {
  const from = await skipTags(bytes, tagAt);
  return (await findFrame(bytes, from, end, null, from + searchBytes)) !== null;
}

/** The header at `at` when `count` frames of one kind stand there in a row, or fewer that end with the last byte; else null. */
function framesFrom(piece: Uint8Array, at: number, count: number, isLast: boolean): FrameHeader | null {
  const first = parseFrameHeader(piece, at);
  let header = first;
  for (let number = 1, after = at; first !== null && header !== null; number++) {
    if (number === count) return first;
    after += header.byteLength;
    if (isLast && after === piece.length) return first;
    header = parseFrameHeader(piece, after);
    if (header !== null && !isSameStream(header, first)) return null;
  }
  return null;
}

/** Whether other sound begins at this place: tags, the tag frame of another file, or frames unlike `like`. */
export async function beginsOtherSound(bytes: ByteSource, at: number, like: FrameHeader): Promise<boolean> {
  if ((await skipTags(bytes, at)) > at) return true;
  const head = await bytes.read(at, searchBytes + rowOfFrames * longestFrame);
  const header = framesFrom(head, 0, 2, at + head.length >= bytes.byteLength);
  return header !== null && (isTagFrame(head, 0, header) || !isSameStream(header, like));
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

  /** Where the sound ends and how many frames it has, by walking to the end. */
  async walkToEnd(): Promise<Position> {
    await this.#walkTo(Infinity);
    return this.#edge;
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
        // Files that were joined: the next one begins here.
        if (number > 0 && isTagFrame(run.bytes, offset - run.start.offset, header)) {
          this.#isWhole = true;
          break;
        }
        if (number % framesPerCheckpoint === 0) this.#marks.push({ frame: number, offset });
        number++;
        offset += header.byteLength;
      }
      if (this.#isWhole) this.#edge = { frame: number, offset };
      else if (run.next === null) this.#isWhole = true;
      else this.#edge = run.next;
    }
  }
}
