import type { Failure, FileTags, Result } from '#contract';
import { ByteWriter, readAscii } from '../shared/bytes.ts';
import type { ByteSource } from '../byte-source.ts';
import { speakersOfMask } from '../downmix.ts';
import { id3Tag } from '../mp3/id3.ts';
import {
  floatOf,
  integerOf,
  type PcmEncoding,
  type PcmFormat,
  type PcmSound,
  placed,
  soundless,
} from '../pcm/pcm-format.ts';
import { damaged, inside, type OtherCodec, unsupportedSound } from '../refusal.ts';
import type { SampleBits } from '../shared/sample-packer.ts';
import { encodedBy } from '../shared/vorbis-comment.ts';

/** In RF64 (EBU Tech 3306) and in files cut off while recording, a size of all ones stands for "see elsewhere". */
const unknownSize = 0xffff_ffff;
const extensible = 0xfffe;
/** So much of a chunk is looked at. */
const chunkHead = 64;

/** Format tags (RFC 2361 and later) of what stands in WAV files beside PCM. */
const otherTags: Readonly<Record<number, OtherCodec>> = {
  0x0002: 'Microsoft ADPCM',
  0x0010: 'OKI ADPCM',
  0x0011: 'IMA ADPCM',
  0x0014: 'G.723 ADPCM',
  0x0020: 'Yamaha ADPCM',
  0x0031: 'GSM 6.10',
  0x0040: 'G.721 ADPCM',
  0x0045: 'G.726 ADPCM',
  0x0050: 'MP2',
  0x0055: inside('MP3', 'WAV'),
  0x0061: 'ADPCM',
  0x0062: 'ADPCM',
  0x0069: 'IMA ADPCM',
  0x0092: 'AC-3',
  0x00ff: inside('AAC', 'WAV'),
  0x0160: 'WMA',
  0x0161: 'WMA',
  0x0162: 'WMA',
  0x0163: 'WMA Lossless',
  0x0270: 'ATRAC3',
  0x1610: inside('AAC', 'WAV'),
  0x2000: 'AC-3',
  0x2001: 'DTS',
  0x674f: inside('Vorbis', 'WAV'),
  0x6771: inside('Vorbis', 'WAV'),
  0xf1ac: inside('FLAC', 'WAV'),
};

/** What a `fmt ` chunk says: the sound and the bytes that a frame takes. */
type WaveFormat = { readonly sound: PcmSound; readonly bytesPerFrame: number };

/**
 * Reads the chunks of a RIFF, RIFX (big-endian), RF64 or BW64 file (ITU-R BS.2088) up to `data`. Fails with `undecodable` when
 * they are damaged, with `unsupportedCodec` when they hold what cannot be played.
 */
export async function readWavHeader(bytes: ByteSource): Promise<Result<PcmFormat, Failure>> {
  const head = await bytes.read(0, 12);
  const magic = readAscii(head, 0, 4);
  if (!/^(RIFF|RIFX|RF64|BW64)$/.test(magic) || readAscii(head, 8, 4) !== 'WAVE')
    return damaged((text) => text.otherFile('WAV'));
  const isLittle = magic !== 'RIFX';
  const riffBytes = new DataView(head.buffer, head.byteOffset).getUint32(4, isLittle);
  let longDataBytes: number | null = null;
  let format: WaveFormat | null = null;
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const chunk = await bytes.read(at, 8 + chunkHead);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const name = readAscii(chunk, 0, 4);
    const size = view.getUint32(4, isLittle);
    if (name === 'ds64' && chunk.length >= 24) longDataBytes = Number(view.getBigUint64(16, isLittle));
    if (name === 'fmt ' && chunk.length >= 24) {
      const parsed = parseWaveFormat(chunk.subarray(8, 8 + size), isLittle);
      if (!parsed.ok) return parsed;
      format = parsed.value;
    }
    if (name === 'data') {
      if (format === null) return damaged((text) => text.soundFirst);
      const dataStart = at + 8;
      const isUnknown =
        size === unknownSize ||
        (size === 0 &&
          !isClosed(riffBytes, dataStart, bytes.byteLength) &&
          !(await areChunks(bytes, dataStart, isLittle)));
      const toldBytes = size === unknownSize && longDataBytes !== null ? longDataBytes : isUnknown ? Infinity : size;
      return placed(format.sound, format.bytesPerFrame, dataStart, toldBytes, bytes.byteLength);
    }
    at += 8 + size;
    // Some writers leave out the byte that makes an odd chunk even.
    if (size % 2 === 1 && !usualChunks.has(readAscii(await bytes.read(at, 4), 0, 4))) at += 1;
  }
  return soundless();
}

const mostChunks = 100;
const usualChunks = new Set([
  'fmt ',
  'data',
  'fact',
  'LIST',
  'bext',
  'cue ',
  'smpl',
  'inst',
  'PEAK',
  'JUNK',
  'id3 ',
  'ID3 ',
]);

/** Whether chunks stand from here to the end of the file, so that an empty `data` before them is meant. */
async function areChunks(bytes: ByteSource, from: number, isLittle: boolean): Promise<boolean> {
  let at = from;
  for (let count = 0; at < bytes.byteLength && count < mostChunks; count++) {
    const head = await bytes.read(at, 8);
    if (head.length < 8 || !isChunkName(head)) return false;
    const size = new DataView(head.buffer, head.byteOffset).getUint32(4, isLittle);
    at += 8 + size + (size % 2);
  }
  return at > from && Math.abs(at - bytes.byteLength) <= 1;
}

/** Four letters, figures, signs or spaces. */
const isChunkName = (head: Uint8Array): boolean => /^[\x20-\x7e]{4}$/.test(readAscii(head, 0, 4));

/** Whether the sizes were written when the file was finished, and not only the empty ones of its beginning. */
const isClosed = (riffBytes: number, dataStart: number, fileBytes: number): boolean =>
  riffBytes !== unknownSize && riffBytes + 8 >= dataStart && Math.abs(riffBytes + 8 - fileBytes) <= 1;

/** What stands in a `fmt ` chunk (WAVEFORMAT, WAVEFORMATEX or WAVEFORMATEXTENSIBLE), of which at least 16 bytes are there. */
function parseWaveFormat(chunk: Uint8Array, isLittle: boolean): Result<WaveFormat, Failure> {
  if (chunk.length < 16) return damaged((text) => text.descriptionCutOff);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const isExtensible = view.getUint16(0, isLittle) === extensible && chunk.length >= 26;
  const tag = view.getUint16(isExtensible ? 24 : 0, isLittle);
  const channels = view.getUint16(2, isLittle);
  const sampleRate = view.getUint32(4, isLittle);
  const bytesPerFrame = view.getUint16(12, isLittle);
  const bits = view.getUint16(14, isLittle);
  const encoding = encodingOf(tag, bits);
  if (encoding === null) return unsupportedSound(otherTags[tag] ?? codecOfTag(tag, bits));
  const speakers = isExtensible ? speakersOfMask(view.getUint32(20, isLittle), channels) : null;
  return {
    ok: true,
    value: { sound: { encoding, isBigEndian: !isLittle, sampleRate, channels, speakers }, bytesPerFrame },
  };
}

const codecOfTag =
  (tag: number, bits: number): OtherCodec =>
  (text) =>
    tag === 1 || tag === 3 ? text.pcm(bits) : text.unknownFormat(tag, bits);

function encodingOf(tag: number, bits: number): PcmEncoding | null {
  switch (tag) {
    case 1:
      return integerOf(bits, 'u8');
    case 3:
      return floatOf(bits);
    case 6:
      return 'alaw';
    case 7:
      return 'ulaw';
    default:
      return null;
  }
}

/** Chunks of Sony Wave64 begin with a GUID, whose first four bytes are the name in RIFF, and a size of 64 bits that counts both. */
const chunkHeadBytes = 24;
const fileHead = 40;

/** Reads the chunks of a Wave64 file up to its sound. Fails as `readWavHeader` does. */
export async function readW64Header(bytes: ByteSource): Promise<Result<PcmFormat, Failure>> {
  const head = await bytes.read(0, fileHead);
  if (readAscii(head, 0, 4) !== 'riff' || readAscii(head, 24, 4) !== 'wave')
    return damaged((text) => text.otherFile('W64'));
  let format: WaveFormat | null = null;
  for (let at = fileHead; at + chunkHeadBytes <= bytes.byteLength;) {
    const chunk = await bytes.read(at, chunkHeadBytes + 64);
    const name = readAscii(chunk, 0, 4);
    const size = Number(new DataView(chunk.buffer, chunk.byteOffset).getBigUint64(16, true));
    if (name === 'fmt ') {
      const parsed = parseWaveFormat(chunk.subarray(chunkHeadBytes, size), true);
      if (!parsed.ok) return parsed;
      format = parsed.value;
    }
    if (name === 'data') {
      if (format === null) return damaged((text) => text.soundFirst);
      // An empty chunk in front of bytes is one whose size was never written.
      const toldBytes = size <= chunkHeadBytes ? Infinity : size - chunkHeadBytes;
      return placed(format.sound, format.bytesPerFrame, at + chunkHeadBytes, toldBytes, bytes.byteLength);
    }
    if (size < chunkHeadBytes) return damaged((text) => text.chunkWithoutSize);
    at += Math.ceil(size / 8) * 8;
  }
  return soundless();
}

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
