import { headerBytes, parseFrameHeader } from './frame-header.ts';
import { crc16 } from './crc16.ts';
import type { CountedFrames } from './info-frame.ts';

/** Keeps count of MP3 frames in bytes that come in pieces, and of their checksum. */
export class FrameTally implements CountedFrames {
  /** Where each frame begins, from the first one on. */
  readonly #starts: number[] = [];
  /** The first bytes of a header that the last piece broke off in. */
  #broken = new Uint8Array(0);
  #nextStart = 0;
  #length = 0;
  #crc = 0;

  add(bytes: Uint8Array): void {
    const known = new Uint8Array(this.#broken.length + bytes.length);
    known.set(this.#broken);
    known.set(bytes, this.#broken.length);
    const knownFrom = this.#length - this.#broken.length;
    this.#length += bytes.length;
    this.#crc = crc16(bytes, this.#crc);
    for (;;) {
      const at = this.#nextStart - knownFrom;
      if (at + headerBytes > known.length) {
        this.#broken = known.slice(Math.min(at, known.length));
        return;
      }
      const header = parseFrameHeader(known, at);
      if (header === null) throw new Error('LAME wrote something other than frames.');
      this.#starts.push(this.#nextStart);
      this.#nextStart += header.byteLength;
    }
  }

  get starts(): readonly number[] {
    return this.#starts;
  }

  get byteLength(): number {
    return this.#length;
  }

  get crc(): number {
    return this.#crc;
  }
}
