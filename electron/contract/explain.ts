import type { Failure, FailureKind } from './result.ts';
import type { SkippedFile } from './session.ts';
import type { Words } from './words/shape.ts';
import { words } from './words/words.ts';

/** The one button beside a failure; null when no press of a button helps. */
export type Remedy =
  | 'retry'
  | 'openSettings'
  | 'checkNow'
  | 'openApiKeyPage'
  | 'chooseAnother'
  | 'freeSpace'
  | 'lookAgain'
  | 'separateAgain'
  | 'showPurchases'
  | null;

/** A failure in three sentences for the screen: what happened, what Stemroom did, what the user can do. */
export type Explanation = {
  readonly happened: string;
  readonly did: string;
  readonly canDo: string;
  readonly remedy: Remedy;
};

const remedies: Readonly<Record<FailureKind, Remedy>> = {
  malformedTaskId: null,
  noKey: 'openSettings',
  keyRefused: 'openSettings',
  outOfCredits: 'retry',
  taskNotFound: 'retry',
  taskRejected: 'retry',
  sourceUnreachable: 'retry',
  maintenance: 'retry',
  rateLimited: 'retry',
  serviceError: 'retry',
  separationFailed: 'retry',
  badAnswer: 'retry',
  noStemsInAnswer: 'checkNow',
  wrongRecord: 'retry',
  tooFewCredits: null,
  separationRefused: null,
  uploadRefused: null,
  purchaseUncertain: 'showPurchases',
  alreadyBought: null,
  purchaseUnderWay: null,
  sourceUnreadable: null,
  songTooLong: null,
  songTooLarge: null,
  linkUnusable: null,
  ledgerUnreadable: null,
  generationPending: null,
  noNotes: null,
  offline: 'retry',
  timedOut: 'retry',
  insecure: 'retry',
  hostNotAllowed: 'retry',
  linkForbidden: 'retry',
  linkExpired: 'separateAgain',
  linkRefused: 'retry',
  truncated: 'retry',
  tooLarge: null,
  notAudio: 'retry',
  cancelled: 'retry',
  malformedKey: null,
  keychainNoBus: null,
  keychainNoService: null,
  keychainNoCollection: null,
  keychainLocked: 'openSettings',
  keychainDismissed: 'openSettings',
  keychainTimedOut: 'openSettings',
  keychainLibraryMissing: null,
  keychainDenied: 'openSettings',
  keychainUnknown: 'openSettings',
  diskFull: 'retry',
  folderUnavailable: 'retry',
  fileLocked: 'chooseAnother',
  fileThere: 'chooseAnother',
  diskError: 'retry',
  damaged: 'retry',
  fileMissing: 'lookAgain',
  notFetched: 'retry',
  newerVersion: null,
  settingsUnreadable: null,
  libraryInUse: null,
  libraryFull: 'freeSpace',
  libraryMoving: 'retry',
  libraryBusy: 'retry',
  libraryThere: 'chooseAnother',
  noLibraryThere: 'chooseAnother',
  notFound: null,
  nothingToImport: 'chooseAnother',
  unsupportedFile: 'chooseAnother',
  tooManyStems: 'chooseAnother',
  undecodable: null,
  unsupportedCodec: null,
  noMidi: 'retry',
  noAudioDevice: null,
  allSilent: null,
  stemsUnreadable: null,
  noLyrics: 'chooseAnother',
  noChords: 'chooseAnother',
  tooManyChords: 'chooseAnother',
  tooManyLines: 'chooseAnother',
  lyricsUntimed: null,
  noSetlist: 'chooseAnother',
  setlistsUnreadable: null,
  badRequest: null,
  tooManyRequests: 'retry',
  internal: 'retry',
};

/** Returns the three sentences and the button of a failure. Show its `detail` beside them as text, never as markup. */
export function explainFailure({ kind }: Failure): Explanation {
  return { ...words().failures.kinds[kind], remedy: remedies[kind] };
}

/**
 * Returns one line that says why a stem could not be used, for a list that names the stem: the decoder's own words for `undecodable`,
 * otherwise what happened, with the detail in brackets.
 */
export function reasonOf(failure: Failure): string {
  const { happened } = explainFailure(failure);
  if (failure.detail === '') return happened;
  return failure.kind === 'undecodable' ? failure.detail : words().failures.withDetail(happened, failure.detail);
}

/** Details of skipped files that are words, as they stand in a song's document, and the sentence of each. */
const wordedDetails: ReadonlyMap<string, keyof Words['names']['skippedAs']> = new Map([
  ['a tracker module', 'trackerModule'],
  ['an AVI film', 'aviFilm'],
  ['a Flash film', 'flashFilm'],
  ['an MPEG film', 'mpegFilm'],
  ['free-format MP3', 'freeFormatMp3'],
  ['AAC in LATM', 'aacInLatm'],
  ['AAC in ADIF', 'aacInAdif'],
  ['not a file', 'notAFile'],
  ['200 times their size', 'packedTooTight'],
]);

/** Returns a sentence that says why a file was left out. */
export function explainSkip({ reason, detail }: SkippedFile): string {
  const { skipped, skippedAs } = words().names;
  const worded = wordedDetails.get(detail);
  if (worded !== undefined) return skippedAs[worded];
  const text = skipped[reason];
  return typeof text === 'string' ? text : text(detail);
}
