import { numberText, plural } from '../intl.ts';

/** The window around the rooms: header, state line, drop zone. */
export const app = {
  header: {
    cover: (song: string) => `Cover of ${song}`,
    undo: (what: string, keys: string) => `Undo ${what} (${keys})`,
    nothingToUndo: 'Nothing to undo',
    redo: (what: string, keys: string) => `Redo ${what} (${keys})`,
    nothingToRedo: 'Nothing to redo',
    resetMix: 'Reset mix',
    resetMixTitle: 'Reset the mix to the original',
    saveScene: 'Save as a scene',
    saveSceneTitle: (keys: string) => `Save the mix as a scene (${keys})`,
    export: 'Export',
  },
  state: {
    filesMissing: (count: number) => plural(count, { one: '# file missing', other: '# files missing' }),
    readOnly: 'read only',
    dropouts: (count: number) => plural(count, { one: '# dropout', other: '# dropouts' }),
    dropoutsTitle: 'The computer fell behind for a moment, so you heard a short gap.',
  },
  drop: {
    toSeparate: 'Drop the song to be separated',
    stems: 'Drop stems, folders or a ZIP of stems, or a task id',
  },
  /** A song that is on its way, or did not come. */
  arrival: {
    failed: "This song couldn't be downloaded",
    stillProcessing: 'Still processing',
    stoppedChecking: (wait: string) => `kie.ai is still separating after ${wait}. Stemroom has stopped checking.`,
    checkAgain: 'Check again',
    fetching: (song: string) => `Fetching ${song}`,
    soFar: (wait: string) =>
      `${wait} so far, usually 1 to 5 minutes. You can keep working or quit; Stemroom picks it up again.`,
    stemsAppear: 'The stems appear here as they arrive.',
    evicted: 'Stemroom removed the stems of this song to free up space.',
    evictedAgain: 'It can be fetched again.',
    evictedUntil: (day: string) => `It can be fetched again until ${day}.`,
    evictedPast: (day: string) => `It could be fetched again until ${day}.`,
    fetchAgain: 'Fetch again',
    fetchRest: 'Fetch the rest',
    filesMissing: (count: number) => `${numberText(count)} stem files are missing.`,
    filesMissingHelp: 'Put them back where they were, or connect their disk.',
    readOnly: 'This song is read-only.',
    readOnlyMeans: "You can play and mix it; changes aren't saved.",
  },
  stage: {
    label: 'Song',
    noLibrary: "Can't find the library",
    chooseFolder: 'Choose another folder',
    dropHere: 'Drop stems here',
    bringBackDemo: 'Bring back the demo song',
  },
  facts: {
    finding: (percent: number) => `Finding tempo and key, ${numberText(percent)} %`,
    findingTitle: 'Loudness, tempo and key, once for every song',
  },
  /** What stands around the list of songs, and what the menu of a song offers. */
  panel: {
    label: 'Library',
    hide: 'Hide library',
    show: 'Show library',
    tabs: 'Show in the panel',
    songs: 'Songs',
    setlist: 'Setlist',
    searchSongs: 'Search songs',
    search: 'Search',
    noMatch: 'No songs match.',
    addSong: 'Add song',
    addSongTitle: (keys: string) => `Add song (${keys})`,
    settings: 'Settings',
    settingsTitle: (keys: string) => `Settings (${keys})`,
    addToSetlist: 'Add to setlist',
    openFolder: 'Open folder',
    stemsLeftOut: (count: number) => `Stems left out (${numberText(count)})`,
    filesLeftOut: (count: number) => `Files left out (${numberText(count)})`,
    serviceSong: 'Words, cover and MIDI',
    keep: 'Keep always',
    doNotKeep: 'Do not keep always',
    cancelFetching: 'Cancel fetching',
    checkAgain: 'Check again',
    fetchRest: 'Fetch the rest',
    fetchAgain: 'Fetch again',
  },
  /** A server that is asked about before anything is fetched from it. */
  host: {
    title: 'Fetch from this server?',
    question: (host: string) =>
      `The service says stems lie on ${host}, a server Stemroom does not know. Your key is never sent there. The answer is remembered.`,
    refuse: 'Do not fetch',
    allow: (host: string) => `Allow ${host}`,
  },
} as const;
