import { plural } from '../intl.ts';

/** Lyrics and the stage window. */
export const lyrics = {
  title: 'Lyrics',
  openStage: 'Open the stage window',
  closeStage: 'Close the stage window',
  more: 'More for the lyrics',
  close: 'Close lyrics',
  closeHint: 'Close lyrics (W)',
  import: 'Import lyrics…',
  useTimedWords: 'Use the words from kie.ai',
  timeWords: 'Time the words…',
  guessTimes: 'Guess times from the vocals',
  snapWords: 'Snap words to the vocals',
  allEarlier: 'All 50 ms earlier',
  allLater: 'All 50 ms later',
  /** `format` as "LRC". */
  saveAs: (format: string) => `Save as ${format}…`,
  saveAsText: 'Save as Text…',
  remove: 'Remove lyrics',
  formats: 'LRC, ASS, UltraStar, SRT, VTT or plain text.',
  paste: 'Or paste them here',
  useText: 'Use this text',
  words: 'Words',
  untimedNote: 'Some lines have no time yet, so they do not follow the song.',
  timing: {
    label: 'Time the words',
    help: 'Play the song, and hold J for each word. Backspace steps back. Drag the words and their edges on the lane.',
    hold: 'Hold for a word',
    stepBack: 'Step back',
    split: 'Split line here',
    splitHint: 'Begin a new line with the word that comes next (Enter on its lane)',
    join: 'Join lines',
    joinHint: 'Join this line to the one before (Shift Enter on its lane)',
  },
  stage: {
    /** Of the window. */
    title: 'Stage',
    /** The dots that count a line in, for a screen reader. */
    beats: (count: number) => (count === 0 ? 'No count-in' : plural(count, { other: '# beats' })),
  },
} as const;
