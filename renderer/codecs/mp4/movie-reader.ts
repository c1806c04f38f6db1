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

/**
 * Whether no chunk of a `moov` box has more samples than its track (ISO 14496-12 sections 8.7.3 and 8.7.4). The library adds up the sizes
 * of a whole chunk for every packet, be it of four billion.
 */
export function areChunksWithinTracks(movie: Uint8Array): boolean {
  return sampleTables(movie, boxHeadBytes, movie.length).every((table) => {
    const chunks = table.find(({ type }) => type === 'stsc');
    if (chunks === undefined) return true;
    const sampleCount = countSamples(movie, table);
    for (let at = chunks.at + 8; at + chunkEntryBytes <= chunks.end; at += chunkEntryBytes)
      if (readUint32(movie, at + 4) > sampleCount) return false;
    return true;
  });
}

/** How many samples have a size in a table: as many as are there, whatever the count says, and any number when all are of one size. */
function countSamples(movie: Uint8Array, table: readonly Box[]): number {
  const sizes = table.find(({ type }) => type === 'stsz' || type === 'stz2');
  if (sizes === undefined) return 0;
  const word = readUint32(movie, sizes.at + 4);
  if (sizes.type === 'stsz' && word !== 0) return Infinity;
  // The last byte of the word in `stz2`: how many bits each size has.
  const bits = sizes.type === 'stsz' ? 32 : Math.max(1, word & 0xff);
  return Math.min(readUint32(movie, sizes.at + 8), Math.floor(((sizes.end - sizes.at - 12) * 8) / bits));
}

const boxHeadBytes = 8;
const chunkEntryBytes = 12;
const containers = /^(trak|mdia|minf)$/;

/** A part of an MP4 file. `at`: where its content begins. */
export type Box = { readonly type: string; readonly at: number; readonly end: number };

/** The boxes of each sample table between two places. */
function sampleTables(movie: Uint8Array, from: number, end: number): readonly (readonly Box[])[] {
  return boxesIn(movie, from, end).flatMap((box) => {
    if (box.type === 'stbl') return [boxesIn(movie, box.at, box.end)];
    return containers.test(box.type) ? sampleTables(movie, box.at, box.end) : [];
  });
}

/** The boxes one behind the other between two places. */
export function boxesIn(movie: Uint8Array, from: number, end: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + boxHeadBytes <= end;) {
    const length = readUint32(movie, at);
    if (length < boxHeadBytes) break;
    boxes.push({ type: readAscii(movie, at + 4, 4), at: at + boxHeadBytes, end: Math.min(at + length, end) });
    at += length;
  }
  return boxes;
}

/** The boxes in a `moov` box. */
export const moovBoxes = (movie: Uint8Array): readonly Box[] => boxesIn(movie, boxHeadBytes, movie.length);

/** The description of Apple Lossless that stands in a `moov` box; null when there is none. */
export function findAlacCookie(movie: Uint8Array): Uint8Array | null {
  const at = new TextDecoder('latin1').decode(movie).indexOf('\0\0\0\x24alac\0\0\0\0');
  return at < 0 ? null : movie.subarray(at + 12, at + 36);
}

/** Whether an MP4 file without an index comes in fragments, each of which has its own. */
export async function isFragmented(bytes: ByteSource): Promise<boolean> {
  return /moof|sidx/.test(new TextDecoder('latin1').decode(await bytes.read(0, 4096)));
}
