import type { ExportFormat, ExportRate, LoudnessTarget } from './export.ts';
import type { StemGroupName } from './stem-group.ts';

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
