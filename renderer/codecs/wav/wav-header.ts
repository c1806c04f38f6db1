import type { FileTags } from '#contract';
import { id3Tag } from '../mp3/id3.ts';
import { ByteWriter } from '../shared/byte-writer.ts';
import { encodedBy } from '../shared/vorbis-comment.ts';
import type { SampleBits } from '../shared/sample-packer.ts';

const riffLimit = 0xffff_ffff;
const channels = 2;

/** The length of a chunk's data is even on disk (RIFF, "Multimedia Programming Interface 1.0"). */
const evened = (length: number): number => length + (length % 2);

/**
 * The bytes before the sound of a stereo WAV file: RIFF, or RF64 (EBU Tech 3306) when it is longer than 4 GiB. `chunks` stand
 * before the sound as they are.
 */
export function wavHeader(
  bits: SampleBits,
  sampleRate: number,
  lengthFrames: number,
  chunks = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  const frameBytes = (bits / 8) * channels;
  const dataBytes = lengthFrames * frameBytes;
  const plainBytes = 12 + 24 + (bits === 32 ? 12 : 0) + chunks.length + 8;
  const isLong = plainBytes - 8 + dataBytes > riffLimit;
  const riffBytes = plainBytes + (isLong ? 36 : 0) - 8 + dataBytes;
  const header = new ByteWriter('little endian')
    .text(isLong ? 'RF64' : 'RIFF')
    .u32(isLong ? riffLimit : riffBytes)
    .text('WAVE');
  if (isLong) header.text('ds64').u32(28).u64(riffBytes).u64(dataBytes).u64(lengthFrames).u32(0);
  header
    .text('fmt ')
    .u32(16)
    .u16(bits === 32 ? 3 : 1)
    .u16(channels)
    .u32(sampleRate)
    .u32(sampleRate * frameBytes)
    .u16(frameBytes)
    .u16(bits);
  if (bits === 32) header.text('fact').u32(4).u32(Math.min(lengthFrames, riffLimit));
  return header
    .put(chunks)
    .text('data')
    .u32(isLong ? riffLimit : dataBytes).bytes;
}

/** A chunk, padded to an even length. */
export function riffChunk(name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const padding = evened(content.length) - content.length;
  return new ByteWriter('little endian').text(name).u32(content.length).put(content).zeros(padding).bytes;
}

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
