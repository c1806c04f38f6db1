import type { ByteSource } from '../byte-source.ts';
import { type FlacFrameHeader, isFlacFrameIntact, longestHeader, parseFlacHeader } from './flac-frames.ts';
import type { FlacStream } from './flac-header.ts';

/** A frame and where it lies in the file and in the sound. */
export type FlacFrame = {
  readonly offset: number;
  readonly byteLength: number;
  /** Number of its first sample. */
  readonly start: number;
  readonly samples: number;
};

const windowBytes = 32_768;
/** After this many guesses by proportion the search halves the span, which always ends. */
const guesses = 8;
/** So near before the wanted frame it is quicker to walk. */
const framesToWalk = 6;

/**
 * Finds frames in a FLAC file without reading what lies before them: a frame tells its own place, so a few looks by
 * proportion lead to any sample. What only looks like a frame is told apart by the next one, which must go on where it ends.
 */
export class FlacFrameFinder {
  readonly #bytes: ByteSource;
  readonly #stream: FlacStream;
  /** Samples of each block but the last, where frames are numbered. */
  readonly #blockSamples: number;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;

  private constructor(bytes: ByteSource, stream: FlacStream, blockSamples: number) {
    this.#bytes = bytes;
    this.#stream = stream;
    this.#blockSamples = blockSamples;
  }

  /** Null when no frame follows the head. */
  static async start(bytes: ByteSource, stream: FlacStream): Promise<FlacFrameFinder | null> {
    const head = parseFlacHeader(await bytes.read(stream.soundStart, longestHeader), 0, stream);
    return head === null ? null : new FlacFrameFinder(bytes, stream, head.samples);
  }

  /** The first whole frame at this place in the file or behind it; null when there is none before `end`. */
  async from(offset: number, end = this.#stream.byteLength): Promise<FlacFrame | null> {
    let from = offset;
    while (from < end) {
      const window = await this.#windowAt(from, windowBytes);
      const limit = Math.min(window.length, end - from);
      for (let at = window.indexOf(0xff); at >= 0 && at < limit; at = window.indexOf(0xff, at + 1)) {
        // A head that the window cuts off is in the next one.
        if (at + longestHeader > window.length && from + window.length < this.#stream.byteLength) break;
        const frame = parseFlacHeader(window, at, this.#stream) && (await this.at(from + at));
        if (frame !== null) return frame;
      }
      from += Math.max(1, limit < window.length ? limit : window.length - longestHeader);
    }
    return null;
  }

  /** The frame that begins exactly here; null when there is none, or it is not whole. */
  async at(offset: number): Promise<FlacFrame | null> {
    const { byteLength, longestFrame } = this.#stream;
    let bytes = this.#kept(offset);
    if (bytes.length < longestHeader) bytes = await this.#windowAt(offset, windowBytes);
    for (let length = windowBytes; ; length *= 4) {
      const head = parseFlacHeader(bytes, 0, this.#stream);
      if (head === null) return null;
      const place = { offset, start: this.#startOf(head), samples: head.samples };
      const size = this.#endOf(bytes, place);
      if (size !== null) return { ...place, byteLength: size };
      if (offset + bytes.length >= byteLength)
        return this.#isLast(place, bytes) ? { ...place, byteLength: bytes.length } : null;
      if (bytes.length > longestFrame + longestHeader) return null;
      bytes = await this.#windowAt(offset, length);
    }
  }

  /** The frame that holds this sample, or the last whole one before it. */
  async holding(sample: number): Promise<FlacFrame | null> {
    let before = await this.from(this.#stream.soundStart);
    let end = this.#stream.byteLength;
    let endSample = this.#stream.totalSamples;
    for (let tried = 0; before !== null && !this.#isNear(before, end, sample); tried += 1) {
      const gap = end - before.offset;
      const part = (sample - before.start) / (endSample - before.start);
      const isGuess = tried < guesses && part > 0 && part < 1;
      const guess = before.offset + Math.floor(isGuess ? part * gap : gap / 2) - (isGuess ? windowBytes / 2 : 0);
      const from = Math.min(end - 1, Math.max(before.offset + before.byteLength, guess));
      const found = await this.from(from, end);
      if (found !== null && found.start <= sample) before = found;
      else end = from;
      if (found !== null && found.start > sample) endSample = found.start;
    }
    return before && this.#walk(before, sample);
  }

  /** A copy of the frame's bytes. */
  async bytesOf({ offset, byteLength }: FlacFrame): Promise<Uint8Array> {
    return (await this.#windowAt(offset, byteLength)).slice(0, byteLength);
  }

  #isNear(before: FlacFrame, end: number, sample: number): boolean {
    return sample - before.start < framesToWalk * before.samples || end - before.offset <= before.byteLength;
  }

  async #walk(from: FlacFrame, sample: number): Promise<FlacFrame> {
    let frame = from;
    while (sample >= frame.start + frame.samples) {
      const next = await this.from(frame.offset + frame.byteLength);
      if (next === null || next.start > sample) break;
      frame = next;
    }
    return frame;
  }

  /** What follows the last frame, such as tags, goes with it. */
  #isLast({ start, samples }: Omit<FlacFrame, 'byteLength'>, bytes: Uint8Array): boolean {
    return start + samples === this.#stream.totalSamples || isFlacFrameIntact(bytes);
  }

  #startOf(head: FlacFrameHeader): number {
    return head.isVariable ? head.number : head.number * this.#blockSamples;
  }

  /** Bytes until the frame that goes on where this one ends; null when it is not among these. */
  #endOf(bytes: Uint8Array, { start, samples }: Omit<FlacFrame, 'byteLength'>): number | null {
    for (let at = bytes.indexOf(0xff, 1); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
      const next = parseFlacHeader(bytes, at, this.#stream);
      if (next !== null && this.#startOf(next) === start + samples) return at;
    }
    return null;
  }

  /** These bytes, fewer at the end of the file. */
  async #windowAt(offset: number, length: number): Promise<Uint8Array> {
    const kept = this.#kept(offset);
    if (kept.length >= Math.min(length, this.#stream.byteLength - offset)) return kept;
    const window = await this.#bytes.read(offset, length);
    this.#window = window;
    this.#windowStart = offset;
    return window;
  }

  /** What was read last, from this place on. */
  #kept(offset: number): Uint8Array {
    const from = offset - this.#windowStart;
    return from < 0 ? new Uint8Array(0) : this.#window.subarray(from);
  }
}
