import type { Failure, Result } from '#contract';
import { readAscii } from '../ascii.ts';
import type { ByteSource } from '../byte-source.ts';
import { damaged, unsupportedSound } from '../refusal.ts';
import { bytesOf, placed, type PcmEncoding, type PcmFormat } from './pcm-format.ts';

const encodings: Readonly<Record<number, PcmEncoding>> = {
  ...{ 1: 'ulaw', 2: 's8', 3: 's16', 4: 's24', 5: 's32', 6: 'f32', 7: 'f64', 27: 'alaw' },
};
const others: Readonly<Record<number, string>> = {
  ...{ 23: 'G.721 ADPCM', 24: 'G.722', 25: 'G.723 ADPCM', 26: 'G.723 ADPCM' },
};
const unknownSize = 0xffff_ffff;

/** Reads the head of a Sun or NeXT file (.au, .snd). Fails as `readWavHeader` does. */
export async function readAuHeader(bytes: ByteSource): Promise<Result<PcmFormat, Failure>> {
  const head = await bytes.read(0, 24);
  if (readAscii(head, 0, 4) !== '.snd' || head.length < 24) return damaged('It is no AU file.');
  const field = (index: number): number => new DataView(head.buffer, head.byteOffset).getUint32(4 * index);
  const size = field(2);
  const encoding = encodings[field(3)];
  if (encoding === undefined)
    return unsupportedSound(others[field(3)] ?? `of a kind (${String(field(3))}) that is not known`);
  const sound = { encoding, isBigEndian: true, sampleRate: field(4), channels: field(5), speakers: null };
  const toldBytes = size === unknownSize ? Infinity : size;
  return placed(sound, bytesOf[encoding] * sound.channels, field(1), toldBytes, bytes.byteLength);
}
