import { explainFailure, type Failure, type FailureKind } from '#contract';

/** What a shell is told. */
export const exitCodes = {
  done: 0,
  ownError: 1,
  wrongWords: 2,
  notFound: 3,
  notWritten: 4,
  damaged: 5,
  interrupted: 130,
} as const;

const byKind: Readonly<Partial<Record<FailureKind, number>>> = {
  badRequest: exitCodes.wrongWords,
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
export const exitCodeOf = ({ kind }: Failure): number => byKind[kind] ?? exitCodes.ownError;

/** A failure in a line of text, with its detail. What is the matter with somebody's words only the detail can tell. */
export function sentenceOf(failure: Failure): string {
  const { kind, detail } = failure;
  const { happened } = explainFailure(failure);
  if (kind === 'badRequest' && detail !== '') return `${detail}.`;
  if (kind === 'fileThere') return `There is a file already; say --overwrite to have it replaced: ${detail}.`;
  if (kind === 'notFound') return `There is no such song: ${detail}.`;
  return detail === '' ? happened : `${happened} (${detail})`;
}
