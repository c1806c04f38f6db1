import { numberText, plural, ungroupedText } from '../intl.ts';

const credits = (count: number): string =>
  plural(count, { one: `${ungroupedText(count)} credit`, other: `${ungroupedText(count)} credits` });

/** Dialogs that add, separate or remove a song, and what they cost. */
export const adding = {
  credits,
  aboutCredits: (count: number) => `about ${credits(count)}`,
  /** The dialog that adds a song. */
  song: {
    title: 'Add song',
    taskId: 'Task id',
    tooMany: (found: number, most: number) =>
      `${numberText(found)} task ids found. Stemroom adds ${numberText(most)} at a time: the first ${numberText(most)} are fetched, ${numberText(found - most)} are left out.`,
    several: (found: number) => `${numberText(found)} task ids found; they are fetched one after another.`,
    severalKnown: (found: number, known: number) =>
      `${numberText(found)} task ids found, ${numberText(known)} of them in the library already; they are fetched one after another.`,
    known: 'This task is in the library already.',
    hint: 'From kie.ai: the id, or any text that holds one, such as a callback or a link.',
    found: 'Task ids found',
    isNew: 'new',
    inLibrary: (song: string) => `in the library: ${song}`,
    noKey: 'No kie.ai key yet. Stemroom needs your kie.ai key to fetch.',
    enterKey: 'Enter the key',
    fetch: 'Fetch stems',
    separation: 'New separation',
    separationNote: 'A song of your own, a link, or a song of kie.ai: split into stems there, for credits.',
    separate: 'Separate a song',
    fromDisk: 'Stems on this computer',
    fromDiskNote:
      'MP3, WAV, FLAC, OGG, Opus or M4A: a file is a stem. They are copied into the library. You can also drop them anywhere.',
    chooseFolder: 'Choose folder',
    chooseFiles: 'Choose files',
  },
  /** The dialog that buys a separation. */
  separation: {
    title: 'New separation',
    source: 'The song is',
    file: 'A file',
    link: 'A link',
    service: 'A song of kie.ai',
    fileHint: 'Choose a sound file, or drop it here. It is sent to kie.ai, which deletes it after three days.',
    asMp3: 'sent as an MP3',
    chooseFile: 'Choose file',
    chooseAnother: 'Choose another',
    linkLabel: 'Link',
    linkHint: 'A link to the sound file itself, up to 20 MB, that opens without signing in.',
    taskId: 'Song task id',
    taskIdHint: 'The task that generated the song, not one that separated it.',
    audioId: 'Audio id',
    audioIdHint: 'Which of the songs of that task.',
    name: 'Title',
    noKey: 'No kie.ai key yet. Stemroom needs your kie.ai key to separate.',
    enterKey: 'Enter the key',
    fetchIt: 'Fetch it',
    showPurchases: 'Show purchases',
    balanceAfter: (balance: number, after: number) =>
      `${credits(balance)} now, about ${ungroupedText(after, 2)} afterwards`,
    balanceTooLow: (balance: number) => `${credits(balance)} now, which may be too few`,
    askingBalance: 'Asking for your credits',
    pay: (price: number) => `Separate for about ${credits(price)}`,
    payAnyway: (price: number) => `Separate anyway for about ${credits(price)}`,
    payAgain: (price: number) => `Separate again for about ${credits(price)}`,
    /** On the button beside a failure. */
    again: (price: number) => `Separate again, about ${credits(price)}`,
    stems: 'Stems',
    kinds: {
      vocals: 'Vocals and the rest',
      twelve: 'Up to twelve stems',
      one: 'One instrument and the rest',
    },
    kindNotes: {
      vocals: 'two stems',
      twelve: 'every instrument that is heard',
      one: 'two stems',
    },
    instrument: 'Instrument',
    instrumentHint: 'Choose from the list, or type another name.',
    preparing: 'Preparing. Nothing is paid yet.',
    encoding: 'Encoding the song to MP3. Nothing is paid yet.',
    uploading: (sent: string, total: string) => `Uploading, ${sent} of ${total}. Nothing is paid yet.`,
    asking: 'Asking kie.ai for the separation.',
  },
  /** What was bought, and what became of it. */
  purchase: {
    instrumentAndRest: (instrument: string) => `${instrument} and the rest`,
    midi: 'MIDI of the stems',
    lyrics: 'Timed words',
    sending: 'under way',
    refused: 'not taken',
    uncertain: 'no clear answer',
    notBought: 'not bought',
    earlier: (day: string, spent: number) => `Already separated on ${day}, ${credits(spent)}.`,
    earlierAbout: (day: string, estimate: number) => `Already separated on ${day}, about ${credits(estimate)}.`,
    earlierUncertain: (day: string) => `On ${day} no clear answer came to this purchase: it may have been paid for.`,
  },
  /** The dialog of what the service has for a song beside its stems. */
  service: {
    title: (song: string) => `${song} at kie.ai`,
    taskId: 'Song task id',
    taskIdHint:
      'The task that generated the song, asked for once. It gives title, tags, prompt, cover and the original, for nothing.',
    fetch: 'Fetch',
    which: 'Which song is it?',
    songAndLength: (song: string, length: string) => `${song}, ${length}`,
    songTitle: 'Title',
    tags: 'Tags',
    none: 'none',
    original: 'Original',
    originalKept: 'kept for comparison',
    originalNotKept: 'not kept',
    prompt: 'Prompt',
    kept: 'Kept with the song.',
    keptWithoutCover: 'Kept with the song, without its cover.',
    keptWithoutOriginal: 'Kept with the song, without its original.',
    keptWithoutBoth: 'Kept with the song, without its cover and original.',
    words: 'Timed words',
    noWords: 'The song has none.',
    wordsKept: (count: number) =>
      plural(count, { one: '# word kept with the song.', other: '# words kept with the song.' }),
    wordsNeedId: 'They need the song task id above.',
    wordsNote: 'Each word with its place in the song.',
    fetchWords: (price: number) => `Fetch words for about ${credits(price)}`,
    midi: 'MIDI',
    midiBought: 'Bought already. Saving it again costs nothing.',
    midiNote: 'The notes of each stem, one .mid file a stem.',
    midiSaved: 'The MIDI files are saved.',
    saveMidi: 'Save MIDI',
    fetchMidi: (price: number) => `Fetch MIDI for about ${credits(price)}`,
    asking: 'Asking kie.ai',
    balance: (balance: number) => `${credits(balance)} now`,
  },
  /** The question before several songs are imported. */
  imports: {
    title: (songs: number) => `Import ${numberText(songs)} songs?`,
    note: (size: string) => `Each of these becomes a song of its own, ${size} in all.`,
    list: 'Songs to import',
    stems: (count: number) => plural(count, { one: '# stem', other: '# stems' }),
    import: (songs: number) => `Import ${numberText(songs)} songs`,
  },
  /** What was left out of a song. */
  skipped: {
    stems: (count: number, song: string) =>
      count === 1 ? `1 stem is not in ${song}.` : `${numberText(count)} stems are not in ${song}.`,
    files: (count: number, song: string) =>
      count === 1
        ? `1 file is not in ${song}. The files themselves were not touched.`
        : `${numberText(count)} files are not in ${song}. The files themselves were not touched.`,
  },
  /** The dialog of a library that is full. */
  space: {
    title: 'Free up space',
    full: (limitGiB: number) =>
      `The library has reached the ${ungroupedText(limitGiB)} GiB you allow it, and Stemroom can remove nothing more by itself.`,
    allow: (limitGiB: number) => `Allow ${ungroupedText(limitGiB)} GiB`,
    choose: 'Or choose songs for the trash, those not played for longest first:',
    demo: 'can be brought back',
    again: (day: string) => `can be fetched again until ${day}`,
    notAgain: "can't be downloaded again",
    lost: (songs: number) => `${numberText(songs)} of these can't be downloaded again.`,
    lostMeans: 'Once the trash is emptied, what is here is gone.',
    thenImport: 'Then import your stems again.',
    keep: 'Keep everything',
    move: (songs: number, size: string) =>
      plural(songs, { one: `Move # song, ${size}, to the trash`, other: `Move # songs, ${size}, to the trash` }),
  },
  /** The question before a song is removed. */
  removal: {
    title: (song: string) => `Remove ${song}`,
    demo: 'The demo song goes to the trash. You can bring it back at any time: Settings, Library.',
    onlyCopy: "The service has deleted these stems, so they can't be downloaded again: this may be the only copy.",
    onlyCopyGoes: (size: string) =>
      `The song, ${size}, and its mix go to the trash of this system; once that is emptied they are gone.`,
    goes: (size: string) => `The song, ${size}, and its mix go to the trash of this system.`,
    importedFiles: 'The files you imported it from are not touched.',
    again: 'It can be fetched again.',
    keep: 'Keep it',
    move: 'Move to the trash',
    moveOnlyCopy: 'Move the only copy to the trash',
  },
} as const;
