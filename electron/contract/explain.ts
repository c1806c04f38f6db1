import type { Failure, FailureKind } from './result.ts';

/** The one thing to press after a failure, if anything helps. */
export type Remedy =
  'retry' | 'openSettings' | 'checkNow' | 'openApiKeyPage' | 'chooseAnother' | 'makeRoom' | 'lookAgain' | null;

export type Explanation = {
  readonly happened: string;
  readonly did: string;
  readonly canDo: string;
  readonly remedy: Remedy;
};

const explain = (happened: string, did: string, canDo: string, remedy: Remedy = null): Explanation => ({
  happened,
  did,
  canDo,
  remedy,
});

const nothingChanged = 'Nothing was changed.';
const savedStillPlays = 'What is saved still plays.';
const sessionOnlyKey = 'Your key works until you quit Stemroom; it was not written anywhere.';

const explanations: Readonly<Record<FailureKind, Explanation>> = {
  malformedTaskId: explain(
    'There is no task id in this text.',
    'Nothing was asked of the service.',
    'Paste the id of the separation task: 8 to 64 letters, digits, - or _, or a text that contains taskId=.',
  ),
  noKey: explain(
    'There is no API key yet.',
    'The task is kept in the library.',
    'Save your kie.ai key in Settings, then try again.',
    'openSettings',
  ),
  keyRefused: explain(
    'The service refused the API key.',
    'Fetching stopped. The task is kept in the library.',
    'Check the key in Settings, or make a new one at kie.ai.',
    'openSettings',
  ),
  outOfCredits: explain(
    'The service says the account has no credits left.',
    'Fetching stopped. ' + savedStillPlays,
    'Add credits at kie.ai, then try again.',
    'retry',
  ),
  taskNotFound: explain(
    'The service does not know this task.',
    'Nothing was fetched.',
    'Use the id of the separation task, not of the song. Records are deleted after about two months.',
    'retry',
  ),
  taskRejected: explain(
    'The service does not accept this task id.',
    'Nothing was fetched.',
    'Check that it is the id of a separation task.',
    'retry',
  ),
  sourceUnreachable: explain(
    'The service could not fetch the song it was to separate.',
    'Nothing was fetched.',
    'Check that the song is still where the task says, then separate it again.',
    'retry',
  ),
  maintenance: explain(
    'The service is down for maintenance.',
    'Asked several times. The task is kept in the library.',
    'Try again in a while.',
    'retry',
  ),
  rateLimited: explain(
    'The service asks us to slow down.',
    'Waited as long as it asked, then stopped.',
    'Try again in a few minutes.',
    'retry',
  ),
  serviceError: explain(
    'The service had an error of its own.',
    'Asked several times. The task is kept in the library.',
    'Try again in a while.',
    'retry',
  ),
  separationFailed: explain(
    'The service could not separate this song.',
    'There are no stems to fetch.',
    'Start a new separation at kie.ai; the service says why it failed.',
    'retry',
  ),
  badAnswer: explain(
    'The answer of the service cannot be read.',
    'Nothing was fetched. The task is kept in the library.',
    'Try again. If it stays so, the service may have changed; look for a newer Stemroom.',
    'retry',
  ),
  noStemsInAnswer: explain(
    'The service says the task is done, but names no stems.',
    'Asked several times. The task is kept in the library.',
    'Check again later, or look at the task at kie.ai.',
    'checkNow',
  ),
  offline: explain(
    'The network cannot be reached.',
    'Kept everything that is saved; it plays without a network.',
    'Check the connection, then try again.',
    'retry',
  ),
  timedOut: explain(
    'There was no answer in time.',
    'Tried several times. What is saved is kept.',
    'Check the connection, then try again.',
    'retry',
  ),
  insecure: explain(
    'The connection is not secure: the certificate does not hold.',
    'Stopped before anything was sent or saved.',
    'Check the date of this computer and the network you are on, then try again.',
    'retry',
  ),
  hostNotAllowed: explain(
    'A stem lies on a server that you have not allowed.',
    'Nothing was fetched from there.',
    'Try again and allow the server, if you trust it.',
    'retry',
  ),
  linkForbidden: explain(
    'The service gave a link that Stemroom never follows.',
    'Nothing was fetched from there. What is saved still plays.',
    'Try again: the service may give another link. If it stays so, tell its support what the link is.',
    'retry',
  ),
  linkExpired: explain(
    'The service has deleted these files (they are kept 14 days).',
    savedStillPlays,
    'Separate the song again at kie.ai to get the rest.',
  ),
  linkRefused: explain(
    'The service does not give out this file any more.',
    'Asked for fresh links once; they do not work either. ' + savedStillPlays,
    'Try again later, or separate the song again.',
    'retry',
  ),
  truncated: explain(
    'The download broke off before its end.',
    'Tried several times. The half file was not saved as a stem.',
    'Check the connection, then try again.',
    'retry',
  ),
  tooLarge: explain(
    'The file is larger than a stem can be (256 MiB, 2 GiB for a song).',
    'The download was stopped and its bytes were removed.',
    'Check where the link leads.',
  ),
  notAudio: explain(
    'What arrived is not a sound file that Stemroom knows.',
    'It was not saved.',
    'If you are on a network with a sign-in page, sign in and try again.',
    'retry',
  ),
  cancelled: explain(
    'You cancelled.',
    'What was saved until then is kept.',
    'Fetch the rest whenever you like.',
    'retry',
  ),
  diskFull: explain(
    'The disk is full.',
    'Stopped. Everything saved before is kept.',
    'Make some room, then try again.',
    'retry',
  ),
  folderUnavailable: explain(
    'The folder cannot be reached or written to.',
    nothingChanged,
    'Check that the disk is connected and that you may write there, then try again.',
    'retry',
  ),
  fileLocked: explain(
    'Another program holds the file.',
    'The old file is untouched.',
    'Close the other program or choose another name.',
    'chooseAnother',
  ),
  fileThere: explain(
    'A file of this name is there already.',
    'It was left as it is.',
    'Choose another name, or allow it to be replaced.',
    'chooseAnother',
  ),
  diskError: explain(
    'The disk reported an error.',
    'What could not be written for sure was discarded.',
    'Check the disk, then try again.',
    'retry',
  ),
  damaged: explain(
    'A saved file is not what it was.',
    'It was set aside, not deleted. The other stems play.',
    'Fetch it again, if the service still has it.',
    'retry',
  ),
  fileMissing: explain(
    'The file of this stem is missing.',
    'Its place is kept, and the other stems play.',
    'Put the file back where it was, or connect its disk. Stemroom looks for it when you open the song.',
    'lookAgain',
  ),
  notFetched: explain(
    'The stem has not been fetched yet.',
    'The others play.',
    'Fetch the rest of the song, if the service still has it.',
    'retry',
  ),
  newerVersion: explain(
    'A newer Stemroom saved this song.',
    'It is opened for reading only.',
    'Update Stemroom to change it.',
  ),
  settingsUnreadable: explain(
    'Your settings cannot be read.',
    'The file was left as it is. What you change now lasts until you close Stemroom.',
    'Check the disk and the rights of settings.json in the folder of Stemroom, then start Stemroom again.',
  ),
  libraryInUse: explain(
    'Another Stemroom has this library open, or its disk cannot be written to.',
    'Songs play here; nothing is changed.',
    'Close the other Stemroom: within 20 seconds this one takes over.',
  ),
  libraryFull: explain(
    'The library has reached the size you set.',
    "Nothing was removed: what is left is open, kept, mixed, or can't be downloaded again.",
    'Allow it more room, or choose songs to remove.',
    'makeRoom',
  ),
  libraryMoving: explain(
    'The library is being moved.',
    nothingChanged,
    'Wait until the move is done, or cancel it, then try again.',
    'retry',
  ),
  libraryBusy: explain(
    'An import or an export is under way.',
    nothingChanged,
    'Wait until it is done, or cancel it, then try again.',
    'retry',
  ),
  libraryThere: explain(
    'This folder cannot take the library.',
    nothingChanged,
    'Choose a folder outside the library, in which there is no library and no folder Stemroom with other files.',
    'chooseAnother',
  ),
  noLibraryThere: explain(
    'There is no library in this folder.',
    nothingChanged,
    'Choose the folder that holds the songs, or an empty one for a new library.',
    'chooseAnother',
  ),
  notFound: explain('This song is not in the library any more.', nothingChanged, 'Look for it in the trash.'),
  malformedKey: explain(
    'This cannot be an API key.',
    'It was not saved.',
    'Copy the whole key: 8 to 512 characters without spaces.',
  ),
  keychainNoBus: explain(
    'The system keychain cannot be reached: there is no session bus (D-Bus).',
    sessionOnlyKey,
    'Start Stemroom from a desktop session to have the key kept.',
  ),
  keychainNoService: explain(
    'No keychain service is running.',
    sessionOnlyKey,
    'Install and start GNOME Keyring, KWallet or KeePassXC to have the key kept.',
  ),
  keychainNoCollection: explain(
    'The keychain has no place to keep passwords yet.',
    sessionOnlyKey,
    'Create a login keyring (for example with Passwords and Keys) to have the key kept.',
  ),
  keychainLocked: explain(
    'The system keychain is locked.',
    sessionOnlyKey,
    'Unlock the keychain, then save the key again.',
    'openSettings',
  ),
  keychainDismissed: explain(
    'The question of the keychain was dismissed.',
    'The key was not kept.',
    'Save the key again and unlock the keychain when asked.',
    'openSettings',
  ),
  keychainTimedOut: explain(
    'The system keychain did not answer in time.',
    sessionOnlyKey,
    'Look for a question of the keychain behind other windows, then save the key again.',
    'openSettings',
  ),
  keychainLibraryMissing: explain(
    'A library is missing that talks to the keychain (libsecret).',
    sessionOnlyKey,
    'Install libsecret-1-0 and start Stemroom again to have the key kept.',
  ),
  keychainDenied: explain(
    'The system does not let Stemroom use the keychain.',
    sessionOnlyKey,
    'Allow Stemroom in the settings of your keychain, then save the key again.',
    'openSettings',
  ),
  keychainUnknown: explain(
    'The system keychain had an error.',
    sessionOnlyKey,
    'Save the key again. If it stays so, look at the log (Help, Open Log Folder).',
    'openSettings',
  ),
  nothingToImport: explain(
    'There are no sound files in there.',
    nothingChanged,
    'Choose a folder or files with stems: MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 or WebM.',
    'chooseAnother',
  ),
  unsupportedFile: explain(
    'This is not a sound file Stemroom can play.',
    nothingChanged,
    'Use MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 or WebM.',
    'chooseAnother',
  ),
  tooManyStems: explain(
    'That is more sound files than one song can have (64 stems).',
    nothingChanged,
    'Choose a folder with the stems of one song only.',
    'chooseAnother',
  ),
  undecodable: explain(
    'This stem cannot be decoded.',
    'The other stems play.',
    'Fetch or import it again; the file itself is kept.',
  ),
  unsupportedCodec: explain(
    'This stem is of a kind that Stemroom cannot play.',
    'The other stems play. The file itself is kept.',
    'Convert it to WAV or FLAC, then import that.',
  ),
  noAudioDevice: explain(
    'The sound device cannot be used.',
    'Playback stopped.',
    'Check the sound settings of the system, then press Play.',
  ),
  allSilent: explain(
    'Every stem is muted or turned down, so the file would be silent.',
    'No file was written.',
    'Unmute a stem, then export again.',
  ),
  stemsUnreadable: explain(
    'Stems of this export cannot be read.',
    'No file was written.',
    'Mute these stems or put good files in their place, then export again.',
  ),
  badRequest: explain(
    'The app asked itself something it does not understand.',
    nothingChanged,
    'Start Stemroom again.',
  ),
  tooManyRequests: explain(
    'Too much was asked at once.',
    'The last request was dropped.',
    'Try again in a second.',
    'retry',
  ),
  internal: explain(
    'Stemroom had an error of its own.',
    'It was written to the log. What is saved is kept.',
    'Try again. If it stays so, save the diagnostics (Help) and tell us.',
    'retry',
  ),
};

/**
 * Why a stem could not be used, in a line of text for a list that names it: what the decoder says of it, or what happened with
 * the detail in brackets.
 */
export function reasonOf(failure: Failure): string {
  const { happened } = explainFailure(failure);
  if (failure.detail === '') return happened;
  return failure.kind === 'undecodable' ? failure.detail : `${happened} (${failure.detail})`;
}

/** What happened, what we did, what you can do. The failure's `detail` is shown beside it, as text. */
export function explainFailure(failure: Failure): Explanation {
  return explanations[failure.kind];
}
