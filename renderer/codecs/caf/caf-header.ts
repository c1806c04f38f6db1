import type { Failure, Result } from '#contract';
import { readAscii } from '../shared/bytes.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Speaker } from '../downmix.ts';
import { readCoreAudioLayout } from '../pcm/core-audio-layout.ts';
import { floatOf, integerOf, type PcmFormat, placed } from '../pcm/pcm-format.ts';
import { damaged, inside, named, type OtherCodec, unsupportedSound } from '../refusal.ts';

/** Where a chunk's content lies. */
type CafChunk = { readonly start: number; readonly byteLength: number };

/** What the chunks of a Core Audio file say. */
export type CafHeader = {
  readonly format: string;
  readonly sampleRate: number;
  readonly flags: number;
  readonly bytesPerPacket: number;
  readonly framesPerPacket: number;
  readonly channels: number;
  readonly bits: number;
  readonly speakers: readonly (Speaker | null)[] | null;
  /** The sound itself, behind the edit count. */
  readonly data: CafChunk;
  /** Where packets of changing size lie, and what their codec needs to know. */
  readonly packetTable: CafChunk | null;
  readonly cookie: CafChunk | null;
};

const formats: Readonly<Record<string, OtherCodec>> = {
  ima4: 'IMA ADPCM',
  'ms\0\x02': 'Microsoft ADPCM',
  'ms\0\x11': 'IMA ADPCM',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
  'aac ': inside('AAC', 'CAF'),
  aach: inside('HE-AAC', 'CAF'),
  '.mp3': inside('MP3', 'CAF'),
  '.mp2': 'MP2',
  MAC3: 'MACE 3:1',
  MAC6: 'MACE 6:1',
  QDM2: 'QDesign Music',
  opus: inside('Opus', 'CAF'),
  flac: inside('FLAC', 'CAF'),
  ilbc: 'iLBC',
  samr: 'AMR',
};

/** What a format of Core Audio is. */
export const cafCodec = (format: string): OtherCodec => formats[format] ?? named(format);

const mostChunks = 4096;

/** Reads all chunks of a CAF file. Fails with `undecodable` when they are damaged. */
export async function readCafHeader(bytes: ByteSource): Promise<Result<CafHeader, Failure>> {
  const head = await bytes.read(0, 8);
  if (readAscii(head, 0, 4) !== 'caff') return damaged((text) => text.otherFile('CAF'));
  let description: Omit<CafHeader, 'speakers' | 'data' | 'packetTable' | 'cookie'> | null = null;
  let speakers: CafHeader['speakers'] = null;
  let data: CafChunk | null = null;
  let packetTable: CafChunk | null = null;
  let cookie: CafChunk | null = null;
  for (let at = 8, count = 0; at + 12 <= bytes.byteLength && count < mostChunks; count++) {
    const chunk = await bytes.read(at, 12 + 512);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const told = Number(view.getBigInt64(4));
    const rest = bytes.byteLength - at - 12;
    // The sound may be the last chunk, of a size that was never written: -1.
    const place = { start: at + 12, byteLength: told < 0 ? rest : Math.min(told, rest) };
    const name = readAscii(chunk, 0, 4);
    if (name === 'desc' && chunk.length >= 12 + 32) description = parseDescription(chunk.subarray(12));
    if (name === 'chan') speakers = readCoreAudioLayout(chunk.subarray(12, 12 + place.byteLength));
    if (name === 'data') data = { start: place.start + 4, byteLength: Math.max(0, place.byteLength - 4) };
    if (name === 'pakt') packetTable = place;
    if (name === 'kuki') cookie = place;
    at = place.start + place.byteLength;
  }
  if (description === null) return damaged((text) => text.noDescription);
  if (data === null) return damaged((text) => text.noSound);
  const isLaidOut = speakers?.length === description.channels;
  return { ok: true, value: { ...description, speakers: isLaidOut ? speakers : null, data, packetTable, cookie } };
}

/** The `desc` chunk (Apple Core Audio Format Specification 1.0, Audio Description Chunk). */
function parseDescription(chunk: Uint8Array): Omit<CafHeader, 'speakers' | 'data' | 'packetTable' | 'cookie'> {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return {
    sampleRate: view.getFloat64(0),
    format: readAscii(chunk, 8, 4),
    flags: view.getUint32(12),
    bytesPerPacket: view.getUint32(16),
    framesPerPacket: view.getUint32(20),
    channels: view.getUint32(24),
    bits: view.getUint32(28),
  };
}

const isFloat = 1;
const isLittleEndian = 2;

/** A CAF file of PCM; null when it holds something else. Fails with `unsupportedCodec` when it cannot be played. */
export function pcmOfCaf(header: CafHeader, fileBytes: number): Result<PcmFormat, Failure> | null {
  const { format, flags, bits, channels, sampleRate, speakers, data } = header;
  const isLaw = format === 'alaw' || format === 'ulaw';
  if (format !== 'lpcm' && !isLaw) return null;
  const encoding = isLaw ? format : (flags & isFloat) !== 0 ? floatOf(bits) : integerOf(bits, 's8');
  if (encoding === null) return unsupportedSound((text) => text.pcm(bits));
  const isBigEndian = (flags & isLittleEndian) === 0;
  const sound = { encoding, isBigEndian, sampleRate, channels, speakers };
  return placed(sound, header.bytesPerPacket, data.start, data.byteLength, fileBytes);
}
