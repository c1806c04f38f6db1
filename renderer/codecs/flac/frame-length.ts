import type { FlacFrameHeader } from './flac-frames.ts';

/** Channel assignments (RFC 9639 section 9.1.3): up to 7 they are channels less one, then one of two is the difference. */
const leftSide = 8;
const sideRight = 9;

/** Returns how many channels a frame carries, 1 to 8 (RFC 9639, section 9.1.3). */
export const channelsOf = ({ channelCode }: FlacFrameHeader): number => (channelCode < leftSide ? channelCode + 1 : 2);

const footerBytes = 2;

/** The most bytes that a frame can take: all samples as they are, of which those of a difference have one bit more. */
export const mostFrameBytes = (head: FlacFrameHeader): number =>
  head.byteLength + channelsOf(head) * Math.ceil((head.samples * (head.bits + 1)) / 8 + 8) + footerBytes;

/**
 * How many bytes a whole frame takes, its checksum included, by going through its codes (RFC 9639 section 9.2). Null when
 * `bytes`, which begin with the frame, end before it does, or when it contradicts itself.
 */
export function flacFrameBytes(bytes: Uint8Array, head: FlacFrameHeader): number | null {
  const bits = new BitReader(bytes, head.byteLength * 8);
  const channels = channelsOf(head);
  for (let channel = 0; channel < channels; channel++) {
    const isDifference = head.channelCode >= leftSide && (channel === 0) === (head.channelCode === sideRight);
    if (!skipSubframe(bits, head.samples, head.bits + (isDifference ? 1 : 0))) return null;
  }
  const length = Math.ceil(bits.at / 8) + footerBytes;
  return length <= bytes.length ? length : null;
}

function skipSubframe(bits: BitReader, samples: number, depth: number): boolean {
  if (bits.take(1) !== 0) return false;
  const type = bits.take(6);
  const wasted = bits.take(1) === 0 ? 0 : bits.zeros() + 1;
  const width = depth - wasted;
  if (width < 1) return false;
  if (type === 0) bits.skip(width);
  else if (type === 1) bits.skip(samples * width);
  else if (type >= 8 && type <= 12) {
    bits.skip((type - 8) * width);
    return skipResidual(bits, samples, type - 8);
  } else if (type >= 32) {
    const order = (type & 31) + 1;
    bits.skip(order * width);
    const precision = bits.take(4) + 1;
    bits.skip(5 + order * precision);
    return precision < 16 && skipResidual(bits, samples, order);
  } else return false;
  return bits.isInside;
}

/** Differences to the prediction in partitions, each with a Rice parameter of its own (RFC 9639 section 9.2.7). */
function skipResidual(bits: BitReader, samples: number, order: number): boolean {
  const method = bits.take(2);
  const partitions = 1 << bits.take(4);
  const perPartition = samples / partitions;
  if (method > 1 || !Number.isInteger(perPartition) || perPartition < order) return false;
  const parameterBits = method === 0 ? 4 : 5;
  for (let partition = 0; partition < partitions; partition++) {
    const count = perPartition - (partition === 0 ? order : 0);
    const parameter = bits.take(parameterBits);
    if (parameter === (1 << parameterBits) - 1) bits.skip(count * bits.take(5));
    else
      for (let code = 0; code < count && bits.isInside; code++) {
        bits.zeros();
        bits.skip(parameter);
      }
    if (!bits.isInside) return false;
  }
  return true;
}

class BitReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  get isInside(): boolean {
    return this.at <= this.#bytes.length * 8;
  }

  skip(count: number): void {
    this.at += count;
  }

  /** Goes behind the next 1 and returns how many zeros stood before it. */
  zeros(): number {
    const from = this.at;
    const bytes = this.#bytes;
    let byte = this.at >> 3;
    let rest = (bytes[byte] ?? 0) & (0xff >> (this.at & 7));
    while (rest === 0 && byte < bytes.length) rest = bytes[++byte] ?? 0;
    // Beyond the end there is no 1.
    this.at = byte * 8 + (byte < bytes.length ? Math.clz32(rest) - 23 : 1);
    return this.at - 1 - from;
  }

  /** Up to 16 bits as a number; beyond the end they are 0. */
  take(count: number): number {
    const byte = this.at >> 3;
    const bytes = this.#bytes;
    const all = ((bytes[byte] ?? 0) << 16) | ((bytes[byte + 1] ?? 0) << 8) | (bytes[byte + 2] ?? 0);
    const shift = 24 - count - (this.at & 7);
    this.at += count;
    return (all >> shift) & ((1 << count) - 1);
  }
}
