import type { CoverArt } from './cover.ts';
import { hertz, type Hertz } from './units.ts';

/** LAME's constant rates in kbit/s, and its variable qualities (V0 is the better one). */
export const mp3Qualities = ['128', '160', '192', '224', '256', '320', 'V2', 'V0'] as const;
export type Mp3Quality = (typeof mp3Qualities)[number];
export const opusKbps = [96, 128, 160, 192, 256] as const;
export const aacKbps = [128, 192, 256] as const;

/** What a sound file is written as. 32 bits are IEEE float; fewer are dithered integers. */
export type ExportFormat =
  | { readonly kind: 'wav'; readonly bits: 16 | 24 | 32 }
  | { readonly kind: 'flac'; readonly bits: 16 | 24 }
  | { readonly kind: 'mp3'; readonly quality: Mp3Quality }
  /** Always at 48 kHz. */
  | { readonly kind: 'opus'; readonly kbps: (typeof opusKbps)[number] }
  | { readonly kind: 'aac'; readonly kbps: (typeof aacKbps)[number] };

/** What a mix is brought to before it is written. */
export type LoudnessTarget = {
  /** Integrated, ITU-R BS.1770-5: -40 to -5 LUFS. */
  readonly integratedLufs: number;
  /** What its true peak stays under: -9 to 0 dBTP. */
  readonly ceilingDb: number;
};

/** The rates that a file may have; `song`: that of the song. */
export type ExportRate = 'song' | 44_100 | 48_000;

/** What a file says of itself; null is not written. */
export type FileTags = {
  readonly title: string;
  readonly artist: string | null;
  /** Tells the mix in words. */
  readonly comment: string | null;
  readonly bpm: number | null;
  /** As ID3's TKEY has it: `Am`, `F#`, `Bb`. */
  readonly key: string | null;
  /** Not there: no picture is written. */
  readonly cover?: CoverArt;
};

/** How loud some sound is. */
export type LoudnessFigures = {
  /** ITU-R BS.1770-5, LUFS; null under the absolute gate. */
  readonly integratedLufs: number | null;
  /** EBU Tech 3342, LU; null where there is too little to tell. */
  readonly rangeLu: number | null;
  /** ITU-R BS.1770-5 annex 2, dBTP; -Infinity for digital silence. */
  readonly truePeakDb: number;
  /** dBFS; -Infinity for digital silence. */
  readonly samplePeakDb: number;
};

/** The rates of AAC-LC, in Hz (ISO 14496-3 table 1.18, without the lowest). */
export const aacRates = [
  8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000,
] as const;

/** The rates that a file may have, in Hz; null: any. Players of stem files know two. */
function ratesOf(format: ExportFormat, isStemFile: boolean): readonly number[] | null {
  switch (format.kind) {
    case 'wav':
    case 'flac':
      return null;
    case 'mp3':
      // LAME is given no other rate.
      return [44_100, 48_000];
    case 'opus':
      return [48_000];
    case 'aac':
      return isStemFile ? [44_100, 48_000] : aacRates;
  }
}

/** The rate a file is written at: as chosen, or the nearest one that the format has. Of two equally near, the higher. */
export function fileRateOf(rate: ExportRate, songRate: Hertz, format: ExportFormat, isStemFile = false): Hertz {
  const wished = rate === 'song' ? songRate : hertz(rate);
  const rates = ratesOf(format, isStemFile);
  if (rates === null) return wished;
  return hertz(rates.reduce((best, one) => (Math.abs(one - wished) <= Math.abs(best - wished) ? one : best)));
}

/** What the tracks of a stem file (`.stem.mp4`) are written as. */
export const stemFileFormat: ExportFormat = { kind: 'aac', kbps: 256 };
export const stemFileEnding = 'stem.mp4';

/** The ending of a file's name, without the dot. */
export function endingOf(format: ExportFormat): string {
  return format.kind === 'aac' ? 'm4a' : format.kind;
}
