import type { ClickSound } from '../../song-sheet.ts';
import { numberText, plural, roundedText } from '../intl.ts';

/** The strips of the mixer, scenes, and what is said of a mix. */
export const mixer = {
  label: 'Mixer',
  /** The unit of all levels, above the strips. */
  unit: 'dB',
  /** `level`: "−6.0", "+1.5" or "−∞". The text field reads "dB" back. */
  decibels: (level: string) => `${level} dB`,

  strip: {
    /** The tooltip of a stem that was measured. `loudness`: "−18.2 LUFS"; `truePeak`: "−1.3 dBTP". */
    measured: (stem: string, loudness: string, truePeak: string) => `${stem}: ${loudness}, true peak ${truePeak}`,
    silent: (stem: string) => `${stem}: silent`,
    more: (stem: string) => `More for ${stem}`,
    reset: 'Reset strip',
    enterLevel: 'Enter a level…',
    soloOnly: 'Solo only this',
    muteOnly: 'Mute only this',
    muteInLoop: 'Mute in the loop',
    previewForward: 'Preview forward',
    endPreview: 'End preview',
    mute: (stem: string) => `Mute ${stem}`,
    muteHint: (stem: string) => `Mute ${stem} · Alt-click: only this one`,
    silencedHint: 'Silent: another stem is soloed · Alt-click: only this one',
    solo: (stem: string) => `Solo ${stem}`,
    soloHint: (stem: string) => `Solo ${stem} · Alt-click: only this one`,
    /** On the buttons; there is room for one letter. */
    muteLetter: 'M',
    soloLetter: 'S',
  },

  level: {
    of: (stem: string) => `${stem} level`,
    /** `label`: as `of`. */
    hint: (label: string) => `${label} · double-click: 0 dB · Shift: fine steps`,
    field: (stem: string) => `${stem}, level in dB`,
    type: (stem: string) => `${stem}, type a level`,
    typeHint: 'Enter a level in dB',
  },

  pan: {
    of: (stem: string) => `${stem} pan`,
    /** `label`: as `of`; `pan`: as the three below. */
    hint: (label: string, pan: string) => `${label}: ${pan} · double-click: centre`,
    centre: 'centre',
    left: (percent: number) => `${numberText(percent)} % left`,
    right: (percent: number) => `${numberText(percent)} % right`,
    /** Beside the knob; there is room for four characters. */
    short: {
      centre: 'C',
      left: (percent: number) => `L${numberText(percent)}`,
      right: (percent: number) => `R${numberText(percent)}`,
    },
  },

  click: {
    name: 'Click',
    countIn: 'Count-in',
    more: 'More for the click',
    level: 'Click level',
    pan: 'Click pan',
    sounds: { beep: 'Beep', wood: 'Wood block', tick: 'Tick' } as const satisfies Readonly<Record<ClickSound, string>>,
    onBeat: 'On the beat',
    perBeat: (clicks: number) => plural(clicks, { other: '# to the beat' }),
    noCountIn: 'No count-in',
    countInBars: (bars: number) => plural(bars, { one: 'Count-in # bar', other: 'Count-in # bars' }),
    countInFirstPass: 'Count in the first pass only',
    countInEachPass: 'Count in each pass of a loop',
    /** Steps of undo. */
    steps: {
      level: 'Level of the click',
      pan: 'Pan of the click',
      sound: 'Sound of the click',
      perBeat: 'Clicks to the beat',
    },
  },

  /** What the corner of the mixer says of mute and solo, each of its own; a press clears them. */
  muted: (count: number) => plural(count, { other: '# muted' }),
  soloed: (count: number) => plural(count, { other: '# soloed' }),
  clearMuteAndSolo: 'Clear mute and solo of all stems',
  /** A stem that is heard forward for a while. */
  hearsForward: (stem: string) => `${stem} forward`,
  /** G is the key on the keyboard. */
  endForward: 'Hear the mix again (G)',

  scenes: {
    label: 'Scenes',
    /** The name of a new scene. */
    numbered: (key: number) => `Scene ${String(key)}`,
    name: 'Name of the scene',
    scene: (name: string) => `Scene ${name}`,
    changed: (name: string) => `Scene ${name}, changed`,
    /** The key on the keyboard that recalls a scene. */
    key: (key: number) => `F${String(key)}`,
    hint: (name: string, key: number) =>
      `${name} (F${String(key)}): click to recall, Shift-click to save the mix over it, double-click to rename, drag onto another to morph`,
    more: (name: string) => `More for scene ${name}`,
    rename: 'Rename…',
    saveOver: 'Save the mix over it',
    morphTo: (name: string, key: number) => `Morph to ${name} (F${String(key)})`,
    remove: (name: string) => `Remove ${name}`,
    save: 'Save as a scene',
    saveHint: 'Save the mix as another scene',
    fullHint: 'All eight scenes are taken: Shift-click one to save over it',
    compare: 'Compare scenes',
    compareHint: 'Compare the last two scenes (B)',
    morph: 'Morph between scenes',
    morphHint: 'Morph between the last two scenes (Shift B)',
    closeMorph: 'Close the morph fader',
    morphFader: 'Morph',
    between: (percent: number, from: string, to: string) => `${numberText(percent)} % of the way from ${from} to ${to}`,
    /** `place`: the name of a scene, or as `between`. */
    morphFaderHint: (place: string) => `${place}. Arrows move it by 5 %, with Shift by 1 %`,
  },

  /** Names of versions of a mix, in names of files too. */
  variants: {
    mix: 'Mix',
    minus: (stem: string) => `No ${stem}`,
    forward: (stem: string) => `${stem} forward`,
    instrumental: 'Instrumental',
    acappella: 'A cappella',
    drumsAndBass: 'Drums and bass',
  },

  /** A mix in words, in the comment of an exported file: "without Drums; Vocals −3.0 dB, 30 % left; master −1.0 dB". */
  inWords: {
    asItCame: 'as it came',
    only: (stems: readonly string[]) => `only ${stems.join(', ')}`,
    without: (stems: readonly string[]) => `without ${stems.join(', ')}`,
    /** `set`: level and pan, or one of them. */
    stem: (stem: string, set: readonly string[]) => `${stem} ${set.join(', ')}`,
    master: (level: string) => `master ${level}`,
    all: (said: readonly string[]) => said.join('; '),
  },

  speedAndKey: {
    percent: (percent: number) => `${roundedText(percent, 1)} %`,
    spokenPercent: (percent: number) => `${roundedText(percent, 1)} percent`,
    /** What differs from the recording. `speed`: as `percent`; `semitones`: "+2" or "−3.5". */
    speed: (speed: string) => `${speed} of the speed`,
    key: (semitones: string) => `key ${semitones}`,
    both: (speed: string, semitones: string) => `${speed} of the speed, key ${semitones}`,
    /** A transposition as it is read aloud. */
    asRecorded: 'as recorded',
    semitones: (count: number) => plural(count, { one: '# semitone', other: '# semitones' }),
    cents: (count: number) => plural(count, { one: '# cent', other: '# cents' }),
    semitonesAndCents: (semitones: string, cents: string) => `${semitones} ${cents}`,
    higher: (interval: string) => `plus ${interval}`,
    lower: (interval: string) => `minus ${interval}`,
  },

  setlists: {
    /** The name of a setlist that was given none. */
    unnamed: 'Setlist',
    /** What is missing of a song. */
    notInLibrary: 'Not in the library',
    onItsWay: 'Still on its way',
    stemsRemoved: 'Stems removed to free space',
    noStems: 'No stems here',
    someStems: (saved: number, count: number) => `${numberText(saved)} of ${numberText(count)} stems here`,
  },
} as const;
