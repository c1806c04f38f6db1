import { levelOf } from './decibels.ts';

/** What a meter shows of one channel, in dB; `-Infinity` is dark. */
export type MeterNeedle = { readonly levelDb: number; readonly holdDb: number; readonly heldSeconds: number };

export const restingNeedle: MeterNeedle = { levelDb: -Infinity, holdDb: -Infinity, heldSeconds: 0 };

const fallDbPerSecond = 20;
const holdSeconds = 1.5;
/** Below this nothing is drawn, so the needle rests. */
const floorDb = -90;

/** Rises at once, falls at 20 dB/s, holds the peak for 1.5 s. `peak` is linear, `elapsedSeconds` since the last call. */
export function movedNeedle(needle: MeterNeedle, peak: number, elapsedSeconds: number): MeterNeedle {
  const peakDb = levelOf(peak);
  const levelDb = rested(Math.max(peakDb, needle.levelDb - fallDbPerSecond * elapsedSeconds));
  if (peakDb >= needle.holdDb && peakDb > floorDb) return { levelDb, holdDb: peakDb, heldSeconds: 0 };
  const heldSeconds = needle.heldSeconds + elapsedSeconds;
  if (heldSeconds <= holdSeconds) return { levelDb, holdDb: needle.holdDb, heldSeconds };
  const holdDb = rested(Math.max(levelDb, needle.holdDb - fallDbPerSecond * elapsedSeconds));
  return { levelDb, holdDb, heldSeconds };
}

export const isResting = (needle: MeterNeedle): boolean => needle.levelDb === -Infinity && needle.holdDb === -Infinity;

const rested = (levelDb: number): number => (levelDb < floorDb ? -Infinity : levelDb);
