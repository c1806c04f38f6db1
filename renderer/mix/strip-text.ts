import { clampLevel } from './fader-law.ts';
import type { Decibels } from '#contract';

/** "centre", "30 % left", "100 % right" */
export function formatPan(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  if (percent === 0) return 'centre';
  return `${percent} % ${pan < 0 ? 'left' : 'right'}`;
}

const number = /^[+-]?\d+(?:[.,]\d+)?$/;

/** A level as people type it: "-6", "−6,5 dB", "+1.5", "off", "-inf". Kept on the scale; null when it is no level. */
export function parseLevel(text: string): Decibels | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll('−', '-')
    .replace(/\s*db$/, '');
  if (/^(off|-?∞|-inf(inity)?)$/.test(plain)) return clampLevel(-Infinity);
  return number.test(plain) ? clampLevel(Number(plain.replace(',', '.'))) : null;
}
