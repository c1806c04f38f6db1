import type { FileTags } from '#contract';
import { ByteWriter } from '../shared/bytes.ts';
import { encodedBy } from '../shared/vorbis-comment.ts';
import { soundCheckComment, type SoundCheckComment } from '../shared/sound-check-comment.ts';

/** A box of ISO 14496-12 section 4.2. */
export function box(kind: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  const writer = new ByteWriter('big endian').u32(length);
  putKind(writer, kind);
  for (const part of parts) writer.put(part);
  return writer.bytes;
}

/** A box with a version, which is 0 unless said otherwise, and flags. */
function fullBox(kind: string, content: ByteWriter, { version = 0, flags = 0 } = {}): Uint8Array<ArrayBuffer> {
  return box(kind, new ByteWriter('big endian').u32(version * 2 ** 24 + flags).bytes, content.bytes);
}

/** The names of iTunes' tags begin with a © that is one byte. */
function putKind(writer: ByteWriter, kind: string): void {
  for (const character of kind) writer.u8(character.charCodeAt(0));
}

/** Returns an empty writer for the fields of a box, which are big-endian (ISO 14496-12, 4.2). */
export const fields = (): ByteWriter => new ByteWriter('big endian');

const dataKinds = { text: 1, jpeg: 13, png: 14, whole: 21 } as const;

/** `udta` with tags as iTunes has them ("QuickTime File Format": metadata), and its own word on where the sound begins. */
function itunesTags(tags: FileTags, gapless: SoundCheckComment): Uint8Array<ArrayBuffer> {
  const texts = {
    '\u00a9nam': tags.title,
    '\u00a9ART': tags.artist,
    '\u00a9cmt': tags.comment,
    '\u00a9too': encodedBy,
  };
  const items = Object.entries(texts).flatMap(([kind, text]) => (text === null ? [] : [box(kind, textData(text))]));
  if (tags.bpm !== null) items.push(box('tmpo', data(dataKinds.whole, fields().u16(Math.round(tags.bpm)).bytes)));
  if (tags.key !== null) items.push(freeForm('initialkey', tags.key));
  if (tags.cover !== undefined) items.push(box('covr', data(dataKinds[tags.cover.kind], tags.cover.bytes)));
  items.push(freeForm(...soundCheckComment(gapless)));
  const handler = fullBox('hdlr', fields().u32(0).text('mdirappl').zeros(9));
  return box(
    'udta',
    fullBox(
      'meta',
      fields()
        .put(handler)
        .put(box('ilst', ...items)),
    ),
  );
}

const data = (kind: number, content: Uint8Array): Uint8Array<ArrayBuffer> =>
  box('data', fields().u32(kind).u32(0).put(content).bytes);

const textData = (text: string): Uint8Array<ArrayBuffer> => data(dataKinds.text, fields().text(text).bytes);

/** An item of `ilst` with a name of its own, such as `kara` of `com.stems`, and a text. */
export const freeForm = (name: string, text: string, mean = 'com.apple.iTunes'): Uint8Array<ArrayBuffer> =>
  box('----', fullBox('mean', fields().text(mean)), fullBox('name', fields().text(name)), textData(text));

/** Frames of sound in every packet of AAC. */
export const aacPacketFrames = 1024;

/** What a file of one AAC track holds. Each packet has 1024 frames, but the last has what is left. */
type AacTrack = {
  readonly sampleRate: number;
  readonly kbps: number;
  /** The AudioSpecificConfig (ISO 14496-3 section 1.6). */
  readonly config: Uint8Array;
  /** Frames before the sound. */
  readonly delay: number;
  readonly lengthFrames: number;
  /** In bytes. */
  readonly packets: readonly number[];
  /** Where the first packet begins in the file; the others follow it. */
  readonly firstPacketAt: number;
};

/** Packets a chunk: about a second. */
const chunkPackets = 43;
const channels = 2;
const identity = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000] as const;

/** The start of the file, to which `mdat` is appended: its length follows when it is known. */
export function fileStart(mediaBytes: number): Uint8Array<ArrayBuffer> {
  const kind = box('ftyp', fields().text('M4A ').u32(0x200).text('M4A mp42isom').bytes);
  // A length of 64 bits, however short it is, so that it can be put in later.
  return fields()
    .put(kind)
    .u32(1)
    .text('mdat')
    .u64(mediaBytes + 16).bytes;
}

/** `moov`: how the packets are to be played (ISO 14496-12 section 8). Its clock is that of the samples. */
export function movie(track: AacTrack, tags: FileTags): Uint8Array<ArrayBuffer> {
  const { sampleRate, lengthFrames, delay, packets } = track;
  const header = fields().u32(0).u32(0).u32(sampleRate).u32(lengthFrames).u32(0x1_0000).u16(0x100).zeros(10);
  for (const value of identity) header.u32(value);
  header.zeros(24).u32(2);
  const padding = packets.length * aacPacketFrames - delay - lengthFrames;
  return box('moov', fullBox('mvhd', header), trackBox(track), itunesTags(tags, { delay, padding, lengthFrames }));
}

function trackBox(track: AacTrack): Uint8Array<ArrayBuffer> {
  const { sampleRate, lengthFrames, delay } = track;
  const header = fields().u32(0).u32(0).u32(1).u32(0).u32(lengthFrames).zeros(10).u16(0x100).u16(0);
  for (const value of identity) header.u32(value);
  header.zeros(8);
  // What is played: from the end of the encoder's delay, for as long as the sound is.
  const edit = fields().u32(1).u32(lengthFrames).u32(delay).u32(0x1_0000);
  const media = fields()
    .u32(0)
    .u32(0)
    .u32(sampleRate)
    .u32(delay + lengthFrames)
    // Language: undetermined.
    .u16(0x55c4)
    .u16(0);
  const handler = fields().u32(0).text('soun').zeros(12).text('Sound').u8(0);
  const here = fullBox('url ', fields(), { flags: 1 });
  const minf = box(
    'minf',
    fullBox('smhd', fields().u32(0)),
    box('dinf', fullBox('dref', fields().u32(1).put(here))),
    sampleTable(track),
  );
  return box(
    'trak',
    fullBox('tkhd', header, { flags: 3 }),
    box('edts', fullBox('elst', edit)),
    box('mdia', fullBox('mdhd', media), fullBox('hdlr', handler), minf),
  );
}

function sampleTable(track: AacTrack): Uint8Array<ArrayBuffer> {
  const { delay, lengthFrames, packets, firstPacketAt } = track;
  const full = packets.length - 1;
  const times = fields()
    .u32(2)
    .u32(full)
    .u32(aacPacketFrames)
    .u32(1)
    .u32(delay + lengthFrames - full * aacPacketFrames);
  const chunkCount = Math.ceil(packets.length / chunkPackets);
  const lastChunk = packets.length - (chunkCount - 1) * chunkPackets;
  const chunks = fields()
    .u32(chunkCount > 1 ? 2 : 1)
    .u32(1)
    .u32(chunkCount > 1 ? chunkPackets : lastChunk)
    .u32(1);
  if (chunkCount > 1) chunks.u32(chunkCount).u32(lastChunk).u32(1);
  const sizes = fields().u32(0).u32(packets.length);
  const offsets = fields().u32(chunkCount);
  let at = firstPacketAt;
  for (const [index, length] of packets.entries()) {
    if (index % chunkPackets === 0) offsets.u32(at);
    sizes.u32(length);
    at += length;
  }
  // A player that begins in the middle is to decode one packet before.
  const rollGroups = fields().text('roll').u32(2).u32(1).u16(0xffff);
  const rolls = fields().text('roll').u32(1).u32(packets.length).u32(1);
  return box(
    'stbl',
    fullBox('stsd', fields().u32(1).put(sampleEntry(track))),
    fullBox('stts', times),
    fullBox('stsc', chunks),
    fullBox('stsz', sizes),
    fullBox('stco', offsets),
    fullBox('sgpd', rollGroups, { version: 1 }),
    fullBox('sbgp', rolls),
  );
}

/** `mp4a` with what a decoder has to know (ISO 14496-14 section 5.6, ISO 14496-1 section 7.2.6). */
function sampleEntry({ sampleRate, kbps, config }: AacTrack): Uint8Array<ArrayBuffer> {
  const bitrate = kbps * 1000;
  const specific = descriptor(5, config);
  // Kind: AAC, sound, in one stream; the size of a buffer, in 24 bits.
  const decoder = fields().u8(0x40).u8(0x15).u8(0).u16(0x1800).u32(bitrate).u32(bitrate).put(specific);
  const stream = fields()
    .u16(1)
    .u8(0)
    .put(descriptor(4, decoder.bytes))
    .put(descriptor(6, Uint8Array.of(2)));
  const entry = fields()
    .zeros(6)
    .u16(1)
    .zeros(8)
    .u16(channels)
    .u16(16)
    .u32(0)
    // 16 bits before the point; what does not fit there only the decoder's own words say, as in files of FFmpeg.
    .u32(sampleRate < 2 ** 16 ? sampleRate * 2 ** 16 : 0);
  return box('mp4a', entry.bytes, fullBox('esds', fields().put(descriptor(3, stream.bytes))));
}

function descriptor(kind: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return fields().u8(kind).u8(content.length).put(content).bytes;
}
