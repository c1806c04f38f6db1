import type { FileTags } from '#contract';
import { ByteWriter } from './bytes.ts';

/**
 * The tags of FLAC and Opus files ("Ogg Vorbis I format specification: comment field"), without a framing bit. `picture`: the cover
 * in Base64, where the format has no other place for it.
 */
export function vorbisComment(vendor: string, tags: FileTags, picture: string | null = null): Uint8Array<ArrayBuffer> {
  const fields = {
    TITLE: tags.title,
    ARTIST: tags.artist,
    COMMENT: tags.comment,
    BPM: tags.bpm === null ? null : String(Math.round(tags.bpm * 100) / 100),
    INITIALKEY: tags.key,
    ENCODED_BY: encodedBy,
    METADATA_BLOCK_PICTURE: picture,
  };
  const said = Object.entries(fields).filter(([, text]) => text !== null);
  const comment = new ByteWriter('little endian');
  putText(comment, vendor);
  comment.u32(said.length);
  for (const [name, text] of said) putText(comment, `${name}=${text}`);
  return comment.bytes;
}

function putText(comment: ByteWriter, text: string): void {
  const { bytes } = new ByteWriter('little endian').text(text);
  comment.u32(bytes.length).put(bytes);
}

/** What files name as the tool that made them. */
export const encodedBy = 'Stemroom';
