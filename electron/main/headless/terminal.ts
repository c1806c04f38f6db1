import { explainFailure, type Failure, type FailureKind, words } from '#contract';

/** The exit codes of commands. */
export const exitCodes = {
  done: 0,
  internal: 1,
  usage: 2,
  notFound: 3,
  notWritten: 4,
  damaged: 5,
  interrupted: 130,
} as const;

const byKind: Readonly<Partial<Record<FailureKind, number>>> = {
  badRequest: exitCodes.usage,
  notFound: exitCodes.notFound,
  nothingToImport: exitCodes.notFound,
  unsupportedFile: exitCodes.notFound,
  tooManyStems: exitCodes.notFound,
  diskFull: exitCodes.notWritten,
  folderUnavailable: exitCodes.notWritten,
  fileLocked: exitCodes.notWritten,
  diskError: exitCodes.notWritten,
  fileThere: exitCodes.notWritten,
  allSilent: exitCodes.notWritten,
  damaged: exitCodes.damaged,
  fileMissing: exitCodes.damaged,
  notFetched: exitCodes.damaged,
  undecodable: exitCodes.damaged,
  unsupportedCodec: exitCodes.damaged,
  stemsUnreadable: exitCodes.damaged,
  cancelled: exitCodes.interrupted,
};

/** Returns the exit code of a failure; 1 for kinds a command does not expect. */
export const exitCodeOf = ({ kind }: Failure): number => byKind[kind] ?? exitCodes.internal;

/** Returns a failure with its detail as one line. For `badRequest` the detail is the whole sentence. */
export function sentenceOf(failure: Failure): string {
  const { kind, detail } = failure;
  const {
    failures,
    commandLine: { failed },
  } = words();
  const { happened } = explainFailure(failure);
  if (kind === 'badRequest' && detail !== '') return failed.sentence(detail);
  if (kind === 'fileThere') return failed.fileThere('--overwrite', detail);
  if (kind === 'notFound') return failed.noSuchSong(detail);
  return detail === '' ? happened : failures.withDetail(happened, detail);
}

/** The terminal of a command: `out` writes results, `say` everything else. */
export type Terminal = {
  /** Writes to standard output; settles when the text is flushed or the reader has gone. */
  readonly out: (text: string) => Promise<void>;
  readonly say: (text: string) => void;
  /** Whether standard error is a terminal, in which a line can be overwritten. */
  readonly isWatched: boolean;
};

export const processTerminal: Terminal = {
  out: (text) =>
    new Promise((resolve) => {
      const done = (): void => {
        process.stdout.off('error', done);
        resolve();
      };
      // A closed pipe is no error.
      process.stdout.once('error', done);
      process.stdout.write(text, done);
    }),
  say: (text) => {
    process.stderr.write(text);
  },
  isWatched: process.stderr.isTTY,
};

/** Returns a function that prints progress from 0 to 1: as a counting line in a terminal, otherwise as a line for each tenth. */
export function progressPrinter({ say, isWatched }: Terminal): (fraction: number) => void {
  let told = 0;
  return (fraction) => {
    const percent = Math.floor(fraction * 100);
    const step = isWatched ? 1 : 10;
    if (percent < told + step) return;
    told = percent - (percent % step);
    const text = words().commandLine.remarks.percent(told);
    say(isWatched ? `\r${text.padStart(5)}${told === 100 ? '\n' : ''}` : `${text}\n`);
  };
}
