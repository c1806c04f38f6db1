import { decibels, maxLevelDb, minLevelDb, type Decibels } from '#contract';

type Point = { readonly travel: number; readonly levelDb: number };

/**
 * Travel of the fader (0 bottom, 1 top) against level, straight between the points: the taper of a long-throw console
 * fader (IEC 60268-18 scale family): 0 dB at three quarters, half the way is about −12 dB, the last 4 % is off.
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

export const unityTravel = 0.75;

/** Where the fader stands for a level; `-Infinity` and anything under the scale is the bottom. */
export function travelOf(level: Decibels): number {
  if (level < minLevelDb) return 0;
  return interpolate(taper, level, 'levelDb', 'travel');
}

/** The level at a travel of 0 to 1; the last stretch at the bottom is off. */
export function levelAt(travel: number): Decibels {
  const bottom = taper[0]?.travel ?? 0;
  if (travel < bottom) return decibels(-Infinity);
  return decibels(interpolate(taper, travel, 'travel', 'levelDb'));
}

/** Keeps a level on the scale: above the top is the top, under the quietest is off. */
export function clampLevel(level: number): Decibels {
  if (Number.isNaN(level) || level < minLevelDb) return decibels(-Infinity);
  return decibels(Math.min(level, maxLevelDb));
}

/** Dragging near 0 dB sticks to it. */
export function stickyLevelAt(travel: number): Decibels {
  return Math.abs(travel - unityTravel) < 0.012 ? decibels(0) : levelAt(travel);
}

/** One step of the keyboard or the wheel; from off the first step up is the quietest level. */
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
