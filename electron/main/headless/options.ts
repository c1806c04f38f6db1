import {
  type CountIn,
  type ExportChoices,
  type ExportClick,
  type ExportFormat,
  type ExportKind,
  type ExportRate,
  type Forward,
  type LoudnessTarget,
  type StemTreatment,
  words,
} from '#contract';

/** Which levels, pans, mutes and solos a song is mixed with. */
export type MixSource =
  /** The saved mix; flat when there is none. */
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
  /** What an export writes of the song. */
  readonly kind: ExportKind;
  /** Versions of the mix, such as `minus:drums` or `instrumental`. */
  readonly versions: readonly string[];
  readonly stemsAre: StemTreatment;
  /** Groups of a stem file by stem names, such as `synth`; other stems go to the group of their kind. */
  readonly groups: ExportChoices['groups'];
  /** Only what is between the ends of the mix's loop. */
  readonly isLoopOnly: boolean;
  /** Only the section of this name; null: not. */
  readonly section: string | null;
  /** The scene of this name or key, or `all`; null: the mix. */
  readonly scene: string | null;
  readonly forward: Forward;
  readonly format: ExportFormat;
  readonly rate: ExportRate;
  readonly loudness: LoudnessTarget | null;
  /** A file or a folder; null: the working folder. */
  readonly out: string | null;
  /** Whether a file that `out` names may be replaced. */
  readonly mayOverwrite: boolean;
  /** Null: the usual one. */
  readonly nameTemplate: string | null;
  readonly artist: string | null;
  readonly writesReport: boolean;
  readonly click: ExportClick;
  readonly countInBars: CountIn['bars'];
  /** A stem that cannot be read ends the export. */
  readonly isStrict: boolean;
};

/** A parsed command line. */
export type Command = { readonly do: 'help' } | { readonly do: 'list' } | ExportCommand;

/** Options of Chromium, Electron and the window. */
const forOthers =
  /^--(no-sandbox|headless|disable-gpu|disable-dev-shm-usage|enable-logging(=.*)?|(user-data-dir|log-level|ozone-platform|js-flags|inspect|remote-debugging-port|force-device-scale-factor|screenshot-to)=.*)$/;
const asksForWork = /^--(export|list|help)(=|$)/;

/**
 * Returns the arguments of a command; null when the command line only opens the window. `argv` starts with the executable, followed by
 * the project's folder when Electron runs a project.
 */
export function commandWords(argv: readonly string[], hasProjectFolder: boolean): readonly string[] | null {
  const typed = argv.slice(1).filter((word) => !forOthers.test(word));
  const folderAt = hasProjectFolder ? typed.findIndex((word) => !word.startsWith('-')) : -1;
  const ours = typed.filter((_, index) => index !== folderAt);
  return ours.some((word) => asksForWork.test(word)) ? ours : null;
}

/** Invalid arguments; the message is a sentence for the user. */
export class UsageError extends Error {}

const withValue = [
  ...[
    'export',
    'mix',
    'variants',
    'format',
    'rate',
    'loudness',
    'ceiling',
    'out',
    'name',
    'artist',
    'groups',
    'section',
    'scene',
    'forward',
    'others',
    'count-in',
  ],
] as const;
const alone = ['list', 'help', 'loop', 'split', 'daw', 'report', 'strict', 'overwrite'] as const;
/** Options with an optional value. */
const either = ['stems', 'click'] as const;

type OptionName = (typeof withValue)[number] | (typeof alone)[number] | (typeof either)[number];

/** The values of options by name; empty for an option without a value. */
export type Options = ReadonlyMap<OptionName, string>;

/**
 * Pairs options with their values, `--name value` or `--name=value`. A value may begin with a dash, as levels do and as names
 * may. Throws `UsageError`.
 */
export function optionsOf(typed: readonly string[]): Options {
  const { wrong } = words().commandLine;
  const options = new Map<OptionName, string>();
  for (let at = 0; at < typed.length; at += 1) {
    const [, written = '', joined] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(typed[at] ?? '') ?? [];
    const name = nameOf(written);
    if (name === undefined) throw new UsageError(wrong.noOption(typed[at] ?? ''));
    if (options.has(name)) throw new UsageError(wrong.twice(`--${name}`));
    const next = typed[at + 1];
    if (includes(alone, name)) {
      if (joined !== undefined) throw new UsageError(wrong.takesNoValue(`--${name}`));
      options.set(name, '');
    } else if (joined !== undefined) {
      options.set(name, joined);
    } else if (includes(either, name)) {
      const isValue = next !== undefined && !next.startsWith('--');
      options.set(name, isValue ? next : '');
      at += isValue ? 1 : 0;
    } else {
      if (next === undefined) throw new UsageError(wrong.needsValue(`--${name}`));
      options.set(name, next);
      at += 1;
    }
  }
  return options;
}

const nameOf = (written: string): OptionName | undefined =>
  [...withValue, ...alone, ...either].find((name) => name === written);

const includes = (names: readonly OptionName[], name: OptionName): boolean => names.includes(name);
