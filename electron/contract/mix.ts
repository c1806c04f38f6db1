import type { StemId } from './session.ts';
import { decibels, type Decibels, type Frames } from './units.ts';

/** A region of the song, half open: `[startFrames, endFrames)`, at the song's sample rate. */
export type LoopRegion = { readonly startFrames: Frames; readonly endFrames: Frames; readonly isOn: boolean };

export const outputs = ['main', 'cue', 'both'] as const;
/** Where a sound goes: to the main output, to the cue output, or to both. Without a cue device all goes to the main output. */
export type Output = (typeof outputs)[number];

export type ChannelStrip = {
  readonly stemId: StemId;
  /** What the strip is called in place of its stem's name, trimmed and in NFC; null: as the stem. */
  readonly name: string | null;
  /** Fader: `-Infinity` (off), or -90 to +6. */
  readonly levelDb: Decibels;
  /** -1 is left, 0 the middle, +1 right. */
  readonly pan: number;
  readonly isMuted: boolean;
  readonly isSoloed: boolean;
  /** Delay of the stem against its file, in frames of the song; negative plays it earlier. Corrects a stem that was saved late or early. */
  readonly shiftFrames: number;
  /** Delay by hand on top of `shiftFrames`, in whole milliseconds; negative plays the stem earlier. */
  readonly shiftMs: number;
  readonly output: Output;
  /** Level in the cue output, whatever the fader says: `lowestCueDb` to `highestCueDb`. */
  readonly cueDb: Decibels;
};

/** A song's whole mix as plain data: saved, undone, played and exported. */
export type Mix = {
  /** One per stem, in the order on screen. */
  readonly strips: readonly ChannelStrip[];
  /** Whether the user has moved strips. If not, they stand in the order of the session's stems. */
  readonly hasOwnOrder: boolean;
  /** Same range as a strip's level. */
  readonly masterDb: Decibels;
  readonly loop: LoopRegion | null;
  /** Playback speed at unchanged pitch: 0.25 to 2, 1 as recorded. */
  readonly speed: number;
  /** Pitch shift at unchanged speed, in whole cents: -1250 to 1250. */
  readonly transposeCents: number;
  /** Drums and percussion are not transposed with the rest. */
  readonly keepsDrumPitch: boolean;
};

/** Levels in the cue output. What is not meant for it goes to the main output alone. */
export const lowestCueDb = -40;
export const highestCueDb = 6;
export const maxLevelDb = decibels(6);
export const slowestSpeed = 0.25;
export const fastestSpeed = 2;
/** Twelve semitones and half of one. */
export const maxTransposeCents = 1250;
/** A stem is never shifted by more than this; an encoder's delay is at most half of it. */
export const maxShiftFrames = 8192;
/** How far a stem can be shifted by hand, either way. */
export const maxShiftMs = 500;
/** In UTF-16 units. */
export const longestStripName = 60;
/** The quietest level a fader can be set to before it is off. */
export const minLevelDb = decibels(-90);

/** Returns a strip at 0 dB, centred, neither muted nor soloed, without a shift, called as its stem, on the main output. */
export function flatStrip(stemId: StemId): ChannelStrip {
  return {
    stemId,
    name: null,
    levelDb: decibels(0),
    pan: 0,
    isMuted: false,
    isSoloed: false,
    shiftFrames: 0,
    shiftMs: 0,
    output: 'main',
    cueDb: decibels(0),
  };
}

/** Returns a mix with every fader at 0 dB, nothing panned, muted, soloed or looped, speed and pitch as recorded. */
export function flatMix(stemIds: readonly StemId[]): Mix {
  return {
    strips: stemIds.map(flatStrip),
    hasOwnOrder: false,
    masterDb: decibels(0),
    loop: null,
    speed: 1,
    transposeCents: 0,
    keepsDrumPitch: true,
  };
}
