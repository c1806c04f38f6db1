import { type Explanation, serviceExplanations } from './explain-service.ts';
import type { Failure, FailureKind } from './result.ts';

const nothingChanged = 'Nothing was changed.';

const explanations: Readonly<Record<FailureKind, Explanation>> = {
  ...serviceExplanations,
  diskFull: {
    happened: 'The disk is full.',
    did: 'Stopped. Everything saved before is kept.',
    canDo: 'Free some space, then try again.',
    remedy: 'retry',
  },
  folderUnavailable: {
    happened: 'The folder cannot be reached or written to.',
    did: nothingChanged,
    canDo: 'Check that the disk is connected and that you may write there, then try again.',
    remedy: 'retry',
  },
  fileLocked: {
    happened: 'The file is open in another program.',
    did: 'The old file is untouched.',
    canDo: 'Close the other program or choose another name.',
    remedy: 'chooseAnother',
  },
  fileThere: {
    happened: 'A file of this name is there already.',
    did: 'It was left as it is.',
    canDo: 'Choose another name, or allow it to be replaced.',
    remedy: 'chooseAnother',
  },
  diskError: {
    happened: 'The disk reported an error.',
    did: "Files that weren't fully written were discarded.",
    canDo: 'Check the disk, then try again.',
    remedy: 'retry',
  },
  damaged: {
    happened: 'A saved file has changed on disk.',
    did: 'It was moved aside. The other stems play.',
    canDo: 'Fetch it again, if the service still has it.',
    remedy: 'retry',
  },
  fileMissing: {
    happened: 'The file of this stem is missing.',
    did: 'Its place is kept, and the other stems play.',
    canDo: 'Put the file back where it was, or connect its disk. Stemroom looks for it when you open the song.',
    remedy: 'lookAgain',
  },
  notFetched: {
    happened: 'The stem has not been fetched yet.',
    did: 'The others play.',
    canDo: 'Fetch the rest of the song, if the service still has it.',
    remedy: 'retry',
  },
  newerVersion: {
    happened: 'A newer Stemroom saved this song.',
    did: 'Opened read-only.',
    canDo: 'Update Stemroom to change it.',
    remedy: null,
  },
  settingsUnreadable: {
    happened: 'Your settings cannot be read.',
    did: 'The file was left as it is. What you change now lasts until you close Stemroom.',
    canDo: 'Check the disk and the rights of settings.json in the folder of Stemroom, then start Stemroom again.',
    remedy: null,
  },
  libraryInUse: {
    happened: 'Another Stemroom has this library open, or its disk cannot be written to.',
    did: 'Songs play here; nothing is changed.',
    canDo: 'Close the other Stemroom: within 20 seconds this one takes over.',
    remedy: null,
  },
  libraryFull: {
    happened: 'The library has reached the size you set.',
    did: 'Nothing could be removed automatically.',
    canDo: 'Raise the limit in Settings, or choose songs to remove.',
    remedy: 'freeSpace',
  },
  libraryMoving: {
    happened: 'The library is being moved.',
    did: nothingChanged,
    canDo: 'Wait until the move is done, or cancel it, then try again.',
    remedy: 'retry',
  },
  libraryBusy: {
    happened: 'An import or an export is under way.',
    did: nothingChanged,
    canDo: 'Wait until it is done, or cancel it, then try again.',
    remedy: 'retry',
  },
  libraryThere: {
    happened: 'This folder cannot take the library.',
    did: nothingChanged,
    canDo: 'Choose an empty folder outside the current library.',
    remedy: 'chooseAnother',
  },
  noLibraryThere: {
    happened: 'There is no library in this folder.',
    did: nothingChanged,
    canDo: 'Choose the folder that holds the songs, or an empty one for a new library.',
    remedy: 'chooseAnother',
  },
  notFound: {
    happened: 'This song is not in the library any more.',
    did: nothingChanged,
    canDo: 'Look for it in the trash.',
    remedy: null,
  },
  nothingToImport: {
    happened: 'No audio files found.',
    did: nothingChanged,
    canDo: 'Choose a folder or files with stems: MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 or WebM.',
    remedy: 'chooseAnother',
  },
  unsupportedFile: {
    happened: 'This is not a sound file Stemroom can play.',
    did: nothingChanged,
    canDo: 'Use MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A, AAC, CAF, W64 or WebM.',
    remedy: 'chooseAnother',
  },
  tooManyStems: {
    happened: 'That is more sound files than one song can have (64 stems).',
    did: nothingChanged,
    canDo: 'Choose a folder with the stems of one song only.',
    remedy: 'chooseAnother',
  },
  undecodable: {
    happened: 'This stem cannot be decoded.',
    did: 'The other stems play.',
    canDo: 'Fetch or import it again; the file itself is kept.',
    remedy: null,
  },
  unsupportedCodec: {
    happened: 'This stem is of a kind that Stemroom cannot play.',
    did: 'The other stems play. The file itself is kept.',
    canDo: 'Convert it to WAV or FLAC, then import that.',
    remedy: null,
  },
  noMidi: {
    happened: 'There is no MIDI on this computer.',
    did: 'Keys act as before, and so do pedals and page turners that are keyboards.',
    canDo: 'Check that the system has MIDI, then try again.',
    remedy: 'retry',
  },
  noAudioDevice: {
    happened: "Can't use the audio device.",
    did: 'Playback stopped.',
    canDo: 'Check the sound settings of the system, then press Play.',
    remedy: null,
  },
  allSilent: {
    happened: 'Every stem is muted or turned down, so the file would be silent.',
    did: 'No file was written.',
    canDo: 'Unmute a stem, then export again.',
    remedy: null,
  },
  stemsUnreadable: {
    happened: 'Stems of this export cannot be read.',
    did: 'No file was written.',
    canDo: 'Mute these stems or put good files in their place, then export again.',
    remedy: null,
  },
  noLyrics: {
    happened: 'The file has no words that Stemroom can read.',
    did: 'The lyrics of the song are as before.',
    canDo: 'Choose an LRC, ASS, UltraStar, SRT, VTT or plain text file.',
    remedy: 'chooseAnother',
  },
  noChords: {
    happened: 'The file has no chords that Stemroom can read.',
    did: 'The chords of the song are as before.',
    canDo: 'Choose a ChordPro file (.cho, .chordpro): chords stand in brackets in it.',
    remedy: 'chooseAnother',
  },
  tooManyChords: {
    happened: 'The file has more chords than a song may have, which is 5,000.',
    did: 'The chords of the song are as before.',
    canDo: 'Split the file, and import the part that belongs to this song.',
    remedy: 'chooseAnother',
  },
  tooManyLines: {
    happened: 'The file has more lines than a song may have, which is 2,000.',
    did: 'The lyrics of the song are as before.',
    canDo: 'Split the file, and import the part that belongs to this song.',
    remedy: 'chooseAnother',
  },
  lyricsUntimed: {
    happened: 'Some lines have no time yet, and this kind of file needs one for every line.',
    did: 'No file was written.',
    canDo: 'Save the lyrics as plain text, or import them from a file that has times.',
    remedy: null,
  },
  noSetlist: {
    happened: 'The file has no songs that Stemroom can read.',
    did: 'Your setlists are as before.',
    canDo: 'Choose a text file with one title on each line.',
    remedy: 'chooseAnother',
  },
  setlistsUnreadable: {
    happened: 'Your setlists cannot be read.',
    did: 'The file was left as it is. What you change now lasts until you close Stemroom.',
    canDo: 'Check the disk and the rights of setlists.json in the folder of Stemroom, then start Stemroom again.',
    remedy: null,
  },
  badRequest: {
    happened: 'Something went wrong inside Stemroom.',
    did: nothingChanged,
    canDo: 'Start Stemroom again.',
    remedy: null,
  },
  tooManyRequests: {
    happened: 'Too many actions at once.',
    did: 'The last request was dropped.',
    canDo: 'Try again in a second.',
    remedy: 'retry',
  },
  internal: {
    happened: 'Something went wrong in Stemroom.',
    did: 'It was written to the log. What is saved is kept.',
    canDo: 'Try again. If it keeps happening, save the diagnostics (Help) and tell us.',
    remedy: 'retry',
  },
};

/**
 * Returns one line that says why a stem could not be used, for a list that names the stem: the decoder's own words for `undecodable`,
 * otherwise what happened, with the detail in brackets.
 */
export function reasonOf(failure: Failure): string {
  const { happened } = explainFailure(failure);
  if (failure.detail === '') return happened;
  return failure.kind === 'undecodable' ? failure.detail : `${happened} (${failure.detail})`;
}

/** Returns the three sentences and the button of a failure. Show its `detail` beside them as text, never as markup. */
export function explainFailure(failure: Failure): Explanation {
  return explanations[failure.kind];
}
