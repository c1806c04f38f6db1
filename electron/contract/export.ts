import type { Mix } from './mix.ts';
import type { Failure } from './result.ts';
import type { CoverArt, SessionId } from './session.ts';
import type { CountIn } from './song-sheet.ts';
import { hertz, type Hertz } from './units.ts';
import type { SpokenLocale } from './words/locales.ts';

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

/** The loudness a mix is normalised to before it is written. */
export type LoudnessTarget = {
  /** Integrated, ITU-R BS.1770-5: -40 to -5 LUFS. */
  readonly integratedLufs: number;
  /** The limiter's ceiling: -9 to 0 dBTP. */
  readonly ceilingDb: number;
};

/** The sample rate of a file; `song`: that of the song. */
export type ExportRate = 'song' | 44_100 | 48_000;

/** The tags of a file; null is not written. */
export type FileTags = {
  readonly title: string;
  readonly artist: string | null;
  /** Describes the mix, such as `Without drums`. */
  readonly comment: string | null;
  readonly bpm: number | null;
  /** As ID3's TKEY has it: `Am`, `F#`, `Bb`. */
  readonly key: string | null;
  /** Not there: no picture is written. */
  readonly cover?: CoverArt;
};

/** Loudness and peaks of some sound. */
export type LoudnessFigures = {
  /** ITU-R BS.1770-5, LUFS; null below the absolute gate of -70 LUFS. */
  readonly integratedLufs: number | null;
  /** EBU Tech 3342, LU; null when the sound is too short to measure. */
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
  const asked = rate === 'song' ? songRate : hertz(rate);
  const rates = ratesOf(format, isStemFile);
  if (rates === null) return asked;
  return hertz(rates.reduce((best, one) => (Math.abs(one - asked) <= Math.abs(best - asked) ? one : best)));
}

/** What the tracks of a stem file (`.stem.mp4`) are written as. */
export const stemFileFormat: ExportFormat = { kind: 'aac', kbps: 256 };
export const stemFileEnding = 'stem.mp4';

/** Returns the ending of a file's name for this format, without the dot. */
export function endingOf(format: ExportFormat): string {
  return format.kind === 'aac' ? 'm4a' : format.kind;
}

declare const brand: unique symbol;
/** Stands for an open target file in main; the page never learns the path. 26 characters, as a ULID. */
export type ExportTicket = string & { readonly [brand]: 'ExportTicket' };

/** The four parts of a stem file (`.stem.mp4`), in the order its players expect. */
export const stemGroups = ['drums', 'bass', 'melody', 'vocals'] as const;
export type StemGroupName = (typeof stemGroups)[number];

/** What an export writes of a song. */
export const exportKinds = ['mix', 'scenes', 'versions', 'stems', 'daw', 'stemFile'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** How stems are written: through their channel strips and the master, or untouched. */
export const stemTreatments = ['asMixed', 'untouched'] as const;
export type StemTreatment = (typeof stemTreatments)[number];

/** Where an export has the click: in each mix, or in a file of its own of the same start and length. */
export const exportClicks = ['none', 'inMix', 'ownFile'] as const;
export type ExportClick = (typeof exportClicks)[number];

/** How a stem is brought forward in its version. */
export type Forward = {
  /** By how much the others are lower, 3 to 18 dB. */
  readonly lowerDb: number;
  /** The stem is left, the others are right. */
  readonly isSplit: boolean;
};
export const leastForwardDb = 3;
export const mostForwardDb = 18;

/** The choices of the last export, offered for the next. */
export type ExportChoices = {
  readonly kind: ExportKind;
  /** The ticked versions, such as `instrumental`, `minus:drums` or `forward:drums`. A song without that stem skips the version. */
  readonly versions: readonly string[];
  /** For versions with a stem forward, and for its preview. */
  readonly forward: Forward;
  readonly stemsAre: StemTreatment;
  /** Groups of a stem file that the user chose, by stem id. Other stems go to the group of their kind. */
  readonly groups: Readonly<Record<string, StemGroupName>>;
  readonly format: ExportFormat;
  readonly rate: ExportRate;
  readonly isLoudnessSet: boolean;
  /** Kept while loudness normalisation is off. */
  readonly loudness: LoudnessTarget;
  /** The template of file names, such as `{title} - {variant} ({key}, {bpm} bpm)`. */
  readonly nameTemplate: string;
  /** For the tags; empty: none. */
  readonly artist: string;
  readonly writesReport: boolean;
  /** For mixes, versions and stems. */
  readonly click: ExportClick;
  /** Bars of count-in before the sound of every file; 0: none. */
  readonly countInBars: CountIn['bars'];
};

export const loudestTargetLufs = -5;
export const quietestTargetLufs = -40;
export const highestCeilingDb = 0;
export const lowestCeilingDb = -9;
export const longestTemplate = 200;
export const longestArtist = 200;
/** More versions than any song has. */
export const mostVersions = 256;
/** More stems than any song has. */
export const mostGroups = 256;

export const defaultNameTemplate = '{title} - {variant} ({key}, {bpm} bpm)';

export const defaultExportChoices: ExportChoices = {
  kind: 'mix',
  versions: ['instrumental', 'acappella'],
  forward: { lowerDb: 9, isSplit: false },
  stemsAre: 'asMixed',
  groups: {},
  format: { kind: 'wav', bits: 24 },
  rate: 'song',
  isLoudnessSet: false,
  loudness: { integratedLufs: -14, ceilingDb: -1 },
  nameTemplate: defaultNameTemplate,
  artist: '',
  writesReport: false,
  click: 'none',
  countInBars: 0,
};

/** One export of the command line, sent to a page without a window. */
export type ExportRequest = {
  /** The language of every text that the page makes. */
  readonly locale: SpokenLocale;
  readonly appVersion: string;
  readonly sessionId: SessionId;
  /** `saved`: as the song was left. `flat`: every stem at 0 dB. */
  readonly mix: Mix | 'saved' | 'flat';
  /** Only what is between the ends of the mix's loop. */
  readonly isLoopOnly: boolean;
  /** Only the section of this name; null: not. */
  readonly section: string | null;
  /** The mix of the scene with this name or key; `all` with the kind `scenes`: of each; null: of none. */
  readonly scene: string | null;
  /** A stem that cannot be read ends the export; otherwise the export leaves it out. */
  readonly isStrict: boolean;
  /**
   * Its versions are words of the command line: `minus:<stem>`, `only:<stem>`, `forward:<stem>`, `each`, `minus`, `all`, `instrumental` and so on;
   * its groups are of stems by their ids, names or kinds.
   */
  readonly choices: ExportChoices;
  /** The page puts its reports to the `exportUrl` of this ticket, each a `RequestReport` as JSON. */
  readonly reportTicket: ExportTicket;
};

/** Limits of a `RequestReport`. The page cuts longer texts and reports levels beyond them as null. */
export const longestSongTitle = 200;
export const longestVersionName = 300;
export const longestStemName = 300;
export const longestReason = 2000;
export const mostReportedStems = 256;
export const loudestLevelDb = 1000;

/** `LoudnessFigures` for JSON: null for silence. */
export type FiniteLoudness = { readonly [Name in keyof LoudnessFigures]: number | null };

export type ReportedFile = {
  readonly ticket: ExportTicket;
  /** The version as shown on screen: "Instrumental". */
  readonly version: string;
  readonly lengthSeconds: number;
  readonly sampleRate: number;
  readonly before: FiniteLoudness;
  readonly after: FiniteLoudness;
  /** The gain of loudness normalisation, in dB. */
  readonly gainDb: number | null;
  /** The largest gain reduction of the limiter, in dB. */
  readonly limitedDb: number | null;
};

/** The name of a stem that was left out, and why. */
export type LeftOutStem = { readonly stem: string; readonly reason: string };

/** The name of a damaged stem, and the seconds replaced by silence. */
export type ConcealedStem = { readonly stem: string; readonly seconds: number };

export type RequestReport =
  /** Sent once, before anything is written: the sample rates of the song and of the files, in Hz. */
  | { readonly state: 'planned'; readonly songRate: number; readonly fileRate: number }
  | { readonly state: 'running'; readonly fraction: number }
  | {
      readonly state: 'done';
      readonly title: string;
      readonly files: readonly ReportedFile[];
      /** Documents written beside the files. */
      readonly documents: readonly ExportTicket[];
      readonly leftOut: readonly LeftOutStem[];
      readonly concealed: readonly ConcealedStem[];
    }
  | { readonly state: 'failed'; readonly failure: Failure };
