import type { FileTags } from '#contract';
import type { ByteSource } from '../byte-source.ts';
import { skipTags } from '../mp3/id3.ts';
import { ByteWriter, readAscii, readUint24 } from '../shared/bytes.ts';
import { pictureBlock } from '../shared/picture.ts';
import { encodedBy, vorbisComment } from '../shared/vorbis-comment.ts';

/** Frames of sound in every block but the last, at libFLAC's level 5, which the package has built in. */
export const flacBlockFrames = 4096;

export type FlacBits = 16 | 24;

/** What the STREAMINFO block says (RFC 9639 section 8.2), and where the frames begin. */
export type FlacStream = {
  readonly sampleRate: number;
  readonly channels: number;
  /** Of a sample. */
  readonly bits: number;
  /** Samples of one channel; 0 when the file does not tell. */
  readonly totalSamples: number;
  /** Where the frames begin, or something before them. */
  readonly soundStart: number;
  readonly byteLength: number;
};

/** What a frame may leave to the head of its stream: rate in Hz, and bits of a sample. */
export type FlacShape = Pick<FlacStream, 'sampleRate' | 'bits'>;

const streamInfoBytes = 34;
const blockHeaderBytes = 4;
/** A file has a handful of blocks. */
const mostBlocks = 1000;
const invalidBlock = 127;

/** Null when this is no FLAC file, or its head is broken. */
export async function readFlacStream(bytes: ByteSource): Promise<FlacStream | null> {
  let at = await skipTags(bytes);
  if (readAscii(await bytes.read(at, 4), 0, 4) !== 'fLaC') return null;
  at += 4;
  let stream: FlacStream | null = null;
  for (let count = 0; count < mostBlocks; count++) {
    const block = await bytes.read(at, blockHeaderBytes + streamInfoBytes);
    const head = block[0] ?? 0;
    const type = head & 0x7f;
    const next = at + blockHeaderBytes + readUint24(block, 1);
    // Blocks that go beyond the file are none: the frames are looked for from here on.
    if (block.length < blockHeaderBytes || next > bytes.byteLength || type === invalidBlock) return stream;
    at = next;
    if (type === 0 && stream === null) {
      const info = streamInfo(block.subarray(blockHeaderBytes));
      if (info === null) return null;
      stream = { ...info, soundStart: at, byteLength: bytes.byteLength };
    }
    if ((head & 0x80) !== 0) return stream && { ...stream, soundStart: at };
  }
  return stream;
}

function streamInfo(block: Uint8Array): Omit<FlacStream, 'soundStart' | 'byteLength'> | null {
  if (block.length < streamInfoBytes) return null;
  const packed = readUint24(block, 10);
  const sampleRate = packed >> 4;
  if (sampleRate === 0) return null;
  return {
    sampleRate,
    channels: ((packed >> 1) & 7) + 1,
    bits: (((packed & 1) << 4) | ((block[13] ?? 0) >> 4)) + 1,
    totalSamples: ((block[13] ?? 0) & 15) * 2 ** 32 + readUint24(block, 14) * 256 + (block[17] ?? 0),
  };
}

/** What a description says, as MP4 and Matroska carry it: `fLaC` and the blocks of the head. Null when it is none. */
export function flacShapeOf(description: Uint8Array): FlacShape | null {
  return readAscii(description, 0, 4) === 'fLaC' ? streamInfo(description.subarray(4 + blockHeaderBytes)) : null;
}

const shortestBlock = 16;
const longestBlock = 65_535;

/** What a decoder has to know of a stream, without what it does not need and may be wrong. */
export const flacDescription = ({ sampleRate, channels, bits }: FlacStream): Uint8Array<ArrayBuffer> =>
  new ByteWriter('big endian')
    .text('fLaC')
    .u32(0x8000_0000 + streamInfoBytes)
    .u16(shortestBlock)
    .u16(longestBlock)
    .zeros(6)
    .u32(sampleRate * 2 ** 12 + ((channels - 1) << 9) + ((bits - 1) << 4))
    .zeros(20).bytes;

/** What is known of a stream (RFC 9639 section 8.2). What is 0 is not known yet. */
export type StreamInfo = {
  readonly sampleRate: number;
  readonly bits: FlacBits;
  readonly lengthFrames: number;
  /** In bytes. */
  readonly shortestBlock: number;
  readonly longestBlock: number;
  /** Of the samples, interleaved and little-endian, in whole bytes. */
  readonly md5: Uint8Array;
};

const channels = 2;
/** Tags can be made longer in place by other tools. */
const paddingBytes = 4096;

const blockTypes = { streamInfo: 0, padding: 1, seekTable: 3, vorbisComment: 4, picture: 6 } as const;

/** Place and content of a point in the stream (RFC 9639 section 8.5); the offset counts from the first block of sound. */
export type SeekPoint = { readonly frame: number; readonly offset: number; readonly count: number };

const seekPointBytes = 18;

/** Everything before the first block of sound: as long for as many seek points, whatever they say. */
export function flacHeader(
  facts: StreamInfo,
  seekPoints: readonly SeekPoint[],
  tags: FileTags,
): Uint8Array<ArrayBuffer> {
  const comment = vorbisComment(`${encodedBy} (libFLAC)`, tags);
  const header = new ByteWriter('big endian').text('fLaC');
  putBlockHeader(header, blockTypes.streamInfo, streamInfoBytes);
  putStreamInfo(header, facts);
  if (seekPoints.length > 0) {
    putBlockHeader(header, blockTypes.seekTable, seekPoints.length * seekPointBytes);
    for (const { frame, offset, count } of seekPoints) header.u64(frame).u64(offset).u16(count);
  }
  putBlockHeader(header, blockTypes.vorbisComment, comment.length);
  header.put(comment);
  if (tags.cover !== undefined) {
    const picture = pictureBlock(tags.cover);
    putBlockHeader(header, blockTypes.picture, picture.length);
    header.put(picture);
  }
  putBlockHeader(header, 0x80 | blockTypes.padding, paddingBytes);
  return header.zeros(paddingBytes).bytes;
}

function putBlockHeader(header: ByteWriter, kind: number, length: number): void {
  header
    .u8(kind)
    .u8(length >> 16)
    .u16(length & 0xffff);
}

function putStreamInfo(header: ByteWriter, facts: StreamInfo): void {
  const { sampleRate, bits, lengthFrames, shortestBlock, longestBlock, md5 } = facts;
  header.u16(flacBlockFrames).u16(flacBlockFrames);
  for (const length of [shortestBlock, longestBlock]) header.u8(length >> 16).u16(length & 0xffff);
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of length.
  const lengthTop = Math.floor(lengthFrames / 2 ** 32);
  header.u32(sampleRate * 2 ** 12 + ((channels - 1) << 9) + ((bits - 1) << 4) + lengthTop);
  header.u32(lengthFrames % 2 ** 32).put(md5);
}
