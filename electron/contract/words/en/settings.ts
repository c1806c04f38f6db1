import type { Theme } from '../../settings.ts';
import { numberText, plural, ungroupedText } from '../intl.ts';

/** The settings dialog. */
export const settings = {
  language: 'Language',
  matchSystem: 'Match system',
  title: 'Settings',
  appearance: 'Appearance',
  themes: { system: 'Match system', dark: 'Dark', light: 'Light' } as const satisfies Readonly<Record<Theme, string>>,
  interfaceSize: 'Interface size',
  percent: (percent: number) => `${numberText(percent)} %`,
  controls: 'Keys and MIDI',
  openControls: 'Keys and controllers…',
  about: 'About',
  licence: (version: string) => `${version}, MIT licence`,
  runsOn: 'Runs on',
  key: {
    heading: 'kie.ai key',
    label: 'API key',
    /** `end`: its last four characters. */
    kept: (end: string, keychain: string) => `A key ending in ${end} is here (${keychain}).`,
    replace: 'Replace the key',
    hint: 'It is kept in the keychain of this system, never in a file, and only ever sent to kie.ai and its upload server.',
    save: 'Save key',
    waiting: 'Waiting for the keychain: answer its question, perhaps behind this window.',
    test: 'Test key',
    remove: 'Remove key',
    get: 'Get a key at kie.ai',
    works: (creditsLeft: number) => `The key works. Credits left: ${ungroupedText(creditsLeft)}.`,
    refused: 'The service refused the key.',
    unreachable: (canDo: string) => `The service cannot be reached. ${canDo}`,
    serviceDown: (canDo: string) => `The service is down. ${canDo}`,
  },
  sound: {
    heading: 'Sound',
    limiter: 'Protect the speakers when the mix clips',
    limiterNote: 'Only what you hear; never part of an export.',
    memory: 'Memory for decoded sound',
    memoryNote: 'More makes jumping about in long songs quicker. Takes effect at the next start.',
    mebibytes: (size: number) => `${ungroupedText(size)} MiB`,
  },
  library: {
    heading: 'Library',
    size: (songs: number, used: string) => plural(songs, { one: `# song, ${used}`, other: `# songs, ${used}` }),
    sizeAndFree: (songs: number, used: string, free: string) =>
      plural(songs, {
        one: `# song, ${used}, ${free} free on its disk`,
        other: `# songs, ${used}, ${free} free on its disk`,
      }),
    move: 'Move…',
    useAnother: 'Use another folder…',
    demo: 'Demo song',
    hasDemo: 'In the library. If a stem of it is missing or damaged, it is put back.',
    hasNoDemo: 'Not in the library. It came with Stemroom, so it needs no network.',
    restoreDemo: 'Restore the demo song',
    limit: 'Limit the size of the library',
    limitNote:
      "When it is full, stems that the service still has are removed from here, those not played for longest first. Never a song that is open, kept, mixed, or can't be downloaded again.",
    quota: 'Library quota',
    gibibytes: 'GiB',
    quotaUsed: 'Quota used',
    warning: (warning: string) => `${warning}.`,
    moving: 'Moving the library',
    movingNote: 'Every copy is compared. The old library stays as it is until all of it is there.',
    cancelMove: 'Cancel the move',
  },
  purchases: {
    heading: 'Purchases',
    none: 'Nothing was bought here yet. New separations that you start in Stemroom are listed here.',
    open: (song: string) => `No clear answer: ${song}`,
    noAnswer: (song: string) => `No clear answer came for ${song}`,
    /** `price`: "about 50 credits". */
    balanceBefore: (bought: string, price: string, before: number) =>
      `(${bought}, ${price}). The balance was ${ungroupedText(before)} before. Look at your tasks at kie.ai.`,
    balances: (bought: string, price: string, before: number, after: number) =>
      `(${bought}, ${price}). The balance was ${ungroupedText(before)} before and ${ungroupedText(after)} after. Look at your tasks at kie.ai.`,
    taskId: 'Task id, if there is one',
    wasBought: 'It was bought',
    nothingBought: 'Nothing was bought',
    all: 'All purchases',
    date: 'Date',
    song: 'Song',
    bought: 'Bought',
    credits: 'Credits',
    save: 'Save as CSV…',
  },
} as const;
