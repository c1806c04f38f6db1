import { maxTransposeCents } from '#contract';

export const centsPerSemitone = 100;

/** The nearest transposition that can be set: whole cents, -1250 to 1250. */
export function clampCents(cents: number): number {
  // Adding 0 makes -0 a plain 0, which is what gets saved.
  return Math.min(Math.max(Math.round(cents), -maxTransposeCents), maxTransposeCents) + 0;
}

/** Whole semitones (-12 to 12) and the cents beside them (-50 to 50). Half a semitone belongs to the one nearer to 0. */
export function splitCents(total: number): { readonly semitones: number; readonly cents: number } {
  const semitones = Math.sign(total) * Math.ceil(Math.abs(total) / centsPerSemitone - 0.5) + 0;
  return { semitones, cents: total - semitones * centsPerSemitone };
}

/** "±0", "+2", "−3": a true minus sign. */
export function formatSigned(value: number): string {
  if (value === 0) return '±0';
  return `${value < 0 ? '−' : '+'}${Math.abs(value)}`;
}

/** "as recorded", "plus 2 semitones", "minus 1 semitone 15 cents", for ears. */
export function spokenTransposition(total: number): string {
  if (total === 0) return 'as recorded';
  const semitones = Math.trunc(Math.abs(total) / centsPerSemitone);
  const cents = Math.abs(total) % centsPerSemitone;
  const words = [counted(semitones, 'semitone'), counted(cents, 'cent')].filter((part) => part !== '');
  return [total < 0 ? 'minus' : 'plus', ...words].join(' ');
}

/** Semitones as people type them: "2", "-3", "−1.5", "+2 st". In cents, kept in range; null when they are none. */
export function parseSemitones(text: string): number | null {
  const semitones = signedNumber(text, /\s*(st|semitones?)$/);
  return semitones === null ? null : clampCents(semitones * centsPerSemitone);
}

/** Cents as people type them: "15", "−8 ct". Null when they are none. */
export function parseCents(text: string): number | null {
  const cents = signedNumber(text, /\s*(ct|¢|cents?)$/);
  return cents === null ? null : clampCents(cents);
}

function signedNumber(text: string, unit: RegExp): number | null {
  const plain = text.trim().toLowerCase().replaceAll('−', '-').replace(/^±/, '').replace(unit, '');
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

const counted = (count: number, word: string): string =>
  count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
