import { fastestSpeed, maxTransposeCents, type Mix, slowestSpeed, type StemKind } from '#contract';

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

const centsPerSemitone = 100;

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

/** Stems are mixed to two buses, so that drums can keep their pitch; each bus has a pitch shift of its own. */
export type BusName = 'main' | 'drums';

/** What the pitch shift of each bus multiplies the pitch by, once the sound has been read at the mix's speed. */
type BusFactors = Readonly<Record<BusName, number>>;

export const busOf = (kind: StemKind): BusName => (kind === 'drums' || kind === 'percussion' ? 'drums' : 'main');

/** Ratio of pitches that lie so many cents apart; 1200 cents are an octave. */
export const ratioOfCents = (cents: number): number => 2 ** (cents / 1200);

/** Whether the song sounds as it was recorded in speed and pitch, so that no pitch shift is in the way. */
export const isAsRecorded = ({ speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>): boolean =>
  speed === 1 && transposeCents === 0;

/**
 * Reading a song at another speed moves its pitch along; the buses bring it back, and transpose it: the main bus always, the drums
 * unless they keep their pitch.
 */
export function busFactors({
  speed,
  transposeCents,
  keepsDrumPitch,
}: Pick<Mix, 'speed' | 'transposeCents' | 'keepsDrumPitch'>): BusFactors {
  const main = ratioOfCents(transposeCents) / speed;
  return { main, drums: keepsDrumPitch ? 1 / speed : main };
}

/** How long so many frames of the song take at a speed: whole frames, rounded to the nearest. */
export const playedFrames = (songFrames: number, speed: number): number => Math.round(songFrames / speed);

/** "80 % of the speed, key +2.5"; null when both are as recorded. */
export function formatSpeedAndKey({ speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>): string | null {
  const parts = [
    ...(speed === 1 ? [] : [`${formatSpeed(speed)} of the speed`]),
    ...(transposeCents === 0 ? [] : [`key ${formatSigned(transposeCents / centsPerSemitone)}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
