/** Every kind of expected trouble. Each has its three sentences in `explain.ts`. */
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
  // the network
  'offline',
  'timedOut',
  'insecure',
  'hostNotAllowed',
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
  'diskError',
  'damaged',
  'newerVersion',
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
  'undecodable',
  'noAudioDevice',
  'allSilent',
  // the border between page and main
  'badRequest',
  'tooManyRequests',
  'internal',
] as const;

export type FailureKind = (typeof failureKinds)[number];
