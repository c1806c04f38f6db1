import { decibels, type Decibels, gain, type Gain, maxLevelDb, minLevelDb, signedText, words } from '#contract';

/** Amplitude factor of a level: 10^(dB / 20); `-Infinity` gives 0. */
export function gainOf(level: Decibels): Gain {
  return gain(level === -Infinity ? 0 : 10 ** (level / 20));
}

/** Level of an amplitude factor of 0 or more: 20 log10(gain); 0 gives `-Infinity`. */
export function levelOf(amplitude: number): Decibels {
  return decibels(amplitude <= 0 ? -Infinity : 20 * Math.log10(amplitude));
}

/** A level in dB without its unit: "−6.0", "+1.5", "0.0", "−∞", with a true minus sign. */
export const levelText = (level: number): string =>
  level === -Infinity ? '−∞' : signedText(Math.round(level * 10) / 10, 1);

/** A level as "−6.0 dB", "+1.5 dB", "0.0 dB", "−∞ dB", with a true minus sign. */
export const formatDecibels = (level: number): string => words().mixer.decibels(levelText(level));

type Point = { readonly travel: number; readonly levelDb: number };

/**
 * Fader travel (0 bottom, 1 top) against level, linear between the points: the taper of a long-throw console fader (IEC 60268-18 scale
 * family). 0 dB is at three quarters, −12 dB half way; the lowest 4 % is off.
 */
const taper: readonly Point[] = [
  { travel: 0.04, levelDb: minLevelDb },
  { travel: 0.12, levelDb: -48 },
  { travel: 0.25, levelDb: -30 },
  { travel: 0.4, levelDb: -18 },
  { travel: 0.5, levelDb: -12 },
  { travel: 0.75, levelDb: 0 },
  { travel: 1, levelDb: maxLevelDb },
];

/** The fader's travel at 0 dB. */
export const unityTravel = 0.75;

/** The fader's travel (0 to 1) for a level; 0 for any level below the scale. */
export function travelOf(level: Decibels): number {
  if (level < minLevelDb) return 0;
  return interpolate(taper, level, 'levelDb', 'travel');
}

/** The level at a travel of 0 to 1; `-Infinity` at the bottom. */
export function levelAt(travel: number): Decibels {
  const bottom = taper[0]?.travel ?? 0;
  if (travel < bottom) return decibels(-Infinity);
  return decibels(interpolate(taper, travel, 'travel', 'levelDb'));
}

/** Limits a level in dB to the scale: above the top is the top, below the scale (and NaN) is off. */
export function clampLevel(level: number): Decibels {
  if (Number.isNaN(level) || level < minLevelDb) return decibels(-Infinity);
  return decibels(Math.min(level, maxLevelDb));
}

/**
 * The travel of a fader whose hand is at `handTravel`: 0 dB holds it while the hand moves by `hold` (travel) to either side, and further on
 * it goes on from there without a jump. Limited to 0 to 1.
 */
export function detentedTravel(handTravel: number, hold: number): number {
  const away = handTravel - unityTravel;
  const moved = Math.sign(away) * Math.max(0, Math.abs(away) - hold);
  return Math.min(Math.max(unityTravel + moved, 0), 1);
}

/** Where the hand is on a fader that stands at `travel`: the inverse of `detentedTravel`, in the middle of what 0 dB holds. */
export const handTravelOf = (travel: number, hold: number): number => travel + Math.sign(travel - unityTravel) * hold;

/** A level after a step of keyboard or wheel, in tenths of a dB. The first step up from off is the lowest level of the scale. */
export function steppedLevel(level: Decibels, stepDb: number): Decibels {
  if (level === -Infinity) return stepDb > 0 ? minLevelDb : level;
  return clampLevel(Math.round((level + stepDb) * 10) / 10);
}

function interpolate(points: readonly Point[], at: number, from: keyof Point, to: keyof Point): number {
  let before = points[0];
  if (before === undefined || at <= before[from]) return before?.[to] ?? 0;
  for (const after of points) {
    if (at <= after[from]) {
      return before[to] + ((at - before[from]) / (after[from] - before[from])) * (after[to] - before[to]);
    }
    before = after;
  }
  return before[to];
}

/** The meter of one channel in dB: level, peak hold and the time since the peak. `-Infinity` shows nothing. */
export type MeterNeedle = { readonly levelDb: number; readonly holdDb: number; readonly heldSeconds: number };

/** A meter that shows nothing. */
export const restingNeedle: MeterNeedle = { levelDb: -Infinity, holdDb: -Infinity, heldSeconds: 0 };

const fallDbPerSecond = 20;
const holdSeconds = 1.5;
/** A meter below this shows nothing. */
const floorDb = -90;

/** The meter after a reading: rises at once, falls at 20 dB/s, holds the peak for 1.5 s. `peak`: linear; `elapsedSeconds`: since the last call. */
export function movedNeedle(needle: MeterNeedle, peak: number, elapsedSeconds: number): MeterNeedle {
  const peakDb = levelOf(peak);
  const levelDb = rested(Math.max(peakDb, needle.levelDb - fallDbPerSecond * elapsedSeconds));
  if (peakDb >= needle.holdDb && peakDb > floorDb) return { levelDb, holdDb: peakDb, heldSeconds: 0 };
  const heldSeconds = needle.heldSeconds + elapsedSeconds;
  if (heldSeconds <= holdSeconds) return { levelDb, holdDb: needle.holdDb, heldSeconds };
  const holdDb = rested(Math.max(levelDb, needle.holdDb - fallDbPerSecond * elapsedSeconds));
  return { levelDb, holdDb, heldSeconds };
}

/** Whether the meter shows nothing. */
export const isResting = (needle: MeterNeedle): boolean => needle.levelDb === -Infinity && needle.holdDb === -Infinity;

const rested = (levelDb: number): number => (levelDb < floorDb ? -Infinity : levelDb);
