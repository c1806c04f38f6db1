import type { CoverArt, FileTags } from '#contract';
import { ByteWriter } from '../shared/byte-writer.ts';
import { encodedBy } from '../shared/encoded-by.ts';
import { frontCover } from '../shared/picture.ts';

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
    // In a language that is not told, and without a name of its own.
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
