import { numberText, plural } from '../intl.ts';

/** The library's songs: what is said of them in the list, while they arrive, and of the room they take. */
export const library = {
  songs: 'Songs',

  invitations: {
    fromKie: 'From kie.ai',
    pasteId: 'Paste a task id.',
    fromComputer: 'From this computer',
    chooseFolder: 'Choose a folder of stems.',
  },

  entry: {
    demo: 'Demo song',
    kept: 'kept',
    fetchAgain: 'Fetch again',
    menu: 'Song menu',
    fetching: (title: string) => `Fetching ${title}`,
    title: 'Title',
    /** `title` is only a stand-in. */
    nameThis: (title: string) => `${title}: name this song`,
  },

  ticks: {
    label: 'Stems',
    saved: (stem: string) => `${stem}, saved`,
    percent: (stem: string, percent: number) => `${stem}, ${numberText(percent)} %`,
  },

  arrival: {
    stems: (count: number) => plural(count, { one: '# stem', other: '# stems' }),
    saved: (saved: number, count: number) => `${numberText(saved)} of ${numberText(count)} saved`,
    /** `expiry`: "expires in 9 days". */
    savedExpiring: (saved: number, count: number, expiry: string) =>
      `${numberText(saved)} of ${numberText(count)} saved, ${expiry}`,
    queued: 'Queued',
    separating: 'Separating at kie.ai',
    stillSeparating: 'Still separating at kie.ai',
    /** `saved`: "7 of 12 saved". */
    fetching: (saved: string) => `Fetching, ${saved}`,
    /** `rate`: bytes in a second, "2.0 MB". */
    fetchingAt: (saved: string, rate: string) => `Fetching, ${saved} · ${rate}/s`,
    fetchingUntil: (saved: string, rate: string, wait: string) => `Fetching, ${saved} · ${rate}/s, ${wait} left`,
    /** What happened, without its full stop, and the detail that another told of it. */
    because: (happened: string, detail: string) => `${happened}: ${detail}`,
    fetchable: 'can be fetched again',
    fetchableUntil: (day: string) => `can be fetched again until ${day}`,
    wasFetchableUntil: (day: string) => `could be fetched again until ${day}`,
  },

  /** One stem on its way. `rate`: bytes in a second, "1.2 MB". */
  stem: {
    fetching: (got: string) => `Fetching, ${got}`,
    fetchingAt: (got: string, rate: string) => `Fetching, ${got}, ${rate}/s`,
    fetchingPart: (percent: number, got: string, total: string) =>
      `Fetching ${numberText(percent)} %, ${got} of ${total}`,
    fetchingPartUntil: (percent: number, got: string, total: string, rate: string, wait: string) =>
      `Fetching ${numberText(percent)} %, ${got} of ${total}, ${rate}/s, ${wait} left`,
    fileMissing: 'File missing',
    fileDamaged: 'File damaged',
    notDownloaded: 'Not downloaded',
    unplayable: "Can't be played",
  },

  import: {
    cancel: 'Cancel the import',
    copying: (title: string) => `Copying ${title}`,
    waiting: (title: string) => `Waiting for ${title}`,
    untilWritten: (count: number) =>
      plural(count, {
        one: 'Until nothing is written to its files any more (# stem so far)',
        other: 'Until nothing is written to its files any more (# stems so far)',
      }),
    copied: (done: number, total: number, size: string, totalSize: string) =>
      plural(total, {
        one: `${numberText(done)} of # stem, ${size} of ${totalSize}`,
        other: `${numberText(done)} of # stems, ${size} of ${totalSize}`,
      }),
  },

  quota: {
    full: 'Library full',
    almostFull: (percent: number) => `Library ${numberText(percent)} % full`,
    nothingToFree: (usedGiB: number, limitGiB: number) =>
      `${usedGiB.toFixed(2)} of ${String(limitGiB)} GiB used, nothing can be freed automatically now`,
    canBeFreed: (usedGiB: number, limitGiB: number, size: string) =>
      `${usedGiB.toFixed(2)} of ${String(limitGiB)} GiB used, ${size} could be freed`,
  },

  moved: (done: number, total: number, size: string, totalSize: string) =>
    plural(total, {
      one: `${String(done)} of ${String(total)} song, ${size} of ${totalSize}`,
      other: `${String(done)} of ${String(total)} songs, ${size} of ${totalSize}`,
    }),

  skipped: { stems: 'Stems left out', files: 'Files left out' },
} as const;
