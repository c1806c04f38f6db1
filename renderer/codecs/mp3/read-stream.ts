import type { ByteReader } from '../byte-source.ts';
import { findSoundCheckComment, findSoundEnd, skipId3 } from './id3.ts';
import { findFrame, FrameIndex, type Stream, walkFrames } from './frame-walk.ts';
import type { FrameHeader } from './frame-header.ts';
import { decoderDelay, readTagFrame, type TagFrame } from './gapless.ts';
import type { Padding } from '../shared/sound-check-comment.ts';

/** A file whose sound is found and measured, but not yet decoded. */
export type Mp3Stream = Stream & {
  readonly index: FrameIndex;
  readonly frameCount: number;
  /** Decoded samples before the first that belongs to the sound. */
  readonly skippedSamples: number;
  readonly lengthFrames: number;
};

/** Junk before the first frame is searched this far. */
const farthestStart = 4 << 20;
const gridProbes = [0.13, 0.31, 0.5, 0.69, 0.87, 0.98] as const;
const tailFrames = 24;

/** Null when there are no frames in it. Reads the head only, if the file's tag says the rest and its size agrees. */
export async function readMp3Stream(bytes: ByteReader): Promise<Mp3Stream | null> {
  const tagEnd = await skipId3(bytes);
  const found = await findFrame(bytes, tagEnd, Math.min(bytes.byteLength, tagEnd + farthestStart), null);
  if (found === null) return null;
  const tag = readTagFrame(await bytes.read(found.offset, found.header.byteLength), found.header);
  const tagBytes = tag === null ? 0 : found.header.byteLength;
  const soundStart = found.offset + tagBytes;
  const toldEnd = tag?.byteCount == null ? null : found.offset + tag.byteCount;
  const soundEnd = toldEnd === bytes.byteLength ? toldEnd : await findSoundEnd(bytes);
  const first = tag === null ? found.header : await firstHeader(bytes, soundStart, soundEnd, found.header);
  const stream = { first, soundStart, soundEnd };
  const told = tag !== null && toldEnd !== null && isNear(toldEnd, soundEnd, first) ? tag : null;
  const frameBytes = await constantFrameBytes(bytes, stream, told);
  const index = new FrameIndex(bytes, stream, frameBytes);
  const frameCount = told?.frameCount ?? (await countFrames(bytes, stream, index, frameBytes));
  if (frameCount === 0) return null;
  const total = frameCount * first.samples;
  const gapless = tag?.gapless ?? null;
  if (gapless !== null) {
    const isWhole = frameCount === tag?.frameCount;
    return { ...stream, index, frameCount, ...trimmed(gapless, total, isWhole) };
  }
  const comment = await findSoundCheckComment(bytes, tagEnd);
  if (comment === null) return { ...stream, index, frameCount, skippedSamples: 0, lengthFrames: total };
  const { skippedSamples, lengthFrames } = trimmed(comment, total, true);
  return { ...stream, index, frameCount, skippedSamples, lengthFrames: Math.min(lengthFrames, comment.lengthFrames) };
}

/** Padding tells nothing when the file is not as long as its tag says. */
function trimmed(
  { delay, padding }: Padding,
  total: number,
  isWhole: boolean,
): Pick<Mp3Stream, 'skippedSamples' | 'lengthFrames'> {
  const skippedSamples = Math.min(delay + decoderDelay, total);
  const dropped = isWhole ? Math.max(0, padding - decoderDelay) : 0;
  return { skippedSamples, lengthFrames: Math.max(0, total - skippedSamples - dropped) };
}

const isNear = (one: number, other: number, header: FrameHeader): boolean => Math.abs(one - other) < header.byteLength;

async function firstHeader(bytes: ByteReader, start: number, end: number, like: FrameHeader): Promise<FrameHeader> {
  const found = await findFrame(bytes, start, end, like);
  return found?.header ?? like;
}

/** The mean length of a frame if every frame has the same bit rate, else null. Confirmed by the tag or by samples of the file. */
async function constantFrameBytes(bytes: ByteReader, stream: Stream, tag: TagFrame | null): Promise<number | null> {
  const { samples, bitrateKbps, sampleRate } = stream.first;
  const padded = (samples * 125 * bitrateKbps) / sampleRate;
  const lengths = [padded, Math.floor(padded)];
  if (tag !== null) {
    if (!tag.isConstantRate || tag.frameCount === null) return null;
    const soundBytes = stream.soundEnd - stream.soundStart;
    const { frameCount } = tag;
    return lengths.find((length) => Math.abs(length * frameCount - soundBytes) < 4) ?? null;
  }
  for (const length of lengths) {
    const count = Math.floor((stream.soundEnd - stream.soundStart) / length);
    const probes = gridProbes.map((part) => Math.floor(part * count));
    const landed = await Promise.all(probes.map((frame) => isOnGrid(bytes, stream, frame, length)));
    if (landed.every(Boolean)) return length;
  }
  return null;
}

async function isOnGrid(bytes: ByteReader, stream: Stream, frame: number, length: number): Promise<boolean> {
  const expected = stream.soundStart + frame * length;
  const from = Math.max(stream.soundStart, Math.round(expected) - 2);
  const found = await findFrame(bytes, from, stream.soundEnd, stream.first);
  if (found?.header.bitrateKbps !== stream.first.bitrateKbps) return false;
  return Math.abs(found.offset - expected) <= 2;
}

async function countFrames(
  bytes: ByteReader,
  stream: Stream,
  index: FrameIndex,
  frameBytes: number | null,
): Promise<number> {
  if (frameBytes === null) return index.countFrames();
  const expected = Math.round((stream.soundEnd - stream.soundStart) / frameBytes);
  let position = await index.locate(Math.max(0, expected - tailFrames));
  for (;;) {
    const run = await walkFrames(bytes, stream, position, tailFrames);
    if (run.next === null) return position.frame;
    position = run.next;
  }
}
