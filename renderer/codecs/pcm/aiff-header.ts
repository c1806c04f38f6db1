import type { Failure, Result } from '#contract';
import { readAscii } from '../shared/bytes.ts';
import type { ByteSource } from '../byte-source.ts';
import { damaged, inside, named, type OtherCodec, unsupportedSound } from '../refusal.ts';
import {
  bytesOf,
  integerOf,
  placed,
  soundless,
  type PcmEncoding,
  type PcmFormat,
  type PcmSound,
} from './pcm-format.ts';
import { readCoreAudioLayout } from './core-audio-layout.ts';

/** How AIFC writes PCM (its compression types); in AIFF all is big-endian integers. */
const byteOrders: Readonly<Record<string, readonly [PcmEncoding, isBigEndian: boolean]>> = {
  'raw ': ['u8', true],
  in24: ['s24', true],
  in32: ['s32', true],
  '42ni': ['s24', false],
  '23ni': ['s32', false],
  fl32: ['f32', true],
  FL32: ['f32', true],
  '23lf': ['f32', false],
  fl64: ['f64', true],
  FL64: ['f64', true],
  '46lf': ['f64', false],
  alaw: ['alaw', true],
  ALAW: ['alaw', true],
  ulaw: ['ulaw', true],
  ULAW: ['ulaw', true],
};

const otherTypes: Readonly<Record<string, OtherCodec>> = {
  ima4: 'IMA ADPCM',
  MAC3: 'MACE 3:1',
  MAC6: 'MACE 6:1',
  QDM2: 'QDesign Music',
  QDMC: 'QDesign Music',
  Qclp: 'PureVoice',
  '.mp3': inside('MP3', 'AIFF'),
  agsm: 'GSM 6.10',
  ACE2: 'ACE 2:1',
  ACE8: 'ACE 8:3',
};

type Common = { readonly sound: Omit<PcmSound, 'speakers'>; readonly lengthFrames: number };

/** Reads the chunks of an AIFF or AIFC file. Fails as `readWavHeader` does. */
export async function readAiffHeader(bytes: ByteSource): Promise<Result<PcmFormat, Failure>> {
  const head = await bytes.read(0, 12);
  const kind = readAscii(head, 8, 4);
  if (readAscii(head, 0, 4) !== 'FORM' || (kind !== 'AIFF' && kind !== 'AIFC'))
    return damaged((text) => text.otherFile('AIFF'));
  const formBytes = new DataView(head.buffer, head.byteOffset).getUint32(4);
  let common: Common | null = null;
  let speakers: PcmSound['speakers'] = null;
  let data: { readonly start: number; readonly bytes: number } | null = null;
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const chunk = await bytes.read(at, 8 + 512);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const name = readAscii(chunk, 0, 4);
    const size = view.getUint32(4);
    const content = chunk.subarray(8, 8 + size);
    if (name === 'COMM') {
      const parsed = parseCommon(content, kind === 'AIFC');
      if (!parsed.ok) return parsed;
      common = parsed.value;
    }
    if (name === 'CHAN') speakers = readCoreAudioLayout(content);
    if (name === 'SSND' && chunk.length >= 16) {
      const offset = view.getUint32(8);
      // A recorder writes the sizes when it is done: until then the sound goes on to the end of the file.
      const isOpen = formBytes + 8 <= at + 16;
      data = { start: at + 16 + offset, bytes: isOpen ? Infinity : Math.max(0, size - 8 - offset) };
      if (isOpen) break;
    }
    at += 8 + size + (size % 2);
  }
  if (common === null) return damaged((text) => text.noDescription);
  const { sound, lengthFrames } = common;
  const bytesPerFrame = bytesOf[sound.encoding] * sound.channels;
  if (data === null) return lengthFrames === 0 ? placed({ ...sound, speakers }, bytesPerFrame, 0, 0, 0) : soundless();
  const toldBytes = data.bytes === Infinity ? Infinity : Math.min(data.bytes, lengthFrames * bytesPerFrame);
  const isLaidOut = speakers?.length === sound.channels;
  return placed(
    { ...sound, speakers: isLaidOut ? speakers : null },
    bytesPerFrame,
    data.start,
    toldBytes,
    bytes.byteLength,
  );
}

/** The COMM chunk (Audio Interchange File Format AIFF-C, 1991, 5.1). */
function parseCommon(chunk: Uint8Array, isCompressed: boolean): Result<Common, Failure> {
  if (chunk.length < (isCompressed ? 22 : 18)) return damaged((text) => text.descriptionCutOff);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const channels = view.getUint16(0);
  const lengthFrames = view.getUint32(2);
  const bits = view.getUint16(6);
  const sampleRate = readExtended(view, 8);
  const type = isCompressed ? readAscii(chunk, 18, 4) : 'NONE';
  const isInteger = type === 'NONE' || type === 'twos' || type === 'sowt' || type === 'in16';
  const known = isInteger ? ([integerOf(bits, 's8'), type !== 'sowt'] as const) : byteOrders[type];
  const encoding = known?.[0] ?? null;
  if (encoding === null) {
    return unsupportedSound(isInteger ? (text) => text.pcm(bits) : (otherTypes[type] ?? named(type)));
  }
  const sound = { encoding, isBigEndian: known?.[1] ?? true, sampleRate, channels };
  return { ok: true, value: { sound, lengthFrames } };
}

/** A float of 80 bits (IEEE 754 extended), as the 68881 has them. */
function readExtended(view: DataView, at: number): number {
  const head = view.getUint16(at);
  const exponent = (head & 0x7fff) - 16_383 - 63;
  const size = Number(view.getBigUint64(at + 2)) * 2 ** exponent;
  return (head & 0x8000) === 0 ? size : -size;
}
