import type { FrameHeader } from './frame-header.ts';

/** How a frame leans on the frames before it (ISO 11172-3 2.4.1.7). */
export type SideInformation = {
  /** Bytes of earlier frames that hold the start of this frame's sound. */
  readonly borrowedBytes: number;
  /** Bytes of its own after header and side information. */
  readonly mainBytes: number;
  /** False when the numbers contradict each other: the frame is damaged. */
  readonly isPlausible: boolean;
};

/** The most a frame can borrow. */
export const largestReservoir = 511;

/** `frame` is one whole frame. */
export function readSideInformation(frame: Uint8Array, header: FrameHeader): SideInformation {
  const bits = new BitReader(frame, header.sideStart * 8);
  const isVersion1 = header.samples === 1152;
  const borrowedBytes = bits.read(isVersion1 ? 9 : 8);
  bits.skip(isVersion1 ? (header.channels === 1 ? 5 : 3) + 4 * header.channels : header.channels);
  const mainBytes = Math.max(0, header.byteLength - header.sideStart - header.sideBytes);
  const parts = (isVersion1 ? 2 : 1) * header.channels;
  let soundBits = 0;
  let isPlausible = true;
  for (let part = 0; part < parts; part++) {
    soundBits += bits.read(12);
    // Pairs of spectral lines; there are 576 lines.
    if (bits.read(9) > 288) isPlausible = false;
    bits.skip(isVersion1 ? 38 : 42);
  }
  if (soundBits > (borrowedBytes + mainBytes) * 8) isPlausible = false;
  return { borrowedBytes, mainBytes, isPlausible };
}

/**
 * Which frame of a run to decode from, so that frame `wanted` of it comes out right: the ones before it whose sound overlaps
 * into it (ISO 11172-3 2.4.3.4: half a granule and the memory of the filter bank), and the bytes that the first of these
 * borrows. 0 when the run begins too late to tell.
 */
export function decodeFrom(headers: readonly FrameHeader[], bytes: Uint8Array, wanted: number): number {
  const first = headers[0];
  if (first === undefined) return 0;
  // A frame of MPEG 2 is one granule, one of MPEG 1 two.
  const needed = wanted - (first.samples === 1152 ? 1 : 2);
  let at = 0;
  const mainBytes: number[] = [];
  for (const [index, header] of headers.entries()) {
    const side = readSideInformation(bytes.subarray(at, at + header.byteLength), header);
    if (!side.isPlausible) return 0;
    if (index === needed) return borrowedFrom(mainBytes, side.borrowedBytes);
    mainBytes.push(side.mainBytes);
    at += header.byteLength;
  }
  return 0;
}

/** How many of these frames (counted from the start) can be left out so that the rest still hold this many bytes. */
function borrowedFrom(mainBytes: readonly number[], borrowed: number): number {
  let from = mainBytes.length;
  for (let missing = borrowed; missing > 0 && from > 0; from -= 1) missing -= mainBytes[from - 1] ?? 0;
  return from;
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** 1 to 16 bits, most significant first; 0 beyond the end. */
  read(count: number): number {
    const byte = this.#at >> 3;
    const three = ((this.#bytes[byte] ?? 0) << 16) | ((this.#bytes[byte + 1] ?? 0) << 8) | (this.#bytes[byte + 2] ?? 0);
    const value = (three >> (24 - (this.#at & 7) - count)) & ((1 << count) - 1);
    this.#at += count;
    return value;
  }
}
