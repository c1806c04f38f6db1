import type { FileTags } from '#contract';
import { ByteWriter } from '../shared/byte-writer.ts';
import { encodedBy } from '../shared/encoded-by.ts';
import { id3Tag } from '../mp3/id3-writer.ts';
import { riffChunk } from './wav-header.ts';

/** What a WAV file says of itself, twice: as `LIST` of kind `INFO`, and as ID3, which knows tempo and key as well. */
export function wavTags(tags: FileTags): Uint8Array<ArrayBuffer> {
  const list = new ByteWriter('little endian').text('INFO');
  const fields = { INAM: tags.title, IART: tags.artist, ICMT: tags.comment, ISFT: encodedBy };
  for (const [name, text] of Object.entries(fields)) {
    if (text !== null) list.put(riffChunk(name, new ByteWriter('little endian').text(text).u8(0).bytes));
  }
  return new ByteWriter('little endian').put(riffChunk('LIST', list.bytes)).put(riffChunk('id3 ', id3Tag(tags, null)))
    .bytes;
}
