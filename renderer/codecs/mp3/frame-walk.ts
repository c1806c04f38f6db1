import type { ByteReader, ByteSource } from '../byte-source.ts';
import { headerBytes, isSameStream, parseFrameHeader, type FrameHeader } from './frame-header.ts';

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
export const longestFrame = 1441;
/** Little enough that a search at the head of a file stays in its first block, which is fetched in one go. */
const searchBytes = 4096;

/** Bytes that are looked at to find so many frames. */
export const walkBytes = ({ first }: Stream, maxFrames: number): number =>
  maxFrames * (first.byteLength + 1) + longestFrame;

/** The run of up to `maxFrames` frames at `position`, or the gap that is there. Its bytes are put in `room`, when that is given. */
export async function walkFrames(
  bytes: ByteReader,
  stream: Stream,
  position: Position,
  maxFrames: number,
  room?: Uint8Array,
): Promise<FrameRun> {
  const wanted = Math.max(0, Math.min(walkBytes(stream, maxFrames), stream.soundEnd - position.offset));
  const window = await bytes.readInto(position.offset, room?.subarray(0, wanted) ?? new Uint8Array(wanted));
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

/** A gap of more than `maxFrames` is told in parts. */
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
