import type { AudioCodec } from 'mediabunny';
import type { ByteSource } from '../byte-source.ts';
import { inside, named, type OtherCodec, variantOf } from '../refusal.ts';

const names: Readonly<Partial<Record<AudioCodec, OtherCodec>>> = {
  ac3: 'AC-3',
  eac3: 'E-AC-3',
  dts: 'DTS',
  mp3: (text) => text.codecInsideFilm('MP3'),
  aac: variantOf('AAC'),
  flac: inside('FLAC', 'MP4'),
  opus: variantOf('Opus'),
  vorbis: variantOf('Vorbis'),
};

/** By the names that QuickTime and Matroska have for what the library does not know. */
const internalNames: readonly (readonly [RegExp, OtherCodec])[] = [
  [/^alac$|^A_ALAC/, variantOf('Apple Lossless')],
  [/^drms$/, (text) => text.protected],
  [/^(enca|encv)$/, (text) => text.encrypted],
  [/^(ima4|ms\0\x02|ms\0\x11)$/, 'ADPCM'],
  [/^(MAC3|MAC6)$/, 'MACE'],
  [/^QDM[2C]$/, 'QDesign Music'],
  [/^sam[rw]$|^A_AMR/, 'AMR'],
  [/^A_MPEG\/L2|^\.mp2$/, 'MP2'],
  [/^A_MPEG\/L1/, 'MP1'],
  [/^A_TRUEHD|^mlpa$/, 'TrueHD'],
  [/^A_WAVPACK4/, 'WavPack'],
  [/^A_TTA1/, 'True Audio'],
  [/^A_REAL/, 'RealAudio'],
  [/^A_MS\/ACM/, (text) => text.windowsCodec],
  [/^ac-4$/, 'AC-4'],
  [/^mha1|^mhm1/, 'MPEG-H'],
];

/** What the sound of a track is. */
export function codecName(codec: AudioCodec | null, internalId: string | number | Uint8Array | null): OtherCodec {
  const known = codec === null ? undefined : names[codec];
  if (known !== undefined) return known;
  if (codec !== null) return codec;
  const id = typeof internalId === 'string' ? internalId : '';
  return internalNames.find(([pattern]) => pattern.test(id))?.[1] ?? (id === '' ? (text) => text.unknown : named(id));
}

const oggBeginnings: readonly (readonly [start: string, codec: OtherCodec])[] = [
  ['\x7fFLAC', inside('FLAC', 'Ogg')],
  ['Speex   ', 'Speex'],
  ['\x80theora', (text) => text.filmOf('Theora')],
  ['fishead', (text) => text.film],
  ['BBCD\0', (text) => text.filmOf('Dirac')],
];
const firstPageHead = 28;

/** What the first page of an Ogg file begins, when that is none of what can be played; null when it is not known. */
export async function oggCodecName(bytes: ByteSource): Promise<OtherCodec | null> {
  const start = new TextDecoder('latin1').decode(await bytes.read(firstPageHead, 8));
  return oggBeginnings.find(([one]) => start.startsWith(one))?.[1] ?? null;
}
