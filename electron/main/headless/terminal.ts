import { explainFailure, type Failure, type FailureKind } from '#contract';

/** What a shell is told. */
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

/** The exit code of a trouble; that of an error of our own for what nobody expects here. */
export const exitCodeOf = ({ kind }: Failure): number => byKind[kind] ?? exitCodes.internal;

/** A failure in a line of text, with its detail. What is the matter with somebody's words only the detail can tell. */
export function sentenceOf(failure: Failure): string {
  const { kind, detail } = failure;
  const { happened } = explainFailure(failure);
  if (kind === 'badRequest' && detail !== '') return `${detail}.`;
  if (kind === 'fileThere') return `There is a file already; say --overwrite to have it replaced: ${detail}.`;
  if (kind === 'notFound') return `There is no such song: ${detail}.`;
  return detail === '' ? happened : `${happened} (${detail})`;
}

/** Where a command speaks: results to `out`, everything else to `tell`. */
export type Terminal = {
  /** Settles when the text is on its way. */
  readonly out: (text: string) => Promise<void>;
  readonly say: (text: string) => void;
  /** Whether somebody watches, so that a line may be written over. */
  readonly isWatched: boolean;
};

export const processTerminal: Terminal = {
  out: (text) =>
    new Promise((resolve) => {
      // A reader that is gone is no error of ours.
      process.stdout.once('error', () => {
        resolve();
      });
      process.stdout.write(text, () => {
        resolve();
      });
    }),
  say: (text) => {
    process.stderr.write(text);
  },
  isWatched: process.stderr.isTTY,
};

/** Tells how far some work is: a line that counts, or one for each tenth where nobody watches. Fractions from 0 to 1. */
export function progressPrinter({ say, isWatched }: Terminal): (fraction: number) => void {
  let told = 0;
  return (fraction) => {
    const percent = Math.floor(fraction * 100);
    const step = isWatched ? 1 : 10;
    if (percent < told + step) return;
    told = percent - (percent % step);
    say(isWatched ? `\r${String(told).padStart(3)} %${told === 100 ? '\n' : ''}` : `${String(told)} %\n`);
  };
}
