import { plainText, roundedText } from '../intl.ts';

/** The lanes, the ruler and what lies above them. */
export const lanes = {
  zoomOut: 'Zoom out',
  zoomIn: 'Zoom in',
  showWhole: 'Show the whole song',

  lane: {
    fetching: (stem: string) => `Fetching ${stem}`,
    queued: 'Queued',
    notDownloaded: 'Not downloaded',
    drawing: 'Drawing the waveform',
  },

  /** Notes at the end of a lane, in small letters. */
  notes: {
    silent: 'silent',
    silentHint: 'This stem is silent.',
    /** `layout`: such as 5.1. */
    mixedDown: (layout: string) => `Mixed down from ${layout}`,
    damagedHint: 'Parts of this file are damaged; those moments play as silence.',
    lookAgain: (stem: string) => `Look again for ${stem}`,
    aligned: 'aligned',
    takeBack: (stem: string) => `${stem} is aligned: take it back`,
    align: 'Align',
    alignStem: (stem: string) => `Align ${stem}`,
  },

  ruler: {
    hint: 'Click to jump, drag to loop (Alt: off the bars), double-click to clear.',
    /** `length`: as "0:16.0". */
    hintWithLoop: (length: string) =>
      `Click to jump, drag to loop (Alt: off the bars), double-click to clear. Loop: ${length}`,
    /** The bars as "9" or "9.3". */
    hintWithBars: (from: string, to: string, length: string) =>
      `Click to jump, drag to loop (Alt: off the bars), double-click to clear. Loop: bars ${from} to ${to}, ${length}`,
    /** The button that changes what the ruler shows. */
    shows: { bars: 'bars', time: 'time' },
    showsLabel: { bars: 'Ruler shows bars', time: 'Ruler shows time' },
    showsHint: { bars: 'Show time on the ruler', time: 'Show bars on the ruler' },
  },

  loop: {
    label: 'Loop',
    /** What is said of the loop, each of its own: its place, its repeats, its speed, its pass. */
    with: (said: readonly string[]) => `Loop, ${said.join(', ')}`,
    hint: (said: readonly string[]) => `${said.join(', ')}: bounds, repeats and speed of the loop; Delete to remove`,
    pass: (pass: number) => `pass ${String(pass)}`,
    passAt: (pass: number, percent: number) => `pass ${String(pass)} at ${roundedText(percent, 1)} %`,
    /** Before the two fields of a line: "From 9 to 17". */
    from: 'From',
    to: 'to',
    fromField: 'Loop from',
    toField: 'Loop to',
    /** What can be typed. The fields read a time with a point, as here. */
    boundsHint: 'A bar such as 9, a beat such as 9.3, or a time such as 0:16.0.',
    timesHint: 'A time such as 0:16.0.',
    badStart: 'The loop cannot begin there.',
    badEnd: 'The loop cannot end there.',
    repeats: 'Repeats',
    then: 'Then',
    afterLastPass: 'After the last pass',
    goOn: 'Go on',
    stop: 'Stop',
    /** A line of three fields: "Speed up: + 5 %, every 2 passes, up to 100 %". Each text stands before or after a field. */
    speedUp: 'Speed up',
    faster: 'Percent faster',
    beforeFaster: '+',
    afterFaster: '%',
    passesPerStep: 'Passes for each step',
    beforePasses: 'every',
    afterPasses: 'passes',
    targetSpeed: 'Speed to reach in percent',
    beforeTarget: 'up to',
    afterTarget: '%',
    slowerHint: 'Set a slower speed to climb from.',
    chain: 'Chain',
    unchain: (section: string, place: number) => `Take ${section} out, number ${String(place)}`,
  },

  sections: {
    label: 'Sections',
    name: 'Name of the section',
    loop: (section: string) => `Loop ${section}`,
    /** `places`: where the section is in a chain of them, as "1, 3". */
    loopInChain: (section: string, places: string) => `Loop ${section}, ${places} in the chain`,
    hint: (section: string) =>
      `${section}: click to loop, Shift to extend the loop, Ctrl to play it after the others, double-click or F2 to rename, C for another colour, Delete to remove, Ctrl ← → to move the start, with Shift the end, with Alt off the bars`,
  },

  chords: {
    label: 'Chords',
    hint: 'Double-click to type a chord',
    /** A chord that a capo makes another: the shape, and what is heard. */
    sounds: (shape: string, heard: string) => `${shape}, sounds ${heard}`,
    /** `chord`: its symbol, or as `sounds`. */
    chordHint: (chord: string) =>
      `${chord}: click to go there, drag or Ctrl ← → to move (Alt: off the beats), double-click or F2 to type, Delete to remove`,
    field: 'Chord',
    fieldHint: 'Enter to take it, Space for the next beat, Tab for the next bar',
    menu: 'Chords',
    menuWithCapo: (fret: number) => `Chords, capo ${String(fret)}`,
    menuHint: 'Chords: capo, import, save',
    /** On the button of the menu, in small letters. */
    button: 'chords',
    buttonWithCapo: (fret: number) => `capo ${String(fret)}`,
    import: 'Import chords…',
    save: 'Save as ChordPro…',
    remove: 'Remove all chords',
    noCapo: 'No capo',
    capo: (fret: number) => `Capo ${String(fret)}`,
  },

  /** Places where a stem is lowered or muted. */
  stretches: {
    muted: 'muted',
    /** `level`: "−6.0 dB", or as `muted`. */
    here: (stem: string, level: string) => `${stem}, ${level} here`,
    hint: (level: string) =>
      `${level}: drag up or down (↑ ↓), the edges sideways (Ctrl ← →, with Shift the end, with Alt off the bars), Delete to remove`,
  },

  words: {
    label: 'Words in time',
    between: (word: string, fromSeconds: number, toSeconds: number) =>
      `${word}, ${plainText(fromSeconds, 2)} to ${plainText(toSeconds, 2)} s`,
    hint: (word: string) =>
      `${word}: drag to move it (, .), with Shift its line, with Ctrl all (Alt , .); drag an edge (Ctrl ← →, with Shift the end), Alt leaves the onsets; O snaps, Enter splits the line, Shift Enter joins it`,
  },
} as const;
