import { coverOf, type CoverArt } from '#contract';
import { mostTagBytes, type ReadPart } from './read-part.ts';

const headBytes = 10;
/** Text of two bytes a character, in which a text ends with two zeros. */
const wideTexts = [1, 2];

/**
 * The first picture (`APIC`) in the ID3 tag at the start of a file (id3.org, "ID3v2.3.0" and "ID3v2.4.0 main structure"); null
 * when there is none of ours. A tag with the scheme against false synchronisation is left alone: nobody has written one for long.
 */
export async function id3Cover(read: ReadPart): Promise<CoverArt | null> {
  const head = await read(0, headBytes);
  const [i, d, three, version = 0, , flags = 0] = head;
  const isTag = String.fromCharCode(i ?? 0, d ?? 0, three ?? 0) === 'ID3';
  if (!isTag || (version !== 3 && version !== 4) || (flags & 0x80) !== 0) return null;
  const length = syncSafe(head, 6);
  if (length > mostTagBytes) return null;
  const tag = await read(headBytes, length);
  const hasMoreHead = (flags & 0x40) !== 0;
  return pictureIn(tag, version, hasMoreHead ? moreHeadBytes(tag, version) : 0);
}

const plain = (bytes: Uint8Array, at: number): number =>
  at + 4 > bytes.length ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** Seven bits a byte. */
const syncSafe = (bytes: Uint8Array, at: number): number =>
  [0, 1, 2, 3].reduce((sum, offset) => sum * 128 + ((bytes[at + offset] ?? 0) & 0x7f), 0);

/** In 2.3 it does not count itself. */
const moreHeadBytes = (tag: Uint8Array, version: number): number =>
  version === 3 ? 4 + plain(tag, 0) : syncSafe(tag, 0);

function pictureIn(tag: Uint8Array<ArrayBuffer>, version: number, start: number): CoverArt | null {
  for (let at = start; at + headBytes < tag.length;) {
    const name = String.fromCharCode(...tag.subarray(at, at + 4));
    if (!/^[A-Z0-9]{4}$/.test(name)) return null;
    const length = version === 3 ? plain(tag, at + 4) : syncSafe(tag, at + 4);
    const content = tag.subarray(at + headBytes, at + headBytes + length);
    const cover = name === 'APIC' ? pictureOf(content) : null;
    if (cover !== null) return cover;
    at += headBytes + length;
  }
  return null;
}

/** Behind the kind of text: the MIME type and its end, the kind of picture, a description and its end, the picture. */
function pictureOf(content: Uint8Array<ArrayBuffer>): CoverArt | null {
  const typeEnd = content.indexOf(0, 1);
  if (typeEnd < 0) return null;
  const step = wideTexts.includes(content[0] ?? 0) ? 2 : 1;
  let end = typeEnd + 2;
  while (end < content.length && (content[end] !== 0 || (step === 2 && content[end + 1] !== 0))) end += step;
  return coverOf(content.slice(end + step));
}
