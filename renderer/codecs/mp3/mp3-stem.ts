import { fail, type Failure, frames, hertz, ok, type Result } from '#contract';
import type { ByteReader } from '../byte-source.ts';
import type { Padding } from '../shared/sound-check-comment.ts';
import type { NativeStem } from '../stem-source.ts';
import { type DecodedRun, FrameDecoder } from './frame-decoder.ts';
import type { FrameHeader } from './frame-header.ts';
import { findFrame, FrameIndex, type Position, type Stream, walkBytes, walkFrames } from './frame-walk.ts';
import { findSoundCheckComment, findSoundEnd, skipId3 } from './id3.ts';
import { decoderDelay, readTagFrame, type TagFrame } from './info-frame.ts';

/** A file whose sound is found and measured, but not yet decoded. */
type Mp3Stream = Stream & {
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
async function readMp3Stream(bytes: ByteReader): Promise<Mp3Stream | null> {
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

/** The most that a frame borrows of the bytes before it (ISO 11172-3 2.4.2.7, main_data_begin). */
const mostBorrowed = 511;
/** Frames whose sound overlaps into the next, besides those that hold the bytes which it borrows. */
const overlapFrames = 2;
/** Where bit rates vary, frames may be small. */
const variablePreRoll = 10;
const longestRun = 32;
/** The most that is remembered of which frames were damaged. */
const mostDamagedKept = 100_000;

/** Opens an MP3 file. Fails with `undecodable` when there are no frames in it. */
export async function openMp3(bytes: ByteReader): Promise<Result<NativeStem, Failure>> {
  const stream = await readMp3Stream(bytes);
  if (stream === null) return fail('undecodable', 'There are no MP3 frames in it.');
  return ok(new Mp3Stem(bytes, stream));
}

class Mp3Stem implements NativeStem {
  readonly facts;
  readonly #bytes: ByteReader;
  readonly #stream: Mp3Stream;
  readonly #preRoll: number;
  readonly #damaged = new Set<number>();
  #decoder: FrameDecoder | null = null;
  #next: Position | null = null;
  #decoded: DecodedRun | null = null;
  #buffer = new Uint8Array(0);

  constructor(bytes: ByteReader, stream: Mp3Stream) {
    this.#bytes = bytes;
    this.#stream = stream;
    const { first, lengthFrames } = stream;
    this.facts = {
      sampleRate: hertz(first.sampleRate),
      channels: first.channels,
      lengthFrames: frames(lengthFrames),
    };
    const mainBytes = Math.max(1, first.byteLength - first.sideStart - first.sideBytes);
    const enough = overlapFrames + Math.ceil(mostBorrowed / mainBytes);
    this.#preRoll = stream.index.isGrid ? enough : Math.max(variablePreRoll, enough);
  }

  concealedFrames(): number {
    return this.#damaged.size;
  }

  concealedSeconds(): number {
    const { samples, sampleRate } = this.#stream.first;
    return (this.#damaged.size * samples) / sampleRate;
  }

  async read(startFrame: number, left: Float32Array, right: Float32Array): Promise<number> {
    const { lengthFrames, skippedSamples } = this.#stream;
    const count = Math.max(0, Math.min(left.length, lengthFrames - startFrame));
    let done = 0;
    while (done < count) {
      const sample = skippedSamples + startFrame + done;
      const run = await this.#runWith(sample, count - done);
      if (run === null) break;
      const from = sample - run.startFrame * this.#stream.first.samples;
      const taken = Math.min(count - done, run.left.length - from);
      left.set(run.left.subarray(from, from + taken), done);
      right.set(run.right.subarray(from, from + taken), done);
      done += taken;
    }
    left.fill(0, done);
    right.fill(0, done);
    return count;
  }

  close(): void {
    this.#decoder?.close();
    this.#decoder = null;
    this.#decoded = null;
    this.#bytes.forget();
  }

  /** Decoded frames that hold this sample, and some of the `ahead` after it. Null beyond the last frame. */
  async #runWith(sample: number, ahead: number): Promise<DecodedRun | null> {
    const perFrame = this.#stream.first.samples;
    const wanted = Math.floor(sample / perFrame);
    const kept = this.#decoded;
    if (kept !== null && kept.startFrame <= wanted && wanted < kept.startFrame + kept.left.length / perFrame)
      return kept;
    const decoder = (this.#decoder ??= new FrameDecoder(perFrame));
    const isSequential = this.#next !== null && this.#next.frame <= wanted && wanted - this.#next.frame < this.#preRoll;
    if (!isSequential) await this.#jumpTo(wanted, decoder);
    // The decoder writes into the arrays of the last run.
    this.#decoded = null;
    while (this.#next !== null) {
      const run = await this.#decodeNext(decoder, wanted, Math.ceil(ahead / perFrame) + 1);
      if (run !== null && wanted < run.startFrame + run.left.length / perFrame) return (this.#decoded = run);
    }
    return null;
  }

  /** Goes before the wanted frame by the pre-roll. Frames that the index gave too early are stepped over undecoded. */
  async #jumpTo(wanted: number, decoder: FrameDecoder): Promise<void> {
    const from = Math.max(0, wanted - this.#preRoll);
    let position: Position | null = await this.#stream.index.locate(from);
    while (position !== null && position.frame < from) {
      position = (await walkFrames(this.#bytes, this.#stream, position, from - position.frame)).next;
    }
    this.#next = position;
    decoder.jump();
  }

  async #decodeNext(decoder: FrameDecoder, wanted: number, ahead: number): Promise<DecodedRun | null> {
    if (this.#next === null) return null;
    const preRoll = Math.max(0, wanted - this.#next.frame);
    const frameCount = Math.min(longestRun, preRoll + ahead);
    const run = await walkFrames(this.#bytes, this.#stream, this.#next, frameCount, this.#bufferFor(frameCount));
    this.#next = run.next;
    if (run.headers.length + run.missing === 0) return null;
    const decoded = decoder.decode(run);
    for (const frame of decoded.damaged) {
      if (frame >= wanted && this.#damaged.size < mostDamagedKept) this.#damaged.add(frame);
    }
    return decoded;
  }

  /** For the bytes of a run, which are not looked at any more when the next is read. */
  #bufferFor(frameCount: number): Uint8Array {
    const byteLength = walkBytes(this.#stream, frameCount);
    if (this.#buffer.length < byteLength) this.#buffer = new Uint8Array(byteLength);
    return this.#buffer;
  }
}
