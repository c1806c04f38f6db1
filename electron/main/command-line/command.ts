import type { ExportChoices, ExportFormat, ExportKind, ExportRate, LoudnessTarget, StemTreatment } from '#contract';

/** Which levels, pans, mutes and solos a song is mixed with. */
export type MixSource =
  /** As it was left; flat when it was never mixed. */
  | { readonly from: 'song' }
  /** Every stem at 0 dB. */
  | { readonly from: 'flat' }
  /** A mix.json of a song. */
  | { readonly from: 'file'; readonly path: string };

export type ExportCommand = {
  readonly do: 'export';
  /** A title, the id of a session, or a folder of stems. */
  readonly song: string;
  readonly mix: MixSource;
  /** What of the song is written. */
  readonly kind: ExportKind;
  /** Versions of the mix, such as `minus:drums` or `instrumental`. */
  readonly versions: readonly string[];
  readonly stemsAre: StemTreatment;
  /** Groups of a stem file by words that name stems, such as `synth`; the others go where they belong. */
  readonly groups: ExportChoices['groups'];
  /** Only what is between the ends of the mix's loop. */
  readonly isLoopOnly: boolean;
  readonly format: ExportFormat;
  readonly rate: ExportRate;
  readonly loudness: LoudnessTarget | null;
  /** A file or a folder; null: the folder we are in. */
  readonly out: string | null;
  /** Whether a file that `out` names may be replaced. */
  readonly mayOverwrite: boolean;
  /** Null: the usual one. */
  readonly nameTemplate: string | null;
  readonly artist: string | null;
  readonly writesReport: boolean;
  /** A stem that cannot be read ends the export. */
  readonly isStrict: boolean;
};

/** What the command line asks for. */
export type Command = { readonly do: 'help' } | { readonly do: 'list' } | ExportCommand;
