import type { FailureKind } from '../../result.ts';
import { plural } from '../intl.ts';

type Sentences = { readonly happened: string; readonly did: string; readonly canDo: string };

const savedStillPlays = 'What is saved still plays.';
const nothingBought = 'Nothing was bought.';
const sessionOnlyKey = 'Your key works until you quit.';
const nothingChanged = 'Nothing was changed.';

/** What went wrong: what happened, what Stemroom did, what the user can do. */
export const failures = {
  kinds: {
    malformedTaskId: {
      happened: 'No task id found in this text.',
      did: 'Nothing was asked of the service.',
      canDo: 'Paste the id of the separation task: 8 to 64 letters, digits, - or _, or a text that contains taskId=.',
    },
    noKey: {
      happened: 'No kie.ai key yet.',
      did: 'The task is kept in the library.',
      canDo: 'Save your kie.ai key in Settings, then try again.',
    },
    keyRefused: {
      happened: 'The service refused the API key.',
      did: 'Fetching stopped. The task is kept in the library.',
      canDo: 'Check the key in Settings, or make a new one at kie.ai.',
    },
    outOfCredits: {
      happened: 'The service says the account has no credits left.',
      did: 'Fetching stopped. What is saved still plays.',
      canDo: 'Add credits at kie.ai, then try again.',
    },
    taskNotFound: {
      happened: 'The service does not know this task.',
      did: 'Nothing was fetched.',
      canDo: 'Use the id of the separation task, not of the song. Records are deleted after about two months.',
    },
    taskRejected: {
      happened: 'The service does not accept this task id.',
      did: 'Nothing was fetched.',
      canDo: 'Check that it is the id of a separation task.',
    },
    sourceUnreachable: {
      happened: "kie.ai couldn't load the song.",
      did: 'Nothing was fetched.',
      canDo: 'Check that the song is still where the task says, then separate it again.',
    },
    maintenance: {
      happened: 'The service is down for maintenance.',
      did: 'Asked several times. The task is kept in the library.',
      canDo: 'Try again in a while.',
    },
    rateLimited: {
      happened: 'Too many requests to kie.ai.',
      did: 'Waited as long as it asked, then stopped.',
      canDo: 'Try again in a few minutes.',
    },
    serviceError: {
      happened: 'kie.ai had a problem.',
      did: 'Asked several times. The task is kept in the library.',
      canDo: 'Try again in a while.',
    },
    separationFailed: {
      happened: 'The service could not separate this song.',
      did: 'There are no stems to fetch.',
      canDo: 'Start a new separation at kie.ai; the service says why it failed.',
    },
    badAnswer: {
      happened: "kie.ai sent something Stemroom doesn't understand.",
      did: 'Nothing was fetched. The task is kept in the library.',
      canDo: 'Try again. If it keeps happening, the service may have changed; look for a newer Stemroom.',
    },
    noStemsInAnswer: {
      happened: 'kie.ai finished but returned no stems.',
      did: 'Asked several times. The task is kept in the library.',
      canDo: 'Check again later, or look at the task at kie.ai.',
    },
    wrongRecord: {
      happened: 'The service sent the record of another task.',
      did: 'Nothing was fetched. The task is kept in the library.',
      canDo: 'Try again. If it keeps happening, tell the support of kie.ai which task you asked for.',
    },
    tooFewCredits: {
      happened: 'The account has too few credits for this.',
      did: nothingBought,
      canDo: 'Add credits at kie.ai, then try again.',
    },
    separationRefused: {
      happened: 'The service did not take this song.',
      did: nothingBought,
      canDo: 'Check the song and the choice of stems, then try again.',
    },
    uploadRefused: {
      happened: 'The service did not take the file.',
      did: nothingBought,
      canDo: 'Try again in a while.',
    },
    purchaseUncertain: {
      happened: 'No clear answer came, so this may have been paid for.',
      did: 'It stands in your purchases, and Stemroom does not buy it again by itself.',
      canDo:
        'Look at your tasks at kie.ai. In Settings, under Purchases, enter the task id, or say that nothing was bought.',
    },
    alreadyBought: {
      happened: 'This song was separated in this way before.',
      did: nothingBought,
      canDo: 'Open the song you have, or confirm that you want to pay once more.',
    },
    purchaseUnderWay: {
      happened: 'Another purchase is under way.',
      did: nothingBought,
      canDo: 'Wait until it is done, then try again.',
    },
    sourceUnreadable: {
      happened: 'The file is not there any more, or not what it was when you chose it.',
      did: nothingBought,
      canDo: 'Choose the file again.',
    },
    songTooLong: {
      happened: 'The song is longer than the service takes.',
      did: nothingBought,
      canDo: 'Cut it into parts of at most 20 minutes and separate each.',
    },
    songTooLarge: {
      happened: 'The file is larger than the 20 MB that the service takes.',
      did: nothingBought,
      canDo: 'Save the song as an MP3 and choose that.',
    },
    linkUnusable: {
      happened: 'The service cannot fetch a song from this link.',
      did: nothingBought,
      canDo: 'Use a link that begins with https and leads to a sound file on the internet.',
    },
    ledgerUnreadable: {
      happened: 'The list of your purchases cannot be read or written.',
      did: 'Nothing was bought: without the list Stemroom could pay twice.',
      canDo: 'Check the disk and the rights of purchases.json in the folder of Stemroom, then start Stemroom again.',
    },
    generationPending: {
      happened: 'The service has not finished this song yet.',
      did: 'Nothing was changed.',
      canDo: 'Try again in a minute.',
    },
    noNotes: {
      happened: 'The service found no notes in these stems.',
      did: 'No file was written.',
      canDo: 'The stems themselves are as they were.',
    },
    offline: {
      happened: 'No network.',
      did: 'Saved songs still play.',
      canDo: 'Check the connection, then try again.',
    },
    timedOut: {
      happened: 'No answer in time.',
      did: 'Tried several times. What is saved is kept.',
      canDo: 'Check the connection, then try again.',
    },
    insecure: {
      happened: "The connection isn't secure (bad certificate).",
      did: 'Stopped before anything was sent or saved.',
      canDo: 'Check the date of this computer and the network you are on, then try again.',
    },
    hostNotAllowed: {
      happened: "One stem is on a server you haven't allowed.",
      did: 'Nothing was fetched from there.',
      canDo: 'Try again and allow the server, if you trust it.',
    },
    linkForbidden: {
      happened: 'The service gave a link that Stemroom never follows.',
      did: 'Nothing was fetched from there. What is saved still plays.',
      canDo: 'Try again: the service may give another link. If it keeps happening, tell its support what the link is.',
    },
    linkExpired: {
      happened: 'kie.ai deleted these files after 14 days.',
      did: savedStillPlays,
      canDo: 'Separate the song again to get the rest.',
    },
    linkRefused: {
      happened: 'kie.ai no longer offers this file.',
      did: 'New links failed too. What is saved still plays.',
      canDo: 'Try again later, or separate the song again.',
    },
    truncated: {
      happened: 'The download was cut off.',
      did: 'Tried several times. The partial file was discarded.',
      canDo: 'Check the connection, then try again.',
    },
    tooLarge: {
      happened: 'The file is larger than a stem can be (256 MiB, 2 GiB for a song).',
      did: 'Download stopped and discarded.',
      canDo: 'Check where the link leads.',
    },
    notAudio: {
      happened: "The download isn't an audio file Stemroom can play.",
      did: 'It was not saved.',
      canDo: 'If you are on a network with a sign-in page, sign in and try again.',
    },
    cancelled: {
      happened: 'You cancelled.',
      did: 'Stems already downloaded are kept.',
      canDo: 'Download the rest whenever you like.',
    },
    malformedKey: {
      happened: 'This cannot be an API key.',
      did: 'It was not saved.',
      canDo: 'Copy the whole key: 8 to 512 characters without spaces.',
    },
    keychainNoBus: {
      happened: 'The system keychain cannot be reached: there is no session bus (D-Bus).',
      did: sessionOnlyKey,
      canDo: 'Start Stemroom from a desktop session to have the key kept.',
    },
    keychainNoService: {
      happened: 'No keychain service is running.',
      did: sessionOnlyKey,
      canDo: 'Install and start GNOME Keyring, KWallet or KeePassXC to have the key kept.',
    },
    keychainNoCollection: {
      happened: 'The keychain has no place to keep passwords yet.',
      did: sessionOnlyKey,
      canDo: 'Create a login keyring (for example with Passwords and Keys) to have the key kept.',
    },
    keychainLocked: {
      happened: 'The system keychain is locked.',
      did: sessionOnlyKey,
      canDo: 'Unlock the keychain, then save the key again.',
    },
    keychainDismissed: {
      happened: 'The keychain prompt was closed.',
      did: 'The key was not kept.',
      canDo: 'Save the key again and unlock the keychain when asked.',
    },
    keychainTimedOut: {
      happened: 'The system keychain did not answer in time.',
      did: sessionOnlyKey,
      canDo: 'Look for a question of the keychain behind other windows, then save the key again.',
    },
    keychainLibraryMissing: {
      happened: "libsecret is missing, so the keychain can't be used.",
      did: sessionOnlyKey,
      canDo: 'Install libsecret-1-0 and start Stemroom again to have the key kept.',
    },
    keychainDenied: {
      happened: 'The system does not let Stemroom use the keychain.',
      did: sessionOnlyKey,
      canDo: 'Allow Stemroom in the settings of your keychain, then save the key again.',
    },
    keychainUnknown: {
      happened: 'The system keychain had an error.',
      did: sessionOnlyKey,
      canDo: 'Save the key again. If it keeps happening, look at the log (Help, Open Log Folder).',
    },
    diskFull: {
      happened: 'The disk is full.',
      did: 'Stopped. Everything saved before is kept.',
      canDo: 'Free some space, then try again.',
    },
    folderUnavailable: {
      happened: 'The folder cannot be reached or written to.',
      did: nothingChanged,
      canDo: 'Check that the disk is connected and that you may write there, then try again.',
    },
    fileLocked: {
      happened: 'The file is open in another program.',
      did: 'The old file is untouched.',
      canDo: 'Close the other program or choose another name.',
    },
    fileThere: {
      happened: 'A file of this name is there already.',
      did: 'It was left as it is.',
      canDo: 'Choose another name, or allow it to be replaced.',
    },
    diskError: {
      happened: 'The disk reported an error.',
      did: "Files that weren't fully written were discarded.",
      canDo: 'Check the disk, then try again.',
    },
    damaged: {
      happened: 'A saved file has changed on disk.',
      did: 'It was moved aside. The other stems play.',
      canDo: 'Fetch it again, if the service still has it.',
    },
    fileMissing: {
      happened: 'The file of this stem is missing.',
      did: 'Its place is kept, and the other stems play.',
      canDo: 'Put the file back where it was, or connect its disk. Stemroom looks for it when you open the song.',
    },
    notFetched: {
      happened: 'The stem has not been fetched yet.',
      did: 'The others play.',
      canDo: 'Fetch the rest of the song, if the service still has it.',
    },
    newerVersion: {
      happened: 'A newer Stemroom saved this song.',
      did: 'Opened read-only.',
      canDo: 'Update Stemroom to change it.',
    },
    settingsUnreadable: {
      happened: 'Your settings cannot be read.',
      did: 'The file was left as it is. What you change now lasts until you close Stemroom.',
      canDo: 'Check the disk and the rights of settings.json in the folder of Stemroom, then start Stemroom again.',
    },
    libraryInUse: {
      happened: 'Another Stemroom has this library open, or its disk cannot be written to.',
      did: 'Songs play here; nothing is changed.',
      canDo: 'Close the other Stemroom: within 20 seconds this one takes over.',
    },
    libraryFull: {
      happened: 'The library has reached the size you set.',
      did: 'Nothing could be removed automatically.',
      canDo: 'Raise the limit in Settings, or choose songs to remove.',
    },
    libraryMoving: {
      happened: 'The library is being moved.',
      did: nothingChanged,
      canDo: 'Wait until the move is done, or cancel it, then try again.',
    },
    libraryBusy: {
      happened: 'An import or an export is under way.',
      did: nothingChanged,
      canDo: 'Wait until it is done, or cancel it, then try again.',
    },
    libraryThere: {
      happened: 'This folder cannot take the library.',
      did: nothingChanged,
      canDo: 'Choose an empty folder outside the current library.',
    },
    noLibraryThere: {
      happened: 'There is no library in this folder.',
      did: nothingChanged,
      canDo: 'Choose the folder that holds the songs, or an empty one for a new library.',
    },
    notFound: {
      happened: 'This song is not in the library any more.',
      did: nothingChanged,
      canDo: 'Look for it in the trash.',
    },
    nothingToImport: {
      happened: 'No audio files found.',
      did: nothingChanged,
      canDo: 'Choose a folder or files with stems: MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 or WebM.',
    },
    unsupportedFile: {
      happened: 'This is not a sound file Stemroom can play.',
      did: nothingChanged,
      canDo: 'Use MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 or WebM.',
    },
    tooManyStems: {
      happened: 'That is more sound files than one song can have (64 stems).',
      did: nothingChanged,
      canDo: 'Choose a folder with the stems of one song only.',
    },
    undecodable: {
      happened: 'This stem cannot be decoded.',
      did: 'The other stems play.',
      canDo: 'Fetch or import it again; the file itself is kept.',
    },
    unsupportedCodec: {
      happened: 'This stem is of a kind that Stemroom cannot play.',
      did: 'The other stems play. The file itself is kept.',
      canDo: 'Convert it to WAV or FLAC, then import that.',
    },
    noMidi: {
      happened: 'There is no MIDI on this computer.',
      did: 'Keys act as before, and so do pedals and page turners that are keyboards.',
      canDo: 'Check that the system has MIDI, then try again.',
    },
    noAudioDevice: {
      happened: "Can't use the audio device.",
      did: 'Playback stopped.',
      canDo: 'Check the sound settings of the system, then press Play.',
    },
    allSilent: {
      happened: 'Every stem is muted or turned down, so the file would be silent.',
      did: 'No file was written.',
      canDo: 'Unmute a stem, then export again.',
    },
    stemsUnreadable: {
      happened: 'Stems of this export cannot be read.',
      did: 'No file was written.',
      canDo: 'Mute these stems or put good files in their place, then export again.',
    },
    noLyrics: {
      happened: 'The file has no words that Stemroom can read.',
      did: 'The lyrics of the song are as before.',
      canDo: 'Choose an LRC, ASS, UltraStar, SRT, VTT or plain text file.',
    },
    noChords: {
      happened: 'The file has no chords that Stemroom can read.',
      did: 'The chords of the song are as before.',
      canDo: 'Choose a ChordPro file (.cho, .chordpro): chords stand in brackets in it.',
    },
    tooManyChords: {
      happened: 'The file has more chords than a song may have, which is 5,000.',
      did: 'The chords of the song are as before.',
      canDo: 'Split the file, and import the part that belongs to this song.',
    },
    tooManyLines: {
      happened: 'The file has more lines than a song may have, which is 2,000.',
      did: 'The lyrics of the song are as before.',
      canDo: 'Split the file, and import the part that belongs to this song.',
    },
    lyricsUntimed: {
      happened: 'Some lines have no time yet, and this kind of file needs one for every line.',
      did: 'No file was written.',
      canDo: 'Save the lyrics as plain text, or import them from a file that has times.',
    },
    noSetlist: {
      happened: 'The file has no songs that Stemroom can read.',
      did: 'Your setlists are as before.',
      canDo: 'Choose a text file with one title on each line.',
    },
    setlistsUnreadable: {
      happened: 'Your setlists cannot be read.',
      did: 'The file was left as it is. What you change now lasts until you close Stemroom.',
      canDo: 'Check the disk and the rights of setlists.json in the folder of Stemroom, then start Stemroom again.',
    },
    badRequest: {
      happened: 'Something went wrong inside Stemroom.',
      did: nothingChanged,
      canDo: 'Start Stemroom again.',
    },
    tooManyRequests: {
      happened: 'Too many actions at once.',
      did: 'The last request was dropped.',
      canDo: 'Try again in a second.',
    },
    internal: {
      happened: 'Something went wrong in Stemroom.',
      did: 'It was written to the log. What is saved is kept.',
      canDo: 'Try again. If it keeps happening, save the diagnostics (Help) and tell us.',
    },
  } as const satisfies Readonly<Record<FailureKind, Sentences>>,
  /** Sentences beside a failure that say more. */
  details: {
    soundFiles: (count: number) => `${String(count)} sound files`,
    /** The first of several reasons stand before it. */
    andMore: (count: number) => `And ${String(count)} more.`,
    notSound: (file: string) => `${file}: It is no sound file.`,
    fileEmpty: (file: string) => `${file}: the file is empty.`,
    fileSilent: (file: string) => `${file}: there is no sound in it.`,
    /** A file, and the sentence that says why it cannot be used. */
    fileBecause: (file: string, why: string) => `${file}: ${why}`,
    fileOfLength: (file: string, minutes: string) => `${file}, ${minutes}`,
    mebibytes: (count: number) => `${String(count)} MiB`,
    gibibytes: (count: number) => `${count.toFixed(2)} GiB`,
    /** Sizes such as "12 MiB". */
    quotaNeeds: (needed: string, used: string, limitGiB: number) =>
      `${needed} needed, ${used} of ${String(limitGiB)} GiB used`,
    diskNeeds: (needed: string, free: string, leftToOthers: string) =>
      `${needed} needed, ${free} free, ${leftToOthers} of it left to others`,
    libraryIsThere: 'The library is in this folder already.',
    otherLibraryThere: 'Another library is in this folder.',
    ownFolderTaken: 'A folder Stemroom with other files is in it.',
    libraryShouldBeIn: (folder: string) => `The library should be in ${folder}.`,
    newerSettings: 'A newer Stemroom wrote them.',
    keyStillThere: 'The key is still there.',
    otherKeyBack: 'It gave back another key.',
    keychainEnded: 'The keychain process ended.',
    /** Bought, but the song could not be added; `why` may be empty. */
    boughtAs: (taskId: string, why: string) => `It was bought; its task id is ${taskId}. ${why}`.trim(),
    confirmedBefore: 'This was confirmed before.',
    creditsLess: (credits: number) => `The account has ${String(credits)} credits less than before.`,
    creditsSame: 'The account has as many credits as before.',
    endedBeforeAnswer: 'Stemroom ended before the answer came.',
    otherKindOfTask: (model: string) => `The service says it is a task of ${model}.`,
    callbackFailed: 'The service could not deliver its callback.',
    answerNoObject: 'The answer is not a JSON object.',
    answerWithoutData: 'The answer has neither code nor data.',
    answerPacked: 'The answer is packed in a way that cannot be read.',
    answerTooLong: 'The answer is far too long.',
    sentElsewhere: 'The service sent us elsewhere.',
    demoSong: 'the demo song',
    stemsOffered: (offered: number, mostStems: number, leftOut: number) =>
      plural(leftOut, {
        one: `The service offers ${String(offered)} stems; a song holds ${String(mostStems)}, so one was left out. It is named under "Stems left out" in the song's menu.`,
        other: `The service offers ${String(offered)} stems; a song holds ${String(mostStems)}, so # were left out. They are named under "Stems left out" in the song's menu.`,
      }),
    apiBase:
      'STEMROOM_API_BASE may only name a server on this computer, such as http://127.0.0.1:8080, without a path.',
    privateServer: (host: string) => `${host}, a server in a private network`,
    redirectToNowhere: (host: string) => `${host}: a redirect to nowhere`,
    tooManyRedirects: (most: number) => `more than ${String(most)} redirects`,
    noUrl: 'a link that is no URL',
    linkWithUserName: 'a link with a user name in it',
    linkNotHttps: (protocol: string) => `a link that is not https (${protocol})`,
    unusualPort: (host: string) => `${host}, an unusual port`,
    addressAsName: (host: string) => `${host}, an address instead of a name`,
    localName: (host: string) => `${host}, a local name`,
    withoutTheRest: (host: string) => `${host} does not send the rest of the file`,
    packedFile: (host: string) => `${host} packed the file in a way that cannot be undone`,
    packedFileAs: (host: string, packing: string) =>
      `${host} packed the file (${packing}) in a way that cannot be undone`,
    emptyFile: (host: string) => `${host} sent an empty file`,
    webPage: (host: string) => `${host} sent a web page instead of sound`,
    webPageAs: (host: string, type: string) => `${host} sent a web page (${type}) instead of sound`,
    json: (host: string) => `${host} sent a message in JSON instead of sound`,
    jsonAs: (host: string, type: string) => `${host} sent a message in JSON (${type}) instead of sound`,
    xml: (host: string) => `${host} sent a message in XML instead of sound`,
    xmlAs: (host: string, type: string) => `${host} sent a message in XML (${type}) instead of sound`,
    /** Stands for a server whose name is not known. */
    theLink: 'the link',
  },
  /** What happened, with a name, a number or the words of a server in brackets. */
  withDetail: (happened: string, detail: string) => `${happened} (${detail})`,
} as const;
