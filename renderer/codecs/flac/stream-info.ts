import { readAscii, readUint24 } from '../ascii.ts';
import type { ByteSource } from '../byte-source.ts';
import { skipId3 } from '../mp3/id3.ts';

/** What the STREAMINFO block says (RFC 9639 section 8.2), and where the frames begin. */
export type FlacStream = {
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples of one channel; 0 when the file does not tell. */
  readonly totalSamples: number;
  /** No frame is longer, in bytes. */
  readonly longestFrame: number;
  readonly soundStart: number;
  readonly byteLength: number;
};

const blockHeaderBytes = 4;
const streamInfoBytes = 34;
const longestFrameHead = 16;
const footerBytes = 2;

/** Null when this is no FLAC file, or its head is broken. */
export async function readFlacStream(bytes: ByteSource): Promise<FlacStream | null> {
  let at = await skipId3(bytes);
  if (readAscii(await bytes.read(at, 4), 0, 4) !== 'fLaC') return null;
  at += 4;
  let info: Omit<FlacStream, 'soundStart'> | null = null;
  for (;;) {
    const block = await bytes.read(at, blockHeaderBytes + streamInfoBytes);
    if (block.length < blockHeaderBytes) return null;
    const head = block[0] ?? 0;
    if ((head & 0x7f) === 0) info = streamInfo(block.subarray(blockHeaderBytes), bytes.byteLength);
    at += blockHeaderBytes + readUint24(block, 1);
    if ((head & 0x80) !== 0) return info && { ...info, soundStart: at };
  }
}

function streamInfo(block: Uint8Array, byteLength: number): Omit<FlacStream, 'soundStart'> | null {
  if (block.length < streamInfoBytes) return null;
  const packed = readUint24(block, 10);
  const sampleRate = packed >> 4;
  const channels = ((packed >> 1) & 7) + 1;
  const longestBlock = ((block[2] ?? 0) << 8) | (block[3] ?? 0);
  if (sampleRate === 0 || longestBlock === 0) return null;
  // Uncompressed at 32 bits; side channels have one bit more.
  const uncompressed = longestBlock * channels * 4 + longestBlock + longestFrameHead + footerBytes;
  return {
    sampleRate,
    channels,
    totalSamples: ((block[13] ?? 0) & 15) * 2 ** 32 + readUint24(block, 14) * 256 + (block[17] ?? 0),
    longestFrame: readUint24(block, 7) || uncompressed,
    byteLength,
  };
}
