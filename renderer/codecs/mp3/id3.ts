import type { CoverArt, FileTags } from '#contract';
import { ByteWriter, readAscii } from '../shared/bytes.ts';
import type { ByteSource } from '../byte-source.ts';
import { encodedBy } from '../shared/vorbis-comment.ts';
import { frontCover } from '../shared/picture.ts';
import { findSoundCheckInId3, type SoundCheckComment } from '../shared/sound-check-comment.ts';

const utf8Mark = 3;

/**
 * A tag as id3.org has it in "ID3v2.4.0 main structure" and "native frames"; there a tempo is whole. `encoder`: what did the
 * work, with its version.
 */
export function id3Tag(tags: FileTags, encoder: string | null): Uint8Array<ArrayBuffer> {
  const frames = new ByteWriter('big endian');
  const texts = {
    TIT2: tags.title,
    TPE1: tags.artist,
    TBPM: tags.bpm === null ? null : String(Math.round(tags.bpm)),
    TKEY: tags.key,
    TENC: encodedBy,
    TSSE: encoder,
  };
  for (const [name, text] of Object.entries(texts)) {
    if (text !== null) putFrame(frames, name, new ByteWriter('big endian').u8(utf8Mark).text(text).bytes);
  }
  if (tags.comment !== null) {
    // In an unknown language, and without a description.
    const comment = new ByteWriter('big endian').u8(utf8Mark).text('XXX').u8(0).text(tags.comment);
    putFrame(frames, 'COMM', comment.bytes);
  }
  if (tags.cover !== undefined) putFrame(frames, 'APIC', pictureFrame(tags.cover));
  return new ByteWriter('big endian').text('ID3').u8(4).u8(0).u8(0).u32(syncSafe(frames.length)).put(frames.bytes)
    .bytes;
}

/** Without a description. */
function pictureFrame({ kind, bytes }: CoverArt): Uint8Array {
  const head = new ByteWriter('big endian').u8(utf8Mark).text(`image/${kind}`).u8(0).u8(frontCover).u8(0);
  return head.put(bytes).bytes;
}

function putFrame(frames: ByteWriter, name: string, content: Uint8Array): void {
  frames.text(name).u32(syncSafe(content.length)).u16(0).put(content);
}

/** Seven bits a byte, so that no length looks like the start of sound (section 6.2). */
function syncSafe(length: number): number {
  return (length & 0x7f) | ((length & 0x3f80) << 1) | ((length & 0x1f_c000) << 2) | ((length & 0xfe0_0000) << 3);
}

/** The length that four bytes of seven bits each give. */
const readSyncSafe = ([a = 0, b = 0, c = 0, d = 0]: Uint8Array): number => (a << 21) | (b << 14) | (c << 7) | d;

const id3HeaderBytes = 10;
const id3v1Bytes = 128;
const apeFooterBytes = 32;
/** A tag with cover art can be large; the comment we look for stands before or after it. */
const longestCommentSearch = 1 << 20;

/**
 * The first byte at or behind `from` that belongs to no tag: ID3v2 (id3.org, ID3v2.4 section 3.1), an APE tag with its header
 * (APEv2 specification) or ID3v1. Of an ID3v2 tag that ends beyond the file only the head is skipped.
 */
export async function skipTags(bytes: ByteSource, from = 0): Promise<number> {
  let at = from;
  for (;;) {
    const header = await bytes.read(at, apeFooterBytes);
    const tagBytes = tagBytesOf(header);
    if (tagBytes === 0) return at;
    if (at + tagBytes > bytes.byteLength) return readAscii(header, 0, 3) === 'ID3' ? at + id3HeaderBytes : at;
    at += tagBytes;
  }
}

/** The length of the tag whose first 32 bytes these are; 0 when they are none. */
function tagBytesOf(header: Uint8Array): number {
  if (isId3Header(header)) {
    const hasFooter = ((header[5] ?? 0) & 0x10) !== 0;
    return id3HeaderBytes + readSyncSafe(header.subarray(6, 10)) + (hasFooter ? id3HeaderBytes : 0);
  }
  if (readAscii(header, 0, 8) === 'APETAGEX' && header.length >= apeFooterBytes) {
    const view = new DataView(header.buffer, header.byteOffset, apeFooterBytes);
    return apeFooterBytes + view.getUint32(12, true);
  }
  return readAscii(header, 0, 3) === 'TAG' ? id3v1Bytes : 0;
}

/** Whether an ID3v2 tag may begin with these bytes: the name, a version and four bytes of seven bits each. */
export function isId3Header(header: Uint8Array): boolean {
  if (header.length < id3HeaderBytes || readAscii(header, 0, 3) !== 'ID3') return false;
  return header[3] !== 0xff && header.subarray(6, 10).every((byte) => byte < 0x80);
}

/** Where the sound must end: before an ID3v1 tag and an APE tag. */
export async function findSoundEnd(bytes: ByteSource): Promise<number> {
  const tailStart = Math.max(0, bytes.byteLength - id3v1Bytes - apeFooterBytes);
  const tail = await bytes.read(tailStart, bytes.byteLength - tailStart);
  const id3v1At = tail.length - id3v1Bytes;
  const end = id3v1At >= 0 && readAscii(tail, id3v1At, 3) === 'TAG' ? id3v1At : tail.length;
  const footerAt = end - apeFooterBytes;
  if (footerAt < 0 || readAscii(tail, footerAt, 8) !== 'APETAGEX') return tailStart + end;
  const footer = new DataView(tail.buffer, tail.byteOffset + footerAt, apeFooterBytes);
  const tagBytes = footer.getUint32(12, true);
  const hasHeader = (footer.getUint32(20, true) & 0x8000_0000) !== 0;
  return Math.max(0, tailStart + end - tagBytes - (hasHeader ? apeFooterBytes : 0));
}

/** Returns iTunes' gapless comment in the tags `[start, end)`; null when their first MiB has none. */
export async function findSoundCheckComment(
  bytes: ByteSource,
  start: number,
  end: number,
): Promise<SoundCheckComment | null> {
  return end <= start
    ? null
    : findSoundCheckInId3(await bytes.read(start, Math.min(end - start, longestCommentSearch)));
}
