import { fastestSpeed, maxTransposeCents, type Mix, roundedText, slowestSpeed, type StemKind, words } from '#contract';

/** Speeds are multiples of 1/1000. */
const finest = 1000;
const number = /^\d+(?:[.,]\d+)?$/;

/** The nearest valid speed: 0.25 to 2 in steps of 0.001. */
export function clampSpeed(speed: number): number {
  return Math.min(Math.max(Math.round(speed * finest) / finest, slowestSpeed), fastestSpeed);
}

/** A speed as "75 %", "75.5 %". */
export const formatSpeed = (speed: number): string => words().mixer.speedAndKey.percent(percentOf(speed));

/** A speed for screen readers: "75 percent". */
export const spokenSpeed = (speed: number): string => words().mixer.speedAndKey.spokenPercent(percentOf(speed));

/**
 * Parses a typed speed: "75", "75,5 %", "0.75x", or "84 bpm" when the recorded tempo `bpm` is known. Limited to the range; null for any
 * other text.
 */
export function parseSpeed(text: string, bpm: number | null): number | null {
  const [, digits = '', unit = ''] = /^([\d.,]+)\s*(%|percent|x|×|bpm)?$/.exec(text.trim().toLowerCase()) ?? [];
  if (!number.test(digits)) return null;
  const value = Number(digits.replace(',', '.'));
  if (unit === 'bpm') return bpm === null ? null : clampSpeed(value / bpm);
  return clampSpeed(unit === 'x' || unit === '×' ? value : value / 100);
}

/** In percent, with at most one decimal. */
export const percentOf = (speed: number): number => Math.round(speed * finest) / (finest / 100);

const centsPerSemitone = 100;

/** The nearest valid transposition: whole cents, -1250 to 1250. */
export function clampCents(cents: number): number {
  // Adding 0 turns -0 into 0.
  return Math.min(Math.max(Math.round(cents), -maxTransposeCents), maxTransposeCents) + 0;
}

/** Splits a transposition into semitones (-12 to 12) and cents (-50 to 50). Half a semitone rounds towards 0. */
export function splitCents(total: number): { readonly semitones: number; readonly cents: number } {
  const semitones = Math.sign(total) * Math.ceil(Math.abs(total) / centsPerSemitone - 0.5) + 0;
  return { semitones, cents: total - semitones * centsPerSemitone };
}

/** A number as "±0", "+2", "−3", with a true minus sign. */
export function formatSigned(value: number): string {
  if (value === 0) return '±0';
  return `${value < 0 ? '−' : '+'}${roundedText(Math.abs(value))}`;
}

/** A transposition in cents for screen readers: "as recorded", "plus 2 semitones", "minus 1 semitone 15 cents". */
export function spokenTransposition(total: number): string {
  const texts = words().mixer.speedAndKey;
  if (total === 0) return texts.asRecorded;
  const interval = intervalText(Math.abs(total));
  return total < 0 ? texts.lower(interval) : texts.higher(interval);
}

function intervalText(total: number): string {
  const texts = words().mixer.speedAndKey;
  const semitones = Math.trunc(total / centsPerSemitone);
  const cents = total % centsPerSemitone;
  if (cents === 0) return texts.semitones(semitones);
  if (semitones === 0) return texts.cents(cents);
  return texts.semitonesAndCents(texts.semitones(semitones), texts.cents(cents));
}

/** Parses typed semitones into cents: "2", "-3", "−1.5", "+2 st". Limited to the range; null for any other text. */
export function parseSemitones(text: string): number | null {
  const semitones = signedNumber(text, /\s*(st|semitones?)$/);
  return semitones === null ? null : clampCents(semitones * centsPerSemitone);
}

/** Parses typed cents: "15", "−8 ct". Limited to the range; null for any other text. */
export function parseCents(text: string): number | null {
  const cents = signedNumber(text, /\s*(ct|¢|cents?)$/);
  return cents === null ? null : clampCents(cents);
}

function signedNumber(text: string, unit: RegExp): number | null {
  const plain = text.trim().toLowerCase().replaceAll('−', '-').replace(/^±/, '').replace(unit, '');
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/** The two buses that the stems are mixed to. Each has its own pitch shift, so that drums can keep their pitch. */
export type BusName = 'main' | 'drums';

/** The pitch factor of each bus, applied to sound that was read at the mix's speed. */
type BusFactors = Readonly<Record<BusName, number>>;

/** The bus of a stem. */
export const busOf = (kind: StemKind): BusName => (kind === 'drums' || kind === 'percussion' ? 'drums' : 'main');

/** The frequency ratio of an interval in cents. */
export const ratioOfCents = (cents: number): number => 2 ** (cents / 1200);

/** Whether speed and pitch are as recorded, so that no pitch shift is needed. */
export const isAsRecorded = ({ speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>): boolean =>
  speed === 1 && transposeCents === 0;

/**
 * The pitch factors of the buses. They undo the change of pitch that comes with the speed, and transpose the main bus, and the drums too
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

/** The length of `songFrames` at a speed, in whole frames. */
export const playedFrames = (songFrames: number, speed: number): number => Math.round(songFrames / speed);

/** Speed and key of a mix as "80 % of the speed, key +2.5"; null when both are as recorded. */
export function formatSpeedAndKey({ speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>): string | null {
  const texts = words().mixer.speedAndKey;
  const semitones = formatSigned(transposeCents / centsPerSemitone);
  if (speed === 1) return transposeCents === 0 ? null : texts.key(semitones);
  return transposeCents === 0 ? texts.speed(formatSpeed(speed)) : texts.both(formatSpeed(speed), semitones);
}
