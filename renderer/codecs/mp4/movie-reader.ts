import { readAscii, readUint32 } from '../shared/bytes.ts';
import type { ByteSource } from '../byte-source.ts';

const longestIndex = 16 << 20;

/** The `moov` box of an MP4 or QuickTime file, its first 16 MiB; null when there is none. */
export async function readMovie(bytes: ByteSource): Promise<Uint8Array | null> {
  for (let at = 0; at + 8 <= bytes.byteLength;) {
    const head = await bytes.read(at, 16);
    const short = readUint32(head, 0);
    // 0 reaches to the end of the file, 1 says that a length of 64 bits follows (ISO 14496-12 section 4.2).
    const length = short === 1 ? readUint32(head, 8) * 2 ** 32 + readUint32(head, 12) : short;
    if (readAscii(head, 4, 4) === 'moov') return bytes.read(at, Math.min(length, longestIndex));
    if (length < 8) return null;
    at += length;
  }
  return null;
}

/** The description of Apple Lossless that stands in a `moov` box; null when there is none. */
export function findAlacCookie(movie: Uint8Array): Uint8Array | null {
  const at = new TextDecoder('latin1').decode(movie).indexOf('\0\0\0\x24alac\0\0\0\0');
  return at < 0 ? null : movie.subarray(at + 12, at + 36);
}

/** Whether an MP4 file without an index comes in fragments, each of which has its own. */
export async function isFragmented(bytes: ByteSource): Promise<boolean> {
  return /moof|sidx/.test(new TextDecoder('latin1').decode(await bytes.read(0, 4096)));
}
