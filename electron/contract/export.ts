import type { Mix } from './mix.ts';
import type { Failure } from './result.ts';
import type { CoverArt, SessionId } from './session.ts';
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

declare const brand: unique symbol;
/** Stands for an open target file in main; the page never learns the path. 26 characters, as a ULID. */
export type ExportTicket = string & { readonly [brand]: 'ExportTicket' };

/** The four parts of a stem file (`.stem.mp4`), in the order in which its players have them. */
export const stemGroups = ['drums', 'bass', 'melody', 'vocals'] as const;
export type StemGroupName = (typeof stemGroups)[number];

/** What of a song an export writes. */
export const exportKinds = ['mix', 'versions', 'stems', 'daw', 'stemFile'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** How the stems are written: each with its own level, pan and the master's, or as it came. */
export const stemTreatments = ['asMixed', 'untouched'] as const;
export type StemTreatment = (typeof stemTreatments)[number];

/** What was chosen for the last export, and is offered for the next. */
export type ExportChoices = {
  readonly kind: ExportKind;
  /** The versions that are ticked, such as `instrumental` or `minus:drums`; a song without such a stem has no such version. */
  readonly versions: readonly string[];
  readonly stemsAre: StemTreatment;
  /** Parts of a stem file that were chosen for stems, by their ids; the others go where they belong by their kind. */
  readonly groups: Readonly<Record<string, StemGroupName>>;
  readonly format: ExportFormat;
  readonly rate: ExportRate;
  readonly isLoudnessSet: boolean;
  /** Kept while it is not set. */
  readonly loudness: LoudnessTarget;
  /** What files are called, such as `{title} - {variant} ({key}, {bpm} bpm)`. */
  readonly nameTemplate: string;
  /** For the tags; empty: none. */
  readonly artist: string;
  readonly writesReport: boolean;
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
  stemsAre: 'asMixed',
  groups: {},
  format: { kind: 'wav', bits: 24 },
  rate: 'song',
  isLoudnessSet: false,
  loudness: { integratedLufs: -14, ceilingDb: -1 },
  nameTemplate: defaultNameTemplate,
  artist: '',
  writesReport: false,
};

const formatWords: Readonly<Record<ExportFormat['kind'], string>> = {
  wav: 'WAV',
  flac: 'FLAC',
  mp3: 'MP3',
  opus: 'Opus',
  aac: 'AAC',
};

/** What is said before files are written at another rate than was asked for; null when they are not. Rates in Hz. */
export function rateRemark(
  { kind, format, rate }: Pick<ExportChoices, 'kind' | 'format' | 'rate'>,
  songRate: number,
  fileRate: number,
): string | null {
  const wished = rate === 'song' ? songRate : rate;
  if (wished === fileRate) return null;
  const name = kind === 'stemFile' ? 'An NI Stems file' : formatWords[format.kind];
  return `${name} does not support ${String(wished / 1000)} kHz, so the export is at ${String(fileRate / 1000)} kHz.`;
}

/** What follows the page's address when there is no window: then it waits for an order and shows nothing. */
export const requestMark = '#request';

/** What a page without a window is told to export. */
export type ExportRequest = {
  readonly appVersion: string;
  readonly sessionId: SessionId;
  /** `saved`: as the song was left. `flat`: every stem at 0 dB. */
  readonly mix: Mix | 'saved' | 'flat';
  /** Only what is between the ends of the mix's loop. */
  readonly isLoopOnly: boolean;
  /** A stem that cannot be read ends the export, which would go on without it otherwise. */
  readonly isStrict: boolean;
  /**
   * Its versions are words of the command line: `minus:<stem>`, `only:<stem>`, `each`, `minus`, `all`, `instrumental` and so on;
   * its groups are of stems by their ids, names or kinds.
   */
  readonly choices: ExportChoices;
  /** News of the order go to the `exportUrl` of this ticket, one a request: an `RequestReport` as JSON. */
  readonly reportTicket: ExportTicket;
};

/** What the news of an order may hold at most; the page cuts its texts and leaves out other levels. */
export const longestSongTitle = 200;
export const longestVersionName = 300;
export const longestStemName = 300;
export const longestReason = 2000;
export const mostReportedStems = 256;
export const loudestLevelDb = 1000;

/** `LoudnessFigures` as JSON can say them: silence has no level. */
export type FiniteLoudness = { readonly [Name in keyof LoudnessFigures]: number | null };

export type ReportedFile = {
  readonly ticket: ExportTicket;
  /** What of the song it is, as it is read: "Instrumental". */
  readonly version: string;
  readonly lengthSeconds: number;
  readonly sampleRate: number;
  readonly before: FiniteLoudness;
  readonly after: FiniteLoudness;
  /** What the loudness target took. */
  readonly gainDb: number | null;
  /** The most that the limiter took back. */
  readonly limitedDb: number | null;
};

/** A stem that is in none of the files though it should be, by its name. */
export type LeftOutStem = { readonly stem: string; readonly reason: string };

/** A stem with damage, and how many seconds of it are silence in the files. */
export type ConcealedStem = { readonly stem: string; readonly seconds: number };

export type RequestReport =
  /** Told once, before anything is written: the rate of the song and of the files, in Hz. */
  | { readonly state: 'planned'; readonly songRate: number; readonly fileRate: number }
  | { readonly state: 'running'; readonly fraction: number }
  | {
      readonly state: 'done';
      readonly title: string;
      readonly files: readonly ReportedFile[];
      /** Documents that lie beside them. */
      readonly documents: readonly ExportTicket[];
      readonly leftOut: readonly LeftOutStem[];
      readonly concealed: readonly ConcealedStem[];
    }
  | { readonly state: 'failed'; readonly failure: Failure };
