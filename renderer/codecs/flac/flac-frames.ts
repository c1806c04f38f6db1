import type { EncodedPacket } from 'mediabunny';
import { crc16OfFlac, crc8OfFlac } from '../shared/checksums.ts';
import type { FlacShape } from './flac-header.ts';

/** What the head of a frame says (RFC 9639 section 9.1). */
export type FlacFrameHeader = {
  /** Number of its first sample when blocks vary in size, else of the frame itself. */
  readonly number: number;
  readonly isVariable: boolean;
  /** Samples of one channel. */
  readonly samples: number;
  /** Of a sample. */
  readonly bits: number;
  /** As it stands there: channels less one, or which of two is a difference (section 9.1.3). */
  readonly channelCode: number;
  /** Of the head itself. */
  readonly byteLength: number;
};

export const longestHeader = 16;
const rates = [
  ...[null, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000],
  ...[32_000, 44_100, 48_000, 96_000, null, null, null],
] as const;
const invalidRate = 15;
const reservedDepth = 3;
/** Bits of a sample by their code (section 9.1.4); null: as many as the file says. */
const depths = [null, 8, 12, null, 16, 20, 24, 32] as const;
const mostChannelCode = 10;

/** Null when no frame of this stream begins at `at`, by its marks, its rate and its checksum. */
export function parseFlacHeader(bytes: Uint8Array, at: number, stream: FlacShape): FlacFrameHeader | null {
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
  if (end >= bytes.length || crc8OfFlac(bytes, at, end) !== bytes[end]) return null;
  const bits = depths[(fourth >> 1) & 7] ?? stream.bits;
  return { number, isVariable: (second & 1) === 1, samples, bits, channelCode: fourth >> 4, byteLength: end + 1 - at };
}

/** Null when it stands behind the number. */
function blockSize(code: number): number | null {
  if (code === 1) return 192;
  if (code <= 5) return 144 << code;
  return code <= 7 ? null : 1 << code;
}

const checksumBytes = 2;

/** Whether the checksum at the end of a whole frame is right (RFC 9639 section 9.3). */
export function isFlacFrameIntact(frame: Uint8Array): boolean {
  const end = frame.length - checksumBytes;
  return crc16OfFlac(frame, end) === (((frame[end] ?? 0) << 8) | (frame[end + 1] ?? 0));
}

/** Frames as they come; throws at one that is damaged, which the decoder would play as noise. */
export async function* intactFlacFrames(
  frames: AsyncGenerator<EncodedPacket, void>,
): AsyncGenerator<EncodedPacket, void> {
  for await (const frame of frames) {
    if (!isFlacFrameIntact(frame.data)) throw new Error('A frame is damaged.');
    yield frame;
  }
}
