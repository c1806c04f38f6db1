import type { CoverArt } from '#contract';
import { ByteWriter } from './bytes.ts';

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

type PictureSize = { readonly width: number; readonly height: number };

const unknown: PictureSize = { width: 0, height: 0 };

/** Width and height in pixels, as the file says; both 0 when it does not. */
export function pictureSize({ kind, bytes }: CoverArt): PictureSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return kind === 'png' ? pngSize(view) : jpegSize(view);
}

/** The first chunk, which is IHDR (PNG, third edition, section 11.2.1). */
function pngSize(view: DataView): PictureSize {
  return view.byteLength < 24 ? unknown : { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame header (ITU-T T.81 section B.2.2), behind other segments. */
function jpegSize(view: DataView): PictureSize {
  for (let at = 2; at + 9 <= view.byteLength;) {
    const [sign, marker] = [view.getUint8(at), view.getUint8(at + 1)];
    if (sign !== 0xff) return unknown;
    if (isFrameHeader(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Any number of fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return unknown;
}

/** SOF0 to SOF15, among which are three markers of other kinds. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
