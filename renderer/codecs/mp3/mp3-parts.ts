import type { ByteReader } from '../byte-source.ts';
import type { Padding } from '../shared/sound-check-comment.ts';
import type { FrameHeader } from './frame-header.ts';
import { beginsOtherSound, findFrame, FrameIndex, type Stream, walkFrames } from './frame-walk.ts';
import { findSoundCheckComment, findSoundEnd, skipTags } from './id3.ts';
import { decoderDelay, readTagFrame, type TagFrame } from './info-frame.ts';

/** Sound of one kind, found and measured, but not yet decoded. Most files are one such part; files that were joined are several. */
export type Mp3Part = Stream & {
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
/** The most parts of a file that are read; the rest is ignored. */
const mostParts = 1000;

/**
 * The parts of a file in their order; none when there are no frames in it. Reads the head only, if the file's tag says the
 * rest, and its checksum and the size of the file agree.
 */
export async function readMp3Parts(bytes: ByteReader): Promise<readonly Mp3Part[]> {
  const parts: Mp3Part[] = [];
  let soundEnd: number | null = null;
  for (let from = 0; parts.length < mostParts;) {
    const start = await skipTags(bytes, from);
    const found = await findFrame(bytes, start, bytes.byteLength, null, start + farthestStart);
    if (found === null) return parts;
    const tag = readTagFrame(await bytes.read(found.offset, found.header.byteLength), found.header);
    const soundStart = found.offset + (tag === null ? 0 : found.header.byteLength);
    const toldEnd = tag?.byteCount == null ? null : found.offset + tag.byteCount;
    const isExact = toldEnd === bytes.byteLength;
    if (!isExact) soundEnd ??= await findSoundEnd(bytes);
    const fileEnd = isExact ? toldEnd : (soundEnd ?? bytes.byteLength);
    const first = tag === null ? found.header : await firstHeader(bytes, soundStart, fileEnd, found.header);
    const isToldEnd = toldEnd !== null && (await endsAt(bytes, toldEnd, fileEnd, first));
    const stream = { first, soundStart, soundEnd: isToldEnd ? Math.min(toldEnd, fileEnd) : fileEnd };
    const measured = await measure(bytes, stream, isToldEnd ? tag : null);
    from = measured.soundEnd;
    if (measured.frameCount > 0) {
      const isWhole = measured.frameCount === tag?.frameCount || (isToldEnd && isNear(toldEnd, from, first));
      const comment =
        tag?.gapless == null ? await findSoundCheckComment(bytes, parts.length === 0 ? 0 : start, start) : null;
      const total = measured.frameCount * first.samples;
      const { skippedSamples, lengthFrames } = trimmed(tag?.gapless ?? comment, total, comment !== null || isWhole);
      const length = Math.min(lengthFrames, comment?.lengthFrames ?? Infinity);
      parts.push({ ...measured, skippedSamples, lengthFrames: length });
    }
    if (from >= fileEnd) return parts;
    from = Math.max(from, found.offset + found.header.byteLength);
  }
  return parts;
}

/** Padding tells nothing when the file is not as long as its tag says. */
function trimmed(
  gapless: Padding | null,
  total: number,
  isWhole: boolean,
): Pick<Mp3Part, 'skippedSamples' | 'lengthFrames'> {
  if (gapless === null) return { skippedSamples: 0, lengthFrames: total };
  const { delay, padding } = gapless;
  const skippedSamples = Math.min(delay + decoderDelay, total);
  const dropped = isWhole ? Math.max(0, padding - decoderDelay) : 0;
  return { skippedSamples, lengthFrames: Math.max(0, total - skippedSamples - dropped) };
}

const isNear = (one: number, other: number, header: FrameHeader): boolean => Math.abs(one - other) < header.byteLength;

/** Whether the sound can end where a tag says: at the end of the file, or where other sound begins. */
async function endsAt(bytes: ByteReader, toldEnd: number, fileEnd: number, first: FrameHeader): Promise<boolean> {
  return isNear(toldEnd, fileEnd, first) || (toldEnd < fileEnd && (await beginsOtherSound(bytes, toldEnd, first)));
}

async function firstHeader(bytes: ByteReader, start: number, end: number, like: FrameHeader): Promise<FrameHeader> {
  const found = (await findFrame(bytes, start, end, null, start + 1)) ?? (await findFrame(bytes, start, end, like));
  return found?.header ?? like;
}

/** How many frames there are and where they end: by the tag when it can be trusted, else counted. */
async function measure(
  bytes: ByteReader,
  stream: Stream,
  tag: TagFrame | null,
): Promise<Stream & Pick<Mp3Part, 'index' | 'frameCount'>> {
  const count = tag?.frameCount ?? 0;
  const toldBytes = tag === null ? null : toldFrameBytes(stream, tag);
  if (isPlausible(stream, count) && (toldBytes !== null || tag?.isChecked === true))
    return { ...stream, index: new FrameIndex(bytes, stream, toldBytes), frameCount: count };
  const frameBytes = await constantFrameBytes(bytes, stream);
  const index = new FrameIndex(bytes, stream, frameBytes);
  const end = frameBytes === null ? await index.walkToEnd() : await endOfGrid(bytes, stream, index, frameBytes);
  return { ...stream, soundEnd: end.offset, index, frameCount: end.frame };
}

/** Of MPEG layer III (ISO 11172-3 2.4.2.3, ISO 13818-3): the lowest and the highest bit rate that a frame can have. */
const lowestKbps = { 576: 8, 1152: 32 } as const;
const highestKbps = { 576: 160, 1152: 320 } as const;

/** Whether a frame count fits the bytes that the frames take. */
function isPlausible({ first, soundStart, soundEnd }: Stream, frameCount: number): boolean {
  const mean = (soundEnd - soundStart) / frameCount;
  const bytesAt = (kbps: number): number => (first.samples * 125 * kbps) / first.sampleRate;
  return mean > bytesAt(lowestKbps[first.samples]) - 1 && mean < bytesAt(highestKbps[first.samples]) + 1;
}

const constantLengths = ({ first: { samples, bitrateKbps, sampleRate } }: Stream): readonly number[] => {
  const padded = (samples * 125 * bitrateKbps) / sampleRate;
  return [padded, Math.floor(padded)];
};

/** The mean length of a frame if every frame has the same bit rate by the tag, and its count fits the bytes; else null. */
function toldFrameBytes(stream: Stream, { isConstantRate, frameCount }: TagFrame): number | null {
  if (!isConstantRate || frameCount === null) return null;
  const soundBytes = stream.soundEnd - stream.soundStart;
  return constantLengths(stream).find((length) => Math.abs(length * frameCount - soundBytes) < 4) ?? null;
}

/** The mean length of a frame if samples of the file show that every frame has the same bit rate, else null. */
async function constantFrameBytes(bytes: ByteReader, stream: Stream): Promise<number | null> {
  for (const length of constantLengths(stream)) {
    const count = Math.floor((stream.soundEnd - stream.soundStart) / length);
    const probes = gridProbes.map((part) => Math.floor(part * count));
    const landed = await Promise.all(probes.map((frame) => isOnGrid(bytes, stream, frame, length)));
    if (landed.every(Boolean)) return length;
  }
  return null;
}

/** Encoders start their padding pattern where they like. */
const gridSlackBytes = 2;

async function isOnGrid(bytes: ByteReader, stream: Stream, frame: number, length: number): Promise<boolean> {
  const expected = stream.soundStart + frame * length;
  const from = Math.max(stream.soundStart, Math.round(expected) - gridSlackBytes);
  const found = await findFrame(bytes, from, stream.soundEnd, stream.first, from + 2 * gridSlackBytes + 1);
  if (found?.header.bitrateKbps !== stream.first.bitrateKbps) return false;
  return Math.abs(found.offset - expected) <= gridSlackBytes;
}

async function endOfGrid(
  bytes: ByteReader,
  stream: Stream,
  index: FrameIndex,
  frameBytes: number,
): Promise<{ readonly frame: number; readonly offset: number }> {
  const expected = Math.round((stream.soundEnd - stream.soundStart) / frameBytes);
  let position = await index.locate(Math.max(0, expected - tailFrames));
  for (;;) {
    const run = await walkFrames(bytes, stream, position, tailFrames);
    if (run.next === null) return position;
    position = run.next;
  }
}
