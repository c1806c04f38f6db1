import type { FlacStream } from './stream-info.ts';

/** What the head of a frame says (RFC 9639 section 9.1). */
export type FlacFrameHeader = {
  /** Number of its first sample when blocks vary in size, else of the frame itself. */
  readonly number: number;
  readonly isVariable: boolean;
  /** Samples of one channel. */
  readonly samples: number;
};

export const longestHeader = 16;
const rates = [
  ...[null, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000],
  ...[32_000, 44_100, 48_000, 96_000, null, null, null],
] as const;
const invalidRate = 15;
const reservedDepth = 3;
const mostChannelCode = 10;
const polynomial = 0x07;

/** Null when no frame of this stream begins at `at`, by its marks, its rate and its checksum. */
export function parseFlacHeader(bytes: Uint8Array, at: number, stream: FlacStream): FlacFrameHeader | null {
  // Nearly every place that is asked about ends here.
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfe) !== 0xf8) return null;
  const [, second = 0, third = 0, fourth = 0, coded = 0] = bytes.subarray(at, at + 5);
  const blockCode = third >> 4;
  const rateCode = third & 15;
  if (blockCode === 0 || rateCode === invalidRate || (fourth & 1) !== 0) return null;
  if (fourth >> 4 > mostChannelCode || ((fourth >> 1) & 7) === reservedDepth) return null;
  if (rates[rateCode] != null && rates[rateCode] !== stream.sampleRate) return null;
  // As in UTF-8: the first byte's leading ones are the number's length in bytes.
  const leading = Math.clz32(~(coded << 24));
  if (leading === 1 || leading > 7) return null;
  const following = Math.max(0, leading - 1);
  let number = leading === 0 ? coded : coded & (0x7f >> leading);
  for (const byte of bytes.subarray(at + 5, at + 5 + following)) number = number * 64 + (byte & 0x3f);
  let end = at + 5 + following;
  let samples = blockSize(blockCode);
  if (samples === null) {
    const isWide = blockCode === 7;
    samples = (isWide ? ((bytes[end] ?? 0) << 8) | (bytes[end + 1] ?? 0) : (bytes[end] ?? 0)) + 1;
    end += isWide ? 2 : 1;
  }
  if (rateCode > 11) end += rateCode === 12 ? 1 : 2;
  if (end >= bytes.length || checksum(bytes, at, end) !== bytes[end]) return null;
  return { number, isVariable: (second & 1) === 1, samples };
}

/** Null when it stands behind the number. */
function blockSize(code: number): number | null {
  if (code === 1) return 192;
  if (code <= 5) return 144 << code;
  return code <= 7 ? null : 1 << code;
}

function checksum(bytes: Uint8Array, from: number, end: number): number {
  let rest = 0;
  for (let at = from; at < end; at++) {
    rest ^= bytes[at] ?? 0;
    for (let bit = 0; bit < 8; bit++) rest = ((rest << 1) ^ ((rest & 0x80) === 0 ? 0 : polynomial)) & 0xff;
  }
  return rest;
}
