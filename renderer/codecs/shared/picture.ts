import type { CoverArt } from '#contract';
import { ByteWriter } from './byte-writer.ts';
import { pictureSize } from './picture-size.ts';

/** What kind of picture a cover is, in ID3 and in FLAC. */
export const frontCover = 3;
const bitsAPixel = 24;

/** A picture as FLAC has it (RFC 9639 section 8.8), without a description. */
export function pictureBlock({ kind, bytes }: CoverArt): Uint8Array<ArrayBuffer> {
  const type = `image/${kind}`;
  const { width, height } = pictureSize({ kind, bytes });
  return new ByteWriter('big endian')
    .u32(frontCover)
    .u32(type.length)
    .text(type)
    .u32(0)
    .u32(width)
    .u32(height)
    .u32(bitsAPixel)
    .u32(0)
    .u32(bytes.length)
    .put(bytes).bytes;
}

/** A multiple of three, so that the pieces can be put together. */
const pieceBytes = 3 * 4096;

/** Base64 (RFC 4648 section 4) of bytes, however many. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  }
  return text;
}
