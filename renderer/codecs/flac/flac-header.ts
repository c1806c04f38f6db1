import type { FileTags } from '#contract';
import { ByteWriter } from '../shared/byte-writer.ts';
import { encodedBy, vorbisComment } from '../shared/vorbis-comment.ts';
import { pictureBlock } from '../shared/picture.ts';
import { flacBlockFrames, type FlacBits } from './flac-core.ts';

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

const streamInfoBytes = 34;
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
