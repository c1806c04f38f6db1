import { frames, type Frames, type LoopRegion } from '#contract';

/** Shorter than this a loop would be a buzz: 50 ms at 44.1 kHz. */
export const shortestLoopFrames = 2205;

/**
 * The region between two positions in either order, kept inside the song. Null when it would be too short to be meant.
 */
export function loopBetween(one: Frames, other: Frames, songFrames: Frames): LoopRegion | null {
  const startFrames = frames(Math.max(0, Math.min(one, other)));
  const endFrames = frames(Math.min(songFrames, Math.max(one, other)));
  return endFrames - startFrames < shortestLoopFrames ? null : { startFrames, endFrames, isOn: true };
}
