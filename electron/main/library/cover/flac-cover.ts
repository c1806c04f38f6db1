import { coverOf, type CoverArt } from '#contract';
import { mostTagBytes, type ReadPart } from './read-part.ts';

const pictureBlock = 6;
const mostBlocks = 128;

/** The first picture in the metadata of a FLAC file (RFC 9639 sections 8.1 and 8.8); null when there is none of ours. */
export async function flacCover(read: ReadPart): Promise<CoverArt | null> {
  let at = 4;
  for (let block = 0; block < mostBlocks; block += 1) {
    const head = await read(at, 4);
    if (head.length < 4) return null;
    const [kind = 0] = head;
    const length = new DataView(head.buffer).getUint32(0) & 0xff_ffff;
    if ((kind & 0x7f) === pictureBlock && length <= mostTagBytes) {
      const cover = pictureIn(await read(at + 4, length));
      if (cover !== null) return cover;
    }
    if ((kind & 0x80) !== 0) return null;
    at += 4 + length;
  }
  return null;
}

function pictureIn(block: Uint8Array<ArrayBuffer>): CoverArt | null {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  // Behind its kind: the MIME type, a description, four numbers, the picture; each text with its length before it.
  let at = 4;
  for (const after of [0, 16]) {
    if (at + 4 > block.length) return null;
    at += 4 + view.getUint32(at) + after;
  }
  if (at + 4 > block.length) return null;
  return coverOf(block.slice(at + 4, at + 4 + view.getUint32(at)));
}
