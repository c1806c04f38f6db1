/** Every kind of expected failure. `words/en/failures.ts` has its sentences. */
export const failureKinds = [
  // the task and the service
  'malformedTaskId',
  'noKey',
  'keyRefused',
  'outOfCredits',
  'taskNotFound',
  'taskRejected',
  'sourceUnreachable',
  'maintenance',
  'rateLimited',
  'serviceError',
  'separationFailed',
  'badAnswer',
  'noStemsInAnswer',
  'wrongRecord',
  // buying a separation
  'tooFewCredits',
  'separationRefused',
  'uploadRefused',
  'purchaseUncertain',
  'alreadyBought',
  'purchaseUnderWay',
  'sourceUnreadable',
  'songTooLong',
  'songTooLarge',
  'linkUnusable',
  'ledgerUnreadable',
  'generationPending',
  'noNotes',
  // the network
  'offline',
  'timedOut',
  'insecure',
  'hostNotAllowed',
  'linkForbidden',
  'linkExpired',
  'linkRefused',
  'truncated',
  'tooLarge',
  'notAudio',
  'cancelled',
  // the disk
  'diskFull',
  'folderUnavailable',
  'fileLocked',
  'fileThere',
  'diskError',
  'damaged',
  'fileMissing',
  'notFetched',
  'newerVersion',
  'settingsUnreadable',
  'libraryInUse',
  'libraryFull',
  'libraryMoving',
  'libraryBusy',
  'libraryThere',
  'noLibraryThere',
  'notFound',
  // the keychain
  'malformedKey',
  'keychainNoBus',
  'keychainNoService',
  'keychainNoCollection',
  'keychainLocked',
  'keychainDismissed',
  'keychainTimedOut',
  'keychainLibraryMissing',
  'keychainDenied',
  'keychainUnknown',
  // import and sound
  'nothingToImport',
  'unsupportedFile',
  'tooManyStems',
  'undecodable',
  'unsupportedCodec',
  'noAudioDevice',
  'noMidi',
  'allSilent',
  'stemsUnreadable',
  // lyrics
  'noLyrics',
  'tooManyLines',
  'lyricsUntimed',
  'noChords',
  'tooManyChords',
  // setlists
  'noSetlist',
  'setlistsUnreadable',
  // the border between page and main
  'badRequest',
  'tooManyRequests',
  'internal',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** An expected failure. `detail` is plain text (a name, a number, the service's own message), shown as text, never as markup. */
export type Failure<Kind extends FailureKind = FailureKind> = { readonly kind: Kind; readonly detail: string };

export type Success<Value> = { readonly ok: true; readonly value: Value };
export type Failed<Trouble extends Failure = Failure> = { readonly ok: false; readonly failure: Trouble };
export type Result<Value, Trouble extends Failure = Failure> = Success<Value> | Failed<Trouble>;

/** Returns a success, with or without a value. */
export function ok(): Success<undefined>;
export function ok<Value>(value: Value): Success<Value>;
export function ok(value?: unknown): Success<unknown> {
  return { ok: true, value };
}

/** The longest text that crosses between page and main, in UTF-16 units. */
export const longestText = 2000;

/** Returns a failure of this kind. A detail longer than `longestText` is cut. */
export function failure<Kind extends FailureKind>(kind: Kind, detail = ''): Failure<Kind> {
  return { kind, detail: detail.slice(0, longestText) };
}

/** Returns a failed result for what was thrown: the detail is an error's message, and empty for any other value. */
export const failFrom = <Kind extends FailureKind>(kind: Kind, reason: unknown): Failed<Failure<Kind>> =>
  fail(kind, reason instanceof Error ? reason.message : '');

/** Returns a failed result of this kind. */
export function fail<Kind extends FailureKind>(kind: Kind, detail = ''): Failed<Failure<Kind>> {
  return { ok: false, failure: failure(kind, detail) };
}
