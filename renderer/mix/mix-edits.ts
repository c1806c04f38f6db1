import {
  type ChannelStrip,
  type Decibels,
  flatMix,
  flatStrip,
  frames,
  type Frames,
  type LoopRegion,
  longestStripName,
  maxShiftFrames,
  maxShiftMs,
  type Mix,
  type Output,
  type StemId,
} from '#contract';
import { clampCents, clampSpeed } from './speed-and-key.ts';

/** What the user did to a strip. `gesture` names one drag. */
export type StripChange =
  | { readonly what: 'level'; readonly levelDb: Decibels; readonly gesture: string | null }
  | { readonly what: 'pan'; readonly pan: number; readonly gesture: string | null }
  | { readonly what: 'output'; readonly output: Output }
  | { readonly what: 'cueLevel'; readonly cueDb: Decibels }
  | { readonly what: 'mute' | 'solo'; readonly isExclusive: boolean }
  | { readonly what: 'reset' };

/** Changes one strip; an unknown id changes nothing. */
export function withStrip(mix: Mix, stemId: StemId, change: Partial<Omit<ChannelStrip, 'stemId'>>): Mix {
  return { ...mix, strips: mix.strips.map((strip) => (strip.stemId === stemId ? { ...strip, ...change } : strip)) };
}

/** Sets the master fader. */
export function withMaster(mix: Mix, masterDb: Decibels): Mix {
  return { ...mix, masterDb };
}

/** Sets or removes the loop. */
export function withLoop(mix: Mix, loop: LoopRegion | null): Mix {
  return { ...mix, loop };
}

/** Sets the speed, limited to its range and rounded to a tenth of a percent. */
export function withSpeed(mix: Mix, speed: number): Mix {
  return { ...mix, speed: clampSpeed(speed) };
}

/** Sets the transposition, limited to its range and rounded to whole cents. */
export function withTransposition(mix: Mix, cents: number): Mix {
  return { ...mix, transposeCents: clampCents(cents) };
}

/** Sets whether drums and percussion keep their pitch when the rest is transposed. */
export function withDrumPitchKept(mix: Mix, keepsDrumPitch: boolean): Mix {
  return { ...mix, keepsDrumPitch };
}

/** Shifts a stem by whole frames of the song, positive for later, limited to the range of a shift. */
export function withShift(mix: Mix, stemId: StemId, shiftFrames: number): Mix {
  const shift = Math.min(Math.max(Math.round(shiftFrames), -maxShiftFrames), maxShiftFrames);
  return withStrip(mix, stemId, { shiftFrames: shift });
}

/** Shifts a stem by hand, in whole milliseconds on top of its alignment, positive for later, limited to the range of a shift. */
export function withHandShift(mix: Mix, stemId: StemId, shiftMs: number): Mix {
  const shift = Math.min(Math.max(Math.round(shiftMs), -maxShiftMs), maxShiftMs) + 0;
  return withStrip(mix, stemId, { shiftMs: shift });
}

/** A typed name as a strip keeps it: one line of at most `longestStripName`, in NFC. Blank, or as the stem is called: null. */
export function stripNameFrom(typed: string, stemName: string): string | null {
  const line = typed
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  // Not in the middle of a surrogate pair.
  const name = line
    .slice(0, longestStripName)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
  return name === '' || name === stemName.normalize('NFC') ? null : name;
}

/** Moves a strip to a place in the mixer, counted from 0; the same mix when it is there already. */
export function withStripAt(mix: Mix, stemId: StemId, place: number): Mix {
  const from = mix.strips.findIndex((strip) => strip.stemId === stemId);
  const strip = mix.strips[from];
  const to = Math.min(Math.max(place, 0), mix.strips.length - 1);
  if (strip === undefined || to === from) return mix;
  const others = mix.strips.filter((other) => other !== strip);
  return { ...mix, strips: [...others.slice(0, to), strip, ...others.slice(to)], hasOwnOrder: true };
}

/** Resets a strip except for its name and its shifts, which are about the file, and for its outputs. */
export function withStripReset(mix: Mix, stemId: StemId): Mix {
  return { ...mix, strips: mix.strips.map((strip) => (strip.stemId === stemId ? resetStrip(strip) : strip)) };
}

/** Resets strips, master, speed and pitch. The loop, the shifts, the names, the outputs and the order stay. */
export function withSoundReset(mix: Mix): Mix {
  const { strips, hasOwnOrder, loop } = mix;
  return { ...flatMix([]), strips: strips.map(resetStrip), hasOwnOrder, loop };
}

const resetStrip = ({ stemId, name, shiftFrames, shiftMs, output, cueDb }: ChannelStrip): ChannelStrip => ({
  ...flatStrip(stemId),
  ...{ name, shiftFrames, shiftMs, output, cueDb },
});

/** Solos this stem alone, or no stem if it already is the only one. */
export function withExclusiveSolo(mix: Mix, stemId: StemId): Mix {
  const isAlone = mix.strips.every((strip) => strip.isSoloed === (strip.stemId === stemId));
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, isSoloed: !isAlone && strip.stemId === stemId })) };
}

/** Mutes this stem alone, or no stem if it already is the only one. */
export function withExclusiveMute(mix: Mix, stemId: StemId): Mix {
  const isAlone = mix.strips.every((strip) => strip.isMuted === (strip.stemId === stemId));
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, isMuted: !isAlone && strip.stemId === stemId })) };
}

/** Unmutes and unsolos all strips. */
export function withAllHeard(mix: Mix): Mix {
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, isMuted: false, isSoloed: false })) };
}

/**
 * Fits a mix to these stems: keeps known strips, adds flat ones for new stems and drops the rest. Strips stand as the stems do, or as the
 * user has moved them, new ones at the end.
 */
export function fittedTo(mix: Mix, stemIds: readonly StemId[]): Mix {
  const known = new Map(mix.strips.map((strip) => [strip.stemId, strip]));
  const moved = mix.hasOwnOrder ? mix.strips.map(({ stemId }) => stemId).filter((id) => stemIds.includes(id)) : [];
  const order = new Set([...moved, ...stemIds]);
  return { ...mix, strips: [...order].map((id) => known.get(id) ?? flatStrip(id)) };
}

/** Whether `fittedTo` would leave the strips as they are. */
export function isFittedTo(mix: Mix, stemIds: readonly StemId[]): boolean {
  const fitted = fittedTo(mix, stemIds).strips;
  return fitted.length === mix.strips.length && fitted.every(({ stemId }, at) => stemId === mix.strips[at]?.stemId);
}

/** Where Stop returns to, in frames: the start of the loop when it is on, else of the song. */
export const startOf = (mix: Mix | null): Frames => (mix?.loop?.isOn === true ? mix.loop.startFrames : frames(0));

/** A shorter loop would sound as a buzz: 50 ms at 44.1 kHz. */
const shortestLoopFrames = 2205;

/**
 * The loop region between two positions in either order, limited to the song. Null when it is shorter than 50 ms.
 */
export function loopBetween(one: Frames, other: Frames, songFrames: Frames): LoopRegion | null {
  const startFrames = frames(Math.max(0, Math.min(one, other)));
  const endFrames = frames(Math.min(songFrames, Math.max(one, other)));
  return endFrames - startFrames < shortestLoopFrames ? null : { startFrames, endFrames, isOn: true };
}
