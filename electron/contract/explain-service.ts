import type { FailureKind } from './result.ts';

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

const savedStillPlays = 'What is saved still plays.';
const nothingBought = 'Nothing was bought.';
const sessionOnlyKey = 'Your key works until you quit.';

/** Sentences for what the service, the network, the API key and the keychain can answer. */
export const serviceExplanations = {
  malformedTaskId: {
    happened: 'No task id found in this text.',
    did: 'Nothing was asked of the service.',
    canDo: 'Paste the id of the separation task: 8 to 64 letters, digits, - or _, or a text that contains taskId=.',
    remedy: null,
  },
  noKey: {
    happened: 'No kie.ai key yet.',
    did: 'The task is kept in the library.',
    canDo: 'Save your kie.ai key in Settings, then try again.',
    remedy: 'openSettings',
  },
  keyRefused: {
    happened: 'The service refused the API key.',
    did: 'Fetching stopped. The task is kept in the library.',
    canDo: 'Check the key in Settings, or make a new one at kie.ai.',
    remedy: 'openSettings',
  },
  outOfCredits: {
    happened: 'The service says the account has no credits left.',
    did: `Fetching stopped. ${savedStillPlays}`,
    canDo: 'Add credits at kie.ai, then try again.',
    remedy: 'retry',
  },
  taskNotFound: {
    happened: 'The service does not know this task.',
    did: 'Nothing was fetched.',
    canDo: 'Use the id of the separation task, not of the song. Records are deleted after about two months.',
    remedy: 'retry',
  },
  taskRejected: {
    happened: 'The service does not accept this task id.',
    did: 'Nothing was fetched.',
    canDo: 'Check that it is the id of a separation task.',
    remedy: 'retry',
  },
  sourceUnreachable: {
    happened: "kie.ai couldn't load the song.",
    did: 'Nothing was fetched.',
    canDo: 'Check that the song is still where the task says, then separate it again.',
    remedy: 'retry',
  },
  maintenance: {
    happened: 'The service is down for maintenance.',
    did: 'Asked several times. The task is kept in the library.',
    canDo: 'Try again in a while.',
    remedy: 'retry',
  },
  rateLimited: {
    happened: 'Too many requests to kie.ai.',
    did: 'Waited as long as it asked, then stopped.',
    canDo: 'Try again in a few minutes.',
    remedy: 'retry',
  },
  serviceError: {
    happened: 'kie.ai had a problem.',
    did: 'Asked several times. The task is kept in the library.',
    canDo: 'Try again in a while.',
    remedy: 'retry',
  },
  separationFailed: {
    happened: 'The service could not separate this song.',
    did: 'There are no stems to fetch.',
    canDo: 'Start a new separation at kie.ai; the service says why it failed.',
    remedy: 'retry',
  },
  badAnswer: {
    happened: "kie.ai sent something Stemroom doesn't understand.",
    did: 'Nothing was fetched. The task is kept in the library.',
    canDo: 'Try again. If it keeps happening, the service may have changed; look for a newer Stemroom.',
    remedy: 'retry',
  },
  noStemsInAnswer: {
    happened: 'kie.ai finished but returned no stems.',
    did: 'Asked several times. The task is kept in the library.',
    canDo: 'Check again later, or look at the task at kie.ai.',
    remedy: 'checkNow',
  },
  wrongRecord: {
    happened: 'The service sent the record of another task.',
    did: 'Nothing was fetched. The task is kept in the library.',
    canDo: 'Try again. If it keeps happening, tell the support of kie.ai which task you asked for.',
    remedy: 'retry',
  },
  tooFewCredits: {
    happened: 'The account has too few credits for this.',
    did: nothingBought,
    canDo: 'Add credits at kie.ai, then try again.',
    remedy: null,
  },
  separationRefused: {
    happened: 'The service did not take this song.',
    did: nothingBought,
    canDo: 'Check the song and the choice of stems, then try again.',
    remedy: null,
  },
  uploadRefused: {
    happened: 'The service did not take the file.',
    did: nothingBought,
    canDo: 'Try again in a while.',
    remedy: null,
  },
  purchaseUncertain: {
    happened: 'No clear answer came, so this may have been paid for.',
    did: 'It stands in your purchases, and Stemroom does not buy it again by itself.',
    canDo:
      'Look at your tasks at kie.ai. In Settings, under Purchases, enter the task id, or say that nothing was bought.',
    remedy: 'showPurchases',
  },
  alreadyBought: {
    happened: 'This song was separated in this way before.',
    did: nothingBought,
    canDo: 'Open the song you have, or confirm that you want to pay once more.',
    remedy: null,
  },
  purchaseUnderWay: {
    happened: 'Another purchase is under way.',
    did: nothingBought,
    canDo: 'Wait until it is done, then try again.',
    remedy: null,
  },
  sourceUnreadable: {
    happened: 'The file is not there any more, or not what it was when you chose it.',
    did: nothingBought,
    canDo: 'Choose the file again.',
    remedy: null,
  },
  songTooLong: {
    happened: 'The song is longer than the service takes.',
    did: nothingBought,
    canDo: 'Cut it into parts of at most 20 minutes and separate each.',
    remedy: null,
  },
  songTooLarge: {
    happened: 'The file is larger than the 20 MB that the service takes.',
    did: nothingBought,
    canDo: 'Save the song as an MP3 and choose that.',
    remedy: null,
  },
  linkUnusable: {
    happened: 'The service cannot fetch a song from this link.',
    did: nothingBought,
    canDo: 'Use a link that begins with https and leads to a sound file on the internet.',
    remedy: null,
  },
  ledgerUnreadable: {
    happened: 'The list of your purchases cannot be read or written.',
    did: 'Nothing was bought: without the list Stemroom could pay twice.',
    canDo: 'Check the disk and the rights of purchases.json in the folder of Stemroom, then start Stemroom again.',
    remedy: null,
  },
  generationPending: {
    happened: 'The service has not finished this song yet.',
    did: 'Nothing was changed.',
    canDo: 'Try again in a minute.',
    remedy: null,
  },
  noNotes: {
    happened: 'The service found no notes in these stems.',
    did: 'No file was written.',
    canDo: 'The stems themselves are as they were.',
    remedy: null,
  },
  offline: {
    happened: 'No network.',
    did: 'Saved songs still play.',
    canDo: 'Check the connection, then try again.',
    remedy: 'retry',
  },
  timedOut: {
    happened: 'No answer in time.',
    did: 'Tried several times. What is saved is kept.',
    canDo: 'Check the connection, then try again.',
    remedy: 'retry',
  },
  insecure: {
    happened: "The connection isn't secure (bad certificate).",
    did: 'Stopped before anything was sent or saved.',
    canDo: 'Check the date of this computer and the network you are on, then try again.',
    remedy: 'retry',
  },
  hostNotAllowed: {
    happened: "One stem is on a server you haven't allowed.",
    did: 'Nothing was fetched from there.',
    canDo: 'Try again and allow the server, if you trust it.',
    remedy: 'retry',
  },
  linkForbidden: {
    happened: 'The service gave a link that Stemroom never follows.',
    did: 'Nothing was fetched from there. What is saved still plays.',
    canDo: 'Try again: the service may give another link. If it keeps happening, tell its support what the link is.',
    remedy: 'retry',
  },
  linkExpired: {
    happened: 'kie.ai deleted these files after 14 days.',
    did: savedStillPlays,
    canDo: 'Separate the song again to get the rest.',
    remedy: 'separateAgain',
  },
  linkRefused: {
    happened: 'kie.ai no longer offers this file.',
    did: `New links failed too. ${savedStillPlays}`,
    canDo: 'Try again later, or separate the song again.',
    remedy: 'retry',
  },
  truncated: {
    happened: 'The download was cut off.',
    did: 'Tried several times. The partial file was discarded.',
    canDo: 'Check the connection, then try again.',
    remedy: 'retry',
  },
  tooLarge: {
    happened: 'The file is larger than a stem can be (256 MiB, 2 GiB for a song).',
    did: 'Download stopped and discarded.',
    canDo: 'Check where the link leads.',
    remedy: null,
  },
  notAudio: {
    happened: "The download isn't an audio file Stemroom can play.",
    did: 'It was not saved.',
    canDo: 'If you are on a network with a sign-in page, sign in and try again.',
    remedy: 'retry',
  },
  cancelled: {
    happened: 'You cancelled.',
    did: 'Stems already downloaded are kept.',
    canDo: 'Download the rest whenever you like.',
    remedy: 'retry',
  },
  malformedKey: {
    happened: 'This cannot be an API key.',
    did: 'It was not saved.',
    canDo: 'Copy the whole key: 8 to 512 characters without spaces.',
    remedy: null,
  },
  keychainNoBus: {
    happened: 'The system keychain cannot be reached: there is no session bus (D-Bus).',
    did: sessionOnlyKey,
    canDo: 'Start Stemroom from a desktop session to have the key kept.',
    remedy: null,
  },
  keychainNoService: {
    happened: 'No keychain service is running.',
    did: sessionOnlyKey,
    canDo: 'Install and start GNOME Keyring, KWallet or KeePassXC to have the key kept.',
    remedy: null,
  },
  keychainNoCollection: {
    happened: 'The keychain has no place to keep passwords yet.',
    did: sessionOnlyKey,
    canDo: 'Create a login keyring (for example with Passwords and Keys) to have the key kept.',
    remedy: null,
  },
  keychainLocked: {
    happened: 'The system keychain is locked.',
    did: sessionOnlyKey,
    canDo: 'Unlock the keychain, then save the key again.',
    remedy: 'openSettings',
  },
  keychainDismissed: {
    happened: 'The keychain prompt was closed.',
    did: 'The key was not kept.',
    canDo: 'Save the key again and unlock the keychain when asked.',
    remedy: 'openSettings',
  },
  keychainTimedOut: {
    happened: 'The system keychain did not answer in time.',
    did: sessionOnlyKey,
    canDo: 'Look for a question of the keychain behind other windows, then save the key again.',
    remedy: 'openSettings',
  },
  keychainLibraryMissing: {
    happened: "libsecret is missing, so the keychain can't be used.",
    did: sessionOnlyKey,
    canDo: 'Install libsecret-1-0 and start Stemroom again to have the key kept.',
    remedy: null,
  },
  keychainDenied: {
    happened: 'The system does not let Stemroom use the keychain.',
    did: sessionOnlyKey,
    canDo: 'Allow Stemroom in the settings of your keychain, then save the key again.',
    remedy: 'openSettings',
  },
  keychainUnknown: {
    happened: 'The system keychain had an error.',
    did: sessionOnlyKey,
    canDo: 'Save the key again. If it keeps happening, look at the log (Help, Open Log Folder).',
    remedy: 'openSettings',
  },
} as const satisfies Partial<Record<FailureKind, Explanation>>;
