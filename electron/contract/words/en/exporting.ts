import type { StemGroupName } from '../../export.ts';
import { numberText, plural, roundedText } from '../intl.ts';

/** The export panel, and the list of exports. */
export const exporting = {
  title: 'Export',
  saveFiles: (count: number) => plural(count, { one: 'Save # file', other: 'Save # files' }),
  saveAs: (format: string) => `Save ${format}`,
  /** Facts of what will be saved, each of its own. */
  files: (count: number) => plural(count, { one: '# file', other: '# files' }),
  about: (size: string) => `about ${size}`,

  what: {
    title: 'What',
    label: 'What to export',
    kinds: {
      mix: 'Mix',
      scenes: 'Scenes',
      versions: 'Versions',
      stems: 'Stems',
      daw: 'For a DAW',
      stemFile: 'NI Stems',
    },
    hearsAll: (count: number) => `Exactly what you hear: all ${numberText(count)} stems.`,
    /** `pace`: speed and key. */
    hearsAllAt: (count: number, pace: string) => `Exactly what you hear: all ${numberText(count)} stems, ${pace}.`,
    hearsSome: (heard: number, count: number) =>
      `Exactly what you hear: ${numberText(heard)} of ${numberText(count)} stems.`,
    hearsSomeAt: (heard: number, count: number, pace: string) =>
      `Exactly what you hear: ${numberText(heard)} of ${numberText(count)} stems, ${pace}.`,
    scenesToExport: 'Scenes to export',
    aboutScenes: 'A file for each scene. Stems that came after a scene are in it as they are mixed now.',
    othersLowerBy: 'Others lower by',
    howMuchLower: 'How much lower the others are',
    splitsStereo: 'Stem left, others right',
    aboutVersions: 'Uses your levels and pans; ignores mute and solo.',
    howStems: 'How the stems are written',
    asMixed: 'As set in the mixer',
    untouched: 'Untouched',
    aboutAsMixed: 'With your level, pan and master. Muted stems included. All files the same length.',
    aboutUntouched: 'The original files, original speed and key. All files the same length.',
    aboutStemFile: 'One .stem.mp4 for Traktor and others: your mix plus four parts to fade in and out.',
    aboutDaw:
      'A folder with a file for each stem, a project for REAPER (.rpp) and one for Bitwig, Cubase or Studio One (.dawproject). ' +
      'Levels, pans, mutes, colours, automation, beats, sections and chords are in the projects; ' +
      'beats, sections and chords are in a MIDI file (.mid) too.',
  },

  versions: {
    label: 'Versions',
    wholeSong: 'The song',
    currentMix: 'Current mix',
    only: { head: 'Alone', all: 'All of: One stem alone', none: 'None of: One stem alone' },
    minus: { head: 'Without', all: 'All of: Without one stem', none: 'None of: Without one stem' },
    forward: { head: 'Forward', all: 'All of: One stem forward', none: 'None of: One stem forward' },
    tickAll: 'Tick all',
    untickAll: 'Untick all',
  },

  groups: {
    label: 'Parts of the stem file',
    notHeard: 'not heard',
    names: { drums: 'Drums', bass: 'Bass', melody: 'Melody', vocals: 'Vocals' } as const satisfies Readonly<
      Record<StemGroupName, string>
    >,
  },

  range: {
    title: 'Range',
    label: 'How much of the song',
    whole: 'Whole song',
    loop: 'Loop',
    noLoop: 'drag on the ruler',
    between: (start: string, end: string) => `${start} to ${end}`,
    sections: 'Sections',
    fileForEach: 'a file for each',
    sectionsToExport: 'Sections to export',
  },

  format: {
    title: 'Format',
    quality: 'Quality',
    stemFile: 'AAC, 256 kbit/s a track',
    bits: (bits: number) => `${numberText(bits)} bit`,
    float: '32 bit float',
    kbps: (kbps: number) => `${numberText(kbps)} kbit/s`,
    v0: 'V0, variable, best',
    v2: 'V2, variable, smaller',
  },

  loudness: {
    title: 'Loudness',
    keepsLevel: 'Unchanged: each stem keeps its level.',
    unchanged: 'Unchanged',
    streaming: '−14 LUFS, streaming',
    podcasts: '−16 LUFS, podcasts',
    broadcast: '−23 LUFS, broadcast',
    custom: 'Custom…',
    target: 'Target in LUFS',
    peakLimit: 'Peak limit',
    ceiling: 'True peak ceiling in dBTP',
  },

  name: {
    title: 'Name',
    template: 'Name template',
    /** The names in braces are codes and stay as they are. */
    aboutTemplate:
      '{title}, {variant}, {artist}, {key} and {bpm} are filled in; what is not known is left out with its brackets',
    nothing: 'Nothing selected',
    firstAndMore: (first: string, count: number) => `${first} and ${numberText(count)} more`,
    andMore: (count: number, names: readonly string[]) => `and ${numberText(count)} more: ${names.join(', ')}`,
  },

  more: {
    below: 'Sample rate, artist, click, report',
    /** What is set below, each of its own. */
    click: 'click',
    countIn: 'count-in',
    report: 'report',
  },

  rate: {
    title: 'Sample rate',
    khz: (hz: number) => `${roundedText(hz / 1000, 3)} kHz`,
    asSong: (hz: number) => `Same as song (${roundedText(hz / 1000, 3)} kHz)`,
    onlyOpus: '48 kHz (Opus has no other)',
  },

  artist: { title: 'Artist tag', label: 'Artist', optional: 'Optional' },

  click: {
    title: 'Click',
    countIn: 'Count-in',
    none: 'No click',
    inMix: 'In the mix',
    ownFile: 'As its own file',
    noCountIn: 'No count-in',
    bars: (count: number) => plural(count, { one: '# bar of count-in', other: '# bars of count-in' }),
    notOffered: 'These files have no click.',
  },

  report: { title: 'Loudness report', beside: 'Report beside it (JSON)' },

  nothing: {
    noSection: 'Tick a section to export.',
    noScene: 'Tick a scene to export.',
    noVersion: 'Tick a version to export.',
    unreadable: (names: readonly string[]) => `These stems cannot be read: ${names.join(', ')}.`,
    silent: 'Every stem is muted or turned down, so the file would be silent. Unmute one to export.',
  },
  /** A heading; the reason follows. */
  without: (stem: string) => `Without ${stem}.`,
  withoutMore: (count: number) =>
    plural(count, { one: 'And without # more stem.', other: 'And without # more stems.' }),

  list: {
    title: 'Exports',
    running: (percent: number) => `Exporting ${numberText(percent)} %`,
    runningAndWaiting: (percent: number, waiting: number) =>
      `Exporting ${numberText(percent)} %, ${numberText(waiting)} waiting`,
    clear: 'Clear the list',
  },

  entry: {
    cancel: (name: string) => `Cancel ${name}`,
    showInFolder: 'Show in folder',
    dismiss: (name: string) => `Dismiss ${name}`,
    writing: (name: string) => `Writing ${name}`,
    percent: (percent: number) => `${numberText(percent)} %`,
    percentLeft: (percent: number, wait: string) => `${numberText(percent)} %, ${wait} left`,
    queued: 'Queued',
    cancelled: 'Cancelled.',
    kept: (count: number) =>
      plural(count, {
        one: '# file had been finished and stays.',
        other: '# files had been finished and stay.',
      }),
    stemsOf: (name: string) => `Stems of ${name}`,
    /** A heading; what is silent follows. */
    damaged: (stem: string) => `${stem} is damaged.`,
    silentBriefly: 'Less than 0.01 s of it is silent.',
    silentFor: (seconds: number) => `${numberText(seconds, seconds < 10 ? 2 : 0)} s of it is silent.`,
  },

  /** What was measured of a file, and what was done to it. */
  outcome: {
    /** "−17.2 → −14.0": before and after. */
    loudness: (lufs: string) => `${lufs} LUFS`,
    truePeak: (dbtp: string) => `true peak ${dbtp} dBTP`,
    range: (lu: string) => `range ${lu} LU`,
    /** `level`: "−1.0 dB". */
    peak: (level: string) => `Peak ${level}FS.`,
    gain: (level: string) => `Gain ${level}.`,
    limited: (db: string) => `Limited by up to ${db} dB.`,
    notClipped: 'Nothing clipped.',
    clipped: (count: number) =>
      plural(count, {
        one: `${String(count)} sample clipped: turn the master down and export again to keep them.`,
        other: `${String(count)} samples clipped: turn the master down and export again to keep them.`,
      }),
  },
} as const;
