import { fastestSpeed, slowestSpeed } from '#contract';

/** Speeds are set in tenths of a percent. */
const finest = 1000;
const number = /^\d+(?:[.,]\d+)?$/;

/** The nearest speed that can be set: 0.25 to 2, in steps of 0.001. */
export function clampSpeed(speed: number): number {
  return Math.min(Math.max(Math.round(speed * finest) / finest, slowestSpeed), fastestSpeed);
}

/** "75 %", "75.5 %" */
export function formatSpeed(speed: number): string {
  return `${percentOf(speed)} %`;
}

/** "75 percent", for ears. */
export function spokenSpeed(speed: number): string {
  return `${percentOf(speed)} percent`;
}

/**
 * A speed as people type it: "75", "75,5 %", "0.75x", or "84 bpm" when `bpm`, the tempo as recorded, is known. Kept in range;
 * null when it is no speed.
 */
export function parseSpeed(text: string, bpm: number | null): number | null {
  const [, digits = '', unit = ''] = /^([\d.,]+)\s*(%|percent|x|×|bpm)?$/.exec(text.trim().toLowerCase()) ?? [];
  if (!number.test(digits)) return null;
  const value = Number(digits.replace(',', '.'));
  if (unit === 'bpm') return bpm === null ? null : clampSpeed(value / bpm);
  return clampSpeed(unit === 'x' || unit === '×' ? value : value / 100);
}

const percentOf = (speed: number): string => String(Math.round(speed * finest) / (finest / 100));
