import { numberText, plural, roundedText } from '../intl.ts';

/** The transport bar, the master, and tempo, key and details of a song. */
export const transport = {
  bar: {
    label: 'Transport',
    toStart: 'To the start',
    toStartHint: 'Back to start (Home)',
    play: 'Play',
    playHint: 'Play (Space)',
    pause: 'Pause',
    pauseHint: 'Pause (Space)',
    stop: 'Stop',
    loop: 'Loop',
    loopHint: 'Loop (L)',
    noLoopHint: 'Loop (drag on the ruler to set it)',
    click: 'Click',
    clickHint: (countInBars: number) =>
      countInBars === 0
        ? 'Click (K), count-in (Shift K): off'
        : `Click (K), count-in (Shift K): ${plural(countInBars, { one: '# bar', other: '# bars' })}`,
    noClickHint: 'Click (no beats are known yet)',
  },
  original: {
    name: 'Original',
    hint: 'O switches between the mix and the original, both equally loud',
    none: 'This song has no original to compare with',
    /** The level that is taken from the mix, as "−2.1 dB". */
    mixLowered: (level: string) => `Mix at ${level}`,
    mixLoweredHint: 'The mix is lowered to be as loud as the original. Press to end the comparison.',
  },
  position: {
    label: 'Position',
    /** Both as "1:04.2". */
    of: (position: string, length: string) => `${position} of ${length}`,
    hint: 'Click to jump',
    hintWithFrame: 'Click to jump. Drag the frame to scroll (Ctrl ← →).',
    /** Before the number of the bar in the readout. */
    bar: 'bar',
  },
  speed: {
    label: 'Speed',
    menu: 'Speeds',
    /** An entry of the menu: "75 %" and the tempo that it comes to, "84 bpm". */
    withTempo: (speed: string, tempo: string) => `${speed} · ${tempo}`,
    spokenWithTempo: (speed: string, tempo: string) => `${speed}, ${tempo}`,
    enter: 'Enter speed…',
    enterOrTempo: 'Enter speed or tempo…',
    hint: 'Speed, the pitch stays (Alt ← →): drag, Shift for fine steps, Enter to type a percentage, double-click for 100 %',
    hintOrTempo:
      'Speed, the pitch stays (Alt ← →): drag, Shift for fine steps, Enter to type a percentage or a tempo, double-click for 100 %',
  },
  key: {
    label: 'Key',
    semitones: 'Key, semitones',
    semitonesHint:
      'Key in semitones, the speed stays (Alt ↑ ↓): drag, Shift for cents, Enter to type, double-click to reset',
    /** A transposition in words and the key that it comes to. */
    spokenWithKey: (transposition: string, key: string) => `${transposition}, ${key}`,
    cents: 'Key, cents',
    centsHint: 'Fine tuning in cents: drag, Enter to type, double-click for none',
    /** `cents` as "+8". The text field reads "ct" back. */
    centsShown: (cents: string) => `${cents} ct`,
    /** Negative for lower. */
    centsSpoken: (cents: number) => `${String(cents)} cents`,
    drums: 'Drums keep their pitch',
    noDrums: 'This song has no drums',
    drumsKept: "Drums aren't transposed",
    drumsTransposed: 'Drums are transposed too',
  },
  master: {
    name: 'Master',
    level: 'Master level',
    clip: 'CLIP',
    clipped: 'Clipped: reset the light',
    clippedHint: 'The mix clipped. Click to clear.',
    noClipping: 'No clipping',
    loudness: 'Loudness so far',
    loudnessHint:
      'Loudness since you pressed Play: integrated above, short-term (the last 3 s) below. Click to start over.',
    lufs: 'LUFS',
    /** Beside the short-term loudness; there is room for about five letters. */
    shortTerm: 'short',
  },
  song: {
    /** `root` as "C", "F#" or "Bb"; the whole name of the key: "F# major". */
    keyName: (root: string, mode: 'major' | 'minor') => (mode === 'major' ? `${root} major` : `${root} minor`),
    /** A measured or played tempo: "87.5 bpm". The text field reads "bpm" back. */
    bpm: (bpm: number) => `${roundedText(bpm, 1)} bpm`,
    /** How sure an estimate is. */
    confidence: { high: 'confident', middle: 'likely', low: 'a guess' },
    estimated: (value: string) => `≈ ${value}`,
    key: {
      set: 'Set key',
      notKnown: 'Key, not known',
      perhaps: (key: string) => `Key, perhaps ${key}`,
      stated: (key: string) => `Key, ${key}`,
      byYouHint: 'Key, set by you',
      unknownHint: 'Key unknown',
      estimateHint: (confidence: string) => `Key as recorded, an estimate (${confidence})`,
      unknown: 'Unknown',
      backTo: (key: string) => `Back to ≈ ${key}`,
    },
    tempo: {
      label: 'Tempo',
      set: 'Set tempo',
      notKnown: 'Tempo, not known',
      about: (tempo: string) => `Tempo, about ${tempo}`,
      stated: (tempo: string) => `Tempo, ${tempo}`,
      byYouHint: 'Tempo, set by you',
      estimateHint: (estimate: string) => `Tempo as recorded, an estimate (${estimate})`,
      noEstimateHint: 'Tempo as recorded, an estimate (none)',
      /** An estimated tempo and how sure it is: "112 bpm, likely". */
      estimate: (tempo: string, confidence: string) => `${tempo}, ${confidence}`,
      estimateLine: (estimate: string) => `Estimate: ${estimate}.`,
      noEstimateLine: 'Estimate: none.',
      field: 'Tempo in bpm',
      unit: 'bpm',
      double: 'Twice as fast',
      halve: 'Half as fast',
      tap: 'Tap',
      tapHint: 'Tap along with the beat',
      tapInSongHint: 'Tap on the beat, from a 1 on (T)',
      confirm: 'Set',
      leaveOpen: 'Leave it open',
      backToEstimate: 'Back to the estimate',
    },
    beats: {
      label: 'Beats',
      earlier: 'Beats 5 ms earlier',
      earlierHint: 'Beats 5 ms earlier (,)',
      earlierShort: '◀ 5 ms',
      later: 'Beats 5 ms later',
      laterHint: 'Beats 5 ms later (.)',
      laterShort: '5 ms ▶',
      oneEarlier: 'The 1 a beat earlier',
      oneEarlierHint: 'The 1 a beat earlier (Shift ,)',
      oneEarlierShort: '◀ beat',
      oneLater: 'The 1 a beat later',
      oneLaterHint: 'The 1 a beat later (Shift .)',
      oneLaterShort: 'beat ▶',
      oneHere: 'This is 1',
      oneHereHint: 'The beat at the playhead begins a bar',
      timeSignature: 'Time signature',
      fromThisBar: 'from this bar on',
      countIn: 'Count-in',
      countInBars: (bars: number) =>
        bars === 0 ? 'No count-in' : plural(bars, { one: 'Count-in # bar', other: 'Count-in # bars' }),
      everyPass: 'each pass of a loop',
    },
    /** Names that are offered for the sections of a song, in the order songs mostly have them. */
    usualSections: {
      intro: 'Intro',
      verse: 'Verse',
      preChorus: 'Pre-Chorus',
      chorus: 'Chorus',
      bridge: 'Bridge',
      solo: 'Solo',
      break: 'Break',
      outro: 'Outro',
    },
    /** A section that none of these names is left for. */
    sectionNumber: (place: number) => `Section ${String(place)}`,
    /** Where a loop is; a bar as "9". */
    bar: (bar: string) => `bar ${bar}`,
    bars: (from: string, to: string) => `bars ${from}–${to}`,
    /** Times as "0:16.0". */
    times: (from: string, to: string) => `${from}–${to}`,
    /** A speed that climbs over the passes of a loop, in percent: "80→100 % +5". */
    ramp: (from: number, to: number, step: number) =>
      `${roundedText(from, 1)}→${roundedText(to, 1)} % +${roundedText(step, 1)}`,
    details: {
      label: 'Song details',
      sampleRate: (kilohertz: number) => `${roundedText(kilohertz, 3)} kHz.`,
      noOriginal: 'There is no original to compare the stems with.',
      /** How well the stems add up to the original. */
      residual: (db: number) => `The stems add up to the original to ${numberText(db, 1)} dB.`,
      table: 'Loudness of the stems',
      stem: 'Stem',
      loudness: 'Loudness',
      truePeak: 'True peak',
      notHeard: 'not heard',
      silent: 'silent',
      lufs: (lufs: number) => `${numberText(lufs, 1)} LUFS`,
      dbtp: (db: number) => `${numberText(db, 1)} dBTP`,
    },
    /** Why the sound of a stem cannot be played. `codec`, `container` and `format` are what their makers call them: "AC-3", "MP4". */
    unplayable: {
      empty: 'The file is empty.',
      indexMissing: 'Its index is missing: the file was cut off.',
      indexContradicts: 'Its index contradicts itself.',
      noTrack: 'There is no sound track in it.',
      noSound: 'There is no sound in it.',
      noFrames: (format: string) => `There are no ${format} frames in it.`,
      otherFile: (format: string) => `It is no ${format} file.`,
      soundFirst: 'Its sound comes before its description.',
      noDescription: 'There is no description of its sound in it.',
      descriptionCutOff: 'Its description is cut off.',
      noPacketTable: 'There is no table of its packets in it.',
      chunkWithoutSize: 'One of its chunks has no size.',
      falseSamples: 'What it says of its samples is not true.',
      frameBytes: (bytes: number) => `Its frames of ${String(bytes)} bytes are not understood.`,
      noChannels: 'It has no channels.',
      unnamedChannels: (channels: number) => `It has ${String(channels)} channels of which nothing is said.`,
      tooManyChannels: (channels: number, most: number) =>
        `It has ${String(channels)} channels; up to ${String(most)} can be mixed down.`,
      rateTooLow: (kilohertz: number) => `Its rate of ${roundedText(kilohertz, 3)} kHz is below 8 kHz.`,
      rateTooHigh: (kilohertz: number) => `Its rate of ${roundedText(kilohertz, 3)} kHz is above 384 kHz.`,
      codec: (codec: string) => `Its sound is ${codec}, which cannot be decoded here.`,
      /** A name that stands in the file. */
      codecNamed: (name: string) => `Its sound is “${name}”, which cannot be decoded here.`,
      /** A variant of a codec that is decoded otherwise. */
      codecVariant: (codec: string) => `Its sound is ${codec} of a kind, which cannot be decoded here.`,
      codecInside: (codec: string, container: string) =>
        `Its sound is ${codec} inside ${container}, which cannot be decoded here.`,
      codecInsideFilm: (codec: string) => `Its sound is ${codec} inside a film, which cannot be decoded here.`,
      film: 'Its sound is a film, which cannot be decoded here.',
      filmOf: (codec: string) => `Its sound is a ${codec} film, which cannot be decoded here.`,
      protected: 'Its sound is protected by Apple (FairPlay), which cannot be decoded here.',
      encrypted: 'Its sound is encrypted, which cannot be decoded here.',
      windowsCodec: 'Its sound is of a Windows codec, which cannot be decoded here.',
      pcm: (bits: number) => `Its sound is PCM of ${String(bits)} bits, which cannot be decoded here.`,
      unknown: 'Its sound is of a kind that is not known, which cannot be decoded here.',
      unknownNumber: (kind: number) =>
        `Its sound is of a kind (${String(kind)}) that is not known, which cannot be decoded here.`,
      unknownFormat: (format: number, bits: number) =>
        `Its sound is of a kind (format ${String(format)}, ${String(bits)} bits) that is not known, which cannot be decoded here.`,
    },
    /** Notes beside a stem. */
    notes: {
      lateToOriginal: (milliseconds: number) =>
        `Compared with the original, this stem is ${numberText(milliseconds, 1)} ms late. Align moves it to its place.`,
      earlyToOriginal: (milliseconds: number) =>
        `Compared with the original, this stem is ${numberText(milliseconds, 1)} ms early. Align moves it to its place.`,
      lateByLength: (milliseconds: number) =>
        `This file is longer than the others by what an encoder adds at the start, so its sound is ${numberText(milliseconds, 1)} ms late. Align moves it to its place.`,
      earlyByLength: (milliseconds: number) =>
        `This file is longer than the others by what an encoder adds at the start, so its sound is ${numberText(milliseconds, 1)} ms early. Align moves it to its place.`,
      alignedEarlier: (milliseconds: number) =>
        `Plays ${numberText(milliseconds, 1)} ms earlier than its file. Press to let it stand where the file does.`,
      alignedLater: (milliseconds: number) =>
        `Plays ${numberText(milliseconds, 1)} ms later than its file. Press to let it stand where the file does.`,
      bridged: (count: number) =>
        plural(count, { one: '# damaged moment was bridged', other: '# damaged moments were bridged' }),
      mixedDown:
        'Stemroom plays two channels. Centre and surround are mixed in as ITU-R BS.775 says; low frequencies (LFE) are left out.',
    },
  },
} as const;
