import type { ByteReader } from '../byte-source.ts';
import type { Sound, SoundStream } from '../shared/packet-decoder.ts';
import { FlacFrameDecoder } from './flac-decoder.ts';
import { type FlacFrameHeader, longestHeader, parseFlacHeader } from './flac-frames.ts';
import type { FlacFrame } from './frame-finder.ts';
import type { FlacShape } from './flac-header.ts';
import { mostFrameBytes } from './frame-length.ts';

/** Read at a time. */
const pieceBytes = 32_768;

/** What the sound of a file is made of. */
type FlacFile = {
  readonly bytes: ByteReader;
  readonly shape: FlacShape;
  /** Number of the first sample of a frame. */
  readonly startOf: (head: FlacFrameHeader) => number;
  /** Whether no sound is left behind a frame. */
  readonly isLast: (frame: FlacFrame) => Promise<boolean>;
};

/**
 * The sound of a FLAC file from one of its frames on. Decoding a frame tells where the next one begins, so that none is looked for.
 * Rejects at a frame that is damaged or does not go on where the last one ended.
 */
export class FlacSound implements SoundStream {
  readonly #file: FlacFile;
  readonly #decoder: FlacFrameDecoder;
  #last: FlacFrame | null = null;
  /** Where the next frame begins in the file, and the number of its first sample. */
  #offset: number;
  #start: number;
  /** The bytes `[#from, #from + #held)` of the file. */
  #buffer = new Uint8Array(2 * pieceBytes);
  #from: number;
  #held = 0;

  constructor(file: FlacFile, { offset, start }: FlacFrame) {
    this.#file = file;
    this.#decoder = new FlacFrameDecoder(file.shape);
    this.#offset = offset;
    this.#start = start;
    this.#from = offset;
  }

  async next(): Promise<Sound | null> {
    const { shape, startOf, isLast } = this.#file;
    let bytes = this.#ahead();
    if (bytes.length < longestHeader) bytes = await this.#read(longestHeader);
    const head = parseFlacHeader(bytes, 0, shape);
    if (head === null || startOf(head) !== this.#start) {
      if (this.#last !== null && (await isLast(this.#last))) return null;
      throw new Error('A frame is damaged.');
    }
    const most = mostFrameBytes(head) + longestHeader;
    if (bytes.length < most) bytes = await this.#read(most);
    const { sound, byteLength } = this.#decoder.decode(bytes.subarray(0, most), head);
    this.#last = { offset: this.#offset, byteLength, start: this.#start, samples: head.samples };
    this.#offset += byteLength;
    this.#start += head.samples;
    return sound;
  }

  close(): void {
    this.#buffer = new Uint8Array(0);
  }

  /** What is there from the next frame on. */
  #ahead(): Uint8Array {
    return this.#buffer.subarray(this.#offset - this.#from, this.#held);
  }

  /** At least `count` bytes from the next frame on; fewer at the end of the file. */
  async #read(count: number): Promise<Uint8Array> {
    const { bytes } = this.#file;
    const kept = this.#ahead();
    const buffer = this.#buffer.length < count + pieceBytes ? new Uint8Array(count + pieceBytes) : this.#buffer;
    buffer.set(kept);
    this.#buffer = buffer;
    this.#from = this.#offset;
    this.#held = kept.length;
    while (this.#held < count) {
      const piece = await bytes.readInto(this.#from + this.#held, buffer.subarray(this.#held, this.#held + pieceBytes));
      if (piece.length === 0) break;
      this.#held += piece.length;
    }
    return this.#ahead();
  }
}
