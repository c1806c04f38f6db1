import { decibels, gain, type Decibels, type Gain } from '#contract';

/** Amplitude factor of a level: 10^(dB / 20); `-Infinity` gives 0. */
export function gainOf(level: Decibels): Gain {
  return gain(level === -Infinity ? 0 : 10 ** (level / 20));
}

/** Level of an amplitude factor of 0 or more: 20 log10(gain); 0 gives `-Infinity`. */
export function levelOf(amplitude: number): Decibels {
  return decibels(amplitude <= 0 ? -Infinity : 20 * Math.log10(amplitude));
}

/** "−6.0 dB", "+1.5 dB", "0.0 dB", "−∞ dB": a true minus sign, one decimal. */
export function formatDecibels(level: number): string {
  if (level === -Infinity) return '−∞ dB';
  const rounded = Math.round(level * 10) / 10;
  const sign = rounded < 0 ? '−' : rounded > 0 ? '+' : '';
  return `${sign}${Math.abs(rounded).toFixed(1)} dB`;
}
