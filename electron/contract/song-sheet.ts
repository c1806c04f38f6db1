import type { ChannelStrip, Output, StripGroup } from './mix.ts';
import type { StemId } from './session.ts';
import { decibels, type Decibels, type Frames } from './units.ts';

/** A time signature such as 6/8, from its bar on until the next one. `beats` of the grid make a bar. */
export type Meter = { readonly bar: number; readonly beats: number; readonly unit: (typeof meterUnits)[number] };
export const meterUnits = [2, 4, 8, 16] as const;
/** The most beats in a bar. */
export const mostBeatsPerBar = 16;
export const lastBar = 100_000;
export const mostMeters = 500;

/**
 * The beat grid as the user said it; the estimate of the analysis stays beside it. A steady grid lists one beat. Before the first beat and
 * after the last one the grid continues at `bpm`.
 */
export type StatedGrid = {
  readonly bpm: number;
  /** Ascending, in seconds of the song as recorded, at least one. */
  readonly beatSeconds: readonly number[];
  /** The beat on which bar 1 begins, counted from the first of `beatSeconds` (0); negative before it. */
  readonly downbeat: number;
  /** Ascending by bar. Before the first of them, and when there is none: 4/4. */
  readonly meters: readonly Meter[];
};

/** A named part of the song, `[startFrames, endFrames)` at the song's rate. Sections do not overlap. */
export type Section = {
  readonly name: string;
  readonly startFrames: Frames;
  readonly endFrames: Frames;
  /** An index into the colours of sections; sections of one name share it. */
  readonly colour: number;
};
export const mostSections = 200;
export const longestSectionName = 60;
export const sectionColours = 8;

/** A chord from its time on until the next one, in seconds of the song as recorded. */
export type PlacedChord = { readonly startSeconds: number; readonly symbol: string };
export const mostChords = 5000;
export const longestChord = 24;
export const highestCapo = 11;

/** A word, or a syllable, without spaces, and when it is sung, in seconds of the song as recorded; null: not timed yet. */
export type LyricWord = {
  readonly text: string;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  /** No space stands between this word and the next: syllables, Chinese, Japanese. */
  readonly joinsNext: boolean;
};

/** A line of the lyrics. */
export type LyricLine = {
  readonly words: readonly LyricWord[];
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  /** Who sings it; null: not said. */
  readonly singer: string | null;
  /** The tag that stands before the line, such as "Verse 2", without its brackets; null: none. */
  readonly sectionTag: string | null;
};
export const mostLyricLines = 2000;
export const mostWordsPerLine = 64;
export const longestWord = 80;
export const longestTag = 60;
/** The largest file of lyrics, in bytes. */
export const largestLyricsBytes = 4 * 1024 * 1024;

/** A stretch of one stem at another level: `[startFrames, endFrames)` of the song, with a fade of 10 ms inside both ends. */
export type LevelStretch = {
  readonly stemId: StemId;
  readonly startFrames: Frames;
  readonly endFrames: Frames;
  /** On top of the fader: `-Infinity` (muted), or -90 to 0. */
  readonly levelDb: Decibels;
};
export const mostStretches = 2000;

/** What a scene keeps of a strip. */
export type SceneStrip = Pick<ChannelStrip, 'stemId' | 'levelDb' | 'pan' | 'isMuted' | 'isSoloed'>;
/** What a scene keeps of a group. */
export type SceneGroup = Pick<StripGroup, 'key' | 'levelDb' | 'isMuted' | 'isSoloed'>;

/** A named mix of the song. Stems that arrived after it was saved are not in it, and it leaves them alone. */
export type Scene = {
  /** The function key that recalls it, 1 to 8. No two scenes of a song have the same. */
  readonly key: number;
  readonly name: string;
  readonly strips: readonly SceneStrip[];
  /** The groups that there were when it was saved. Others stay as they are when it is recalled. */
  readonly groups: readonly SceneGroup[];
};
export const mostScenes = 8;
export const longestSceneName = 40;

export const clickSounds = ['beep', 'wood', 'tick'] as const;
export type ClickSound = (typeof clickSounds)[number];
/** Clicks on each beat of the grid. */
export const clicksPerBeat = [1, 2, 3, 4] as const;

/** The click: on every beat of the grid, louder and higher on the first of a bar. */
export type Click = {
  readonly isOn: boolean;
  readonly sound: ClickSound;
  readonly perBeat: (typeof clicksPerBeat)[number];
  /** Same range as a strip's level. */
  readonly levelDb: Decibels;
  /** -1 is left, 0 the middle, +1 right. */
  readonly pan: number;
  readonly output: Output;
  /** Level in the cue output, as a strip's. */
  readonly cueDb: Decibels;
};

export const countInBars = [0, 1, 2, 4] as const;
/** Bars of click before playback starts; 0: none. `isEveryPass`: before each pass of a loop too. */
export type CountIn = { readonly bars: (typeof countInBars)[number]; readonly isEveryPass: boolean };

export const loopPasses = [0, 2, 4, 8] as const;
export const loopEnds = ['goOn', 'stop'] as const;
/** The most sections in a chain. */
export const mostChained = 64;
export const mostRampPercent = 50;
export const mostPassesPerStep = 32;

/** The speed climbs from that of the mix by `stepPercent` of the recorded one every `everyPasses` passes, up to `targetSpeed`. */
export type SpeedRamp = {
  readonly isOn: boolean;
  readonly stepPercent: number;
  readonly everyPasses: number;
  readonly targetSpeed: number;
};

/** How the loop is practised. Playing it changes neither mix nor sheet. */
export type Practice = {
  /** How often the loop plays; 0: without end. */
  readonly passes: (typeof loopPasses)[number];
  /** What comes after the last pass. */
  readonly after: (typeof loopEnds)[number];
  /** Sections, by their place in the sheet, that play one after the other in place of the loop; each may come several times. */
  readonly chain: readonly number[];
  readonly ramp: SpeedRamp;
};

/** What is known of a song beside its mix, as plain data: saved and undone with the mix. */
export type SongSheet = {
  /** Null: the estimate stands. */
  readonly grid: StatedGrid | null;
  /** Ascending. */
  readonly sections: readonly Section[];
  /** Ascending, as the song is recorded. */
  readonly chords: readonly PlacedChord[];
  /** The fret of the capo for which shapes are shown in place of chords; 0: none. */
  readonly capo: number;
  readonly lyrics: readonly LyricLine[];
  readonly stretches: readonly LevelStretch[];
  readonly click: Click;
  readonly countIn: CountIn;
  readonly practice: Practice;
  /** Ascending by key. */
  readonly scenes: readonly Scene[];
};

/** The sheet of a song of which nothing was said yet. */
export const emptySheet: SongSheet = {
  grid: null,
  sections: [],
  chords: [],
  capo: 0,
  lyrics: [],
  stretches: [],
  click: { isOn: false, sound: 'beep', perBeat: 1, levelDb: decibels(0), pan: 0, output: 'main', cueDb: decibels(0) },
  countIn: { bars: 0, isEveryPass: false },
  practice: {
    passes: 0,
    after: 'goOn',
    chain: [],
    ramp: { isOn: false, stepPercent: 5, everyPasses: 1, targetSpeed: 1 },
  },
  scenes: [],
};
