import { plainText, plural, sizeText } from '../intl.ts';

/** Buttons, fields and marks that many rooms use. */
export const parts = {
  add: 'Add',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  details: 'Details',
  dismiss: 'Dismiss',
  done: 'Done',
  edit: 'Edit',
  import: 'Import',
  more: 'More',
  off: 'Off',
  on: 'On',
  open: 'Open',
  redo: 'Redo',
  remove: 'Remove',
  rename: 'Rename',
  reset: 'Reset',
  save: 'Save',
  show: 'Show',
  tryAgain: 'Try again',
  undo: 'Undo',

  /** The field that a number turns into while it is typed. `label`: of the number, such as "Speed". */
  typeValue: (label: string) => `${label}, type a value`,
  /** Two whole sentences, one after the other. */
  sentences: (first: string, second: string) => `${first} ${second}`,

  /** Sizes of files: powers of 1000, but for GiB, in which the quota is set. */
  sizes: {
    bytes: (bytes: number) => sizeText(bytes, 'byte'),
    kilobytes: (kilobytes: number) => sizeText(kilobytes, 'kilobyte'),
    megabytes: (megabytes: number) => sizeText(megabytes, 'megabyte', 1),
    gigabytes: (gigabytes: number) => sizeText(gigabytes, 'gigabyte', 2),
    gibibytes: (gibibytes: number) => `${plainText(gibibytes, 2)} GiB`,
  },

  /** How long something takes, in short. */
  waits: {
    seconds: (seconds: number) => `${plainText(seconds)} s`,
    minutes: (minutes: number) => `${plainText(minutes)} min`,
    hours: (hours: number) => `${plainText(hours)} h`,
    hoursAndMinutes: (hours: number, minutes: number) => `${plainText(hours)} h ${plainText(minutes)} min`,
  },

  /** Days, of milliseconds since 1970. English writes them as Britain does; other languages take `dateText`. */
  days: {
    ofThisYear: (atMs: number) => new Date(atMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }),
    ofAnyYear: (atMs: number) =>
      new Date(atMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }),
  },

  /** How long stems can be fetched from the service. */
  expiry: {
    expired: 'expired',
    today: 'expires today',
    inDays: (days: number) => plural(days, { one: 'expires in # day', other: 'expires in # days' }),
  },

  /** Buttons beside what went wrong. */
  remedies: {
    retry: 'Try again',
    openSettings: 'Open key settings',
    checkNow: 'Check again',
    openApiKeyPage: 'Get a key at kie.ai',
    lookAgain: 'Look again',
    freeSpace: 'Free up space',
    chooseAnother: 'Choose another',
    separateAgain: 'Separate again',
    showPurchases: 'Show purchases',
  },
} as const;
