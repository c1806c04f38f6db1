import type { StemId } from './session.ts';
import { decibels, type Decibels, type Frames } from './units.ts';

/** A stretch of the song, half open: `[startFrames, endFrames)`, at the song's sample rate. */
export type LoopRegion = { readonly startFrames: Frames; readonly endFrames: Frames; readonly isOn: boolean };

export type ChannelStrip = {
  readonly stemId: StemId;
  /** Fader: `-Infinity` (off), or -90 to +6. */
  readonly levelDb: Decibels;
  /** -1 is left, 0 the middle, +1 right. */
  readonly pan: number;
  readonly isMuted: boolean;
  readonly isSoloed: boolean;
};

/** All that a song's mixer knows, as plain data: what is saved, undone, heard and bounced. */
export type Mix = {
  /** One per stem, in the order of the session's stems. */
  readonly strips: readonly ChannelStrip[];
  /** Same range as a strip's level. */
  readonly masterDb: Decibels;
  readonly loop: LoopRegion | null;
};

export const maxLevelDb = decibels(6);
/** The quietest level a fader can be set to before it is off. */
export const minLevelDb = decibels(-90);

export function flatStrip(stemId: StemId): ChannelStrip {
  return { stemId, levelDb: decibels(0), pan: 0, isMuted: false, isSoloed: false };
}

/** Every fader at 0 dB, nothing panned, muted, soloed or looped. */
export function flatMix(stemIds: readonly StemId[]): Mix {
  return { strips: stemIds.map(flatStrip), masterDb: decibels(0), loop: null };
}
