import type { ByteSource } from '../byte-source.ts';
import { type FlacFrameHeader, isFlacFrameIntact, longestHeader, parseFlacHeader } from './flac-frames.ts';
import type { FlacStream } from './flac-header.ts';
import { flacFrameBytes, mostFrameBytes } from './frame-length.ts';

/** A frame and where it lies in the file and in the sound. */
export type FlacFrame = {
  readonly offset: number;
  readonly byteLength: number;
  /** Number of its first sample. */
  readonly start: number;
  readonly samples: number;
};

const windowBytes = 32_768;
/** Damage before the first frame is searched this far. */
const farthestStart = 4 << 20;
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
  /** What the number of a frame counts: samples of each block but the last, or (1) single samples. */
  readonly #numberSamples: number;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;

  private constructor(bytes: ByteSource, stream: FlacStream, numberSamples: number) {
    this.#bytes = bytes;
    this.#stream = stream;
    this.#numberSamples = numberSamples;
  }

  /** Null when no frame follows the head. */
  static async start(bytes: ByteSource, stream: FlacStream): Promise<FlacFrameFinder | null> {
    for (let from = stream.soundStart; from < Math.min(stream.byteLength, stream.soundStart + farthestStart);) {
      const window = await bytes.read(from, windowBytes);
      for (let at = window.indexOf(0xff); at >= 0; at = window.indexOf(0xff, at + 1)) {
        const head = parseFlacHeader(window, at, stream);
        if (head === null) continue;
        const frame = await bytes.read(from + at, mostFrameBytes(head) + longestHeader);
        const length = flacFrameBytes(frame, head);
        const isWhole = length !== null && isFlacFrameIntact(frame.subarray(0, length));
        if (!isWhole) continue;
        const next = parseFlacHeader(frame, length, stream);
        // Encoders from before the mark for blocks of changing size number their samples without it.
        const countsSamples = next !== null && head.samples > 1 && next.number === head.number + head.samples;
        const found = { ...stream, soundStart: from + at };
        return new FlacFrameFinder(bytes, found, countsSamples ? 1 : head.samples);
      }
      from += Math.max(1, window.length - longestHeader);
    }
    return null;
  }

  /** Where the first whole frame begins. */
  get soundStart(): number {
    return this.#stream.soundStart;
  }

  /** Number of the first sample of a frame. */
  startOf(head: FlacFrameHeader): number {
    return head.isVariable ? head.number : head.number * this.#numberSamples;
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
    let bytes = this.#kept(offset);
    if (bytes.length < longestHeader) bytes = await this.#windowAt(offset, windowBytes);
    const head = parseFlacHeader(bytes, 0, this.#stream);
    if (head === null) return null;
    const place = { offset, start: this.startOf(head), samples: head.samples };
    const most = Math.min(mostFrameBytes(head) + longestHeader, this.#stream.byteLength - offset);
    for (let length = windowBytes; ; length *= 4) {
      const size = this.#endOf(bytes, place);
      if (size !== null) return { ...place, byteLength: size };
      if (bytes.length >= most) break;
      bytes = await this.#windowAt(offset, Math.min(length, most));
    }
    // What stands behind it is no frame that goes on: the last one, or damage.
    const size = flacFrameBytes(bytes, head);
    return size !== null && isFlacFrameIntact(bytes.subarray(0, size)) ? { ...place, byteLength: size } : null;
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

  /** Bytes until the frame that goes on where this one ends; null when it is not among these. */
  #endOf(bytes: Uint8Array, { start, samples }: Omit<FlacFrame, 'byteLength'>): number | null {
    for (let at = bytes.indexOf(0xff, 1); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
      const next = parseFlacHeader(bytes, at, this.#stream);
      if (next !== null && this.startOf(next) === start + samples) return at;
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
