import {
  type ChannelStrip,
  type Decibels,
  flatMix,
  flatStrip,
  frames,
  type Frames,
  type LoopRegion,
  maxShiftFrames,
  type Mix,
  type StemId,
} from '#contract';
import { clampCents, clampSpeed } from './speed-and-key.ts';

/** What a user did to a strip. `gesture` names one drag. */
export type StripChange =
  | { readonly what: 'level'; readonly levelDb: Decibels; readonly gesture: string | null }
  | { readonly what: 'pan'; readonly pan: number; readonly gesture: string | null }
  | { readonly what: 'mute' | 'solo'; readonly isExclusive: boolean }
  | { readonly what: 'reset' };

export function withStrip(mix: Mix, stemId: StemId, change: Partial<Omit<ChannelStrip, 'stemId'>>): Mix {
  return { ...mix, strips: mix.strips.map((strip) => (strip.stemId === stemId ? { ...strip, ...change } : strip)) };
}

export function withMaster(mix: Mix, masterDb: Decibels): Mix {
  return { ...mix, masterDb };
}

export function withLoop(mix: Mix, loop: LoopRegion | null): Mix {
  return { ...mix, loop };
}

/** `speed` is kept in range and on whole tenths of a percent. */
export function withSpeed(mix: Mix, speed: number): Mix {
  return { ...mix, speed: clampSpeed(speed) };
}

/** `cents` are kept in range and whole. */
export function withTransposition(mix: Mix, cents: number): Mix {
  return { ...mix, transposeCents: clampCents(cents) };
}

/** Whether drums and percussion stay as they are when the rest is transposed. */
export function withDrumPitchKept(mix: Mix, keepsDrumPitch: boolean): Mix {
  return { ...mix, keepsDrumPitch };
}

/** Moves a stem in time by whole frames of the song, later for positive ones; kept within what a shift may be. */
export function withShift(mix: Mix, stemId: StemId, shiftFrames: number): Mix {
  const shift = Math.min(Math.max(Math.round(shiftFrames), -maxShiftFrames), maxShiftFrames);
  return withStrip(mix, stemId, { shiftFrames: shift });
}

/** A strip as it came, but for its shift: that mends the file and is no part of the sound. */
export function withStripReset(mix: Mix, stemId: StemId): Mix {
  return { ...mix, strips: mix.strips.map((strip) => (strip.stemId === stemId ? resetStrip(strip) : strip)) };
}

/** The sound as it came, speed and pitch included. The loop and the shifts stay: they are no part of the sound. */
export function withSoundReset(mix: Mix): Mix {
  return { ...flatMix([]), strips: mix.strips.map(resetStrip), loop: mix.loop };
}

const resetStrip = ({ stemId, shiftFrames }: ChannelStrip): ChannelStrip => ({ ...flatStrip(stemId), shiftFrames });

/** Solo this stem alone; a second time lets all be heard again. */
export function withExclusiveSolo(mix: Mix, stemId: StemId): Mix {
  const isAlone = mix.strips.every((strip) => strip.isSoloed === (strip.stemId === stemId));
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, isSoloed: !isAlone && strip.stemId === stemId })) };
}

/** Mute this stem alone; a second time unmutes all. */
export function withExclusiveMute(mix: Mix, stemId: StemId): Mix {
  const isAlone = mix.strips.every((strip) => strip.isMuted === (strip.stemId === stemId));
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, isMuted: !isAlone && strip.stemId === stemId })) };
}

/** A saved mix made to fit the stems that are there now: known strips are kept, new stems come in flat. */
export function fittedTo(mix: Mix, stemIds: readonly StemId[]): Mix {
  return {
    ...mix,
    strips: stemIds.map((id) => mix.strips.find((strip) => strip.stemId === id) ?? flatStrip(id)),
  };
}

/** Where Stop returns to, in frames: the start of the loop when it is on, else of the song. */
export const startOf = (mix: Mix | null): Frames => (mix?.loop?.isOn === true ? mix.loop.startFrames : frames(0));

/** A shorter loop would sound as a buzz: 50 ms at 44.1 kHz. */
const shortestLoopFrames = 2205;

/**
 * The region between two positions in either order, kept inside the song. Null when it would be too short to be meant.
 */
export function loopBetween(one: Frames, other: Frames, songFrames: Frames): LoopRegion | null {
  const startFrames = frames(Math.max(0, Math.min(one, other)));
  const endFrames = frames(Math.min(songFrames, Math.max(one, other)));
  return endFrames - startFrames < shortestLoopFrames ? null : { startFrames, endFrames, isOn: true };
}
