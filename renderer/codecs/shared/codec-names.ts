import type { AudioCodec } from 'mediabunny';
import type { ByteSource } from '../byte-source.ts';

const names: Readonly<Partial<Record<AudioCodec, string>>> = {
  ac3: 'AC-3',
  eac3: 'E-AC-3',
  dts: 'DTS',
  mp3: 'MP3 inside a film',
  aac: 'AAC of a kind',
  flac: 'FLAC inside MP4',
  opus: 'Opus of a kind',
  vorbis: 'Vorbis of a kind',
};

/** By the names that QuickTime and Matroska have for what the library does not know. */
const internalNames: readonly (readonly [RegExp, string])[] = [
  [/^alac$|^A_ALAC/, 'Apple Lossless of a kind'],
  [/^drms$/, 'protected by Apple (FairPlay)'],
  [/^(enca|encv)$/, 'encrypted'],
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
  [/^A_MS\/ACM/, 'of a Windows codec'],
  [/^ac-4$/, 'AC-4'],
  [/^mha1|^mhm1/, 'MPEG-H'],
];

/** What the sound of a track is called, in words that follow "Its sound is". */
export function codecName(codec: AudioCodec | null, internalId: string | number | Uint8Array | null): string {
  const known = codec === null ? undefined : names[codec];
  if (known !== undefined) return known;
  if (codec !== null) return codec;
  const id = typeof internalId === 'string' ? internalId : '';
  return (
    internalNames.find(([pattern]) => pattern.test(id))?.[1] ??
    (id === '' ? 'of a kind that is not known' : `“${id.trim()}”`)
  );
}

const oggBeginnings: readonly (readonly [start: string, name: string])[] = [
  ['\x7fFLAC', 'FLAC inside Ogg'],
  ['Speex   ', 'Speex'],
  ['\x80theora', 'a Theora film'],
  ['fishead', 'a film'],
  ['BBCD\0', 'a Dirac film'],
];
const firstPageHead = 28;

/** What the first page of an Ogg file begins, when that is none of what can be played; null when it is not known. */
export async function oggCodecName(bytes: ByteSource): Promise<string | null> {
  const start = new TextDecoder('latin1').decode(await bytes.read(firstPageHead, 8));
  return oggBeginnings.find(([one]) => start.startsWith(one))?.[1] ?? null;
}
