import type { ChannelStrip, Decibels, Mix, StemId } from '#contract';
import { isAudible } from './audibility.ts';
import { clampLevel, formatDecibels } from './levels.ts';
import { formatSpeedAndKey } from './speed-and-key.ts';

/** A pan of -1 to 1 as "centre", "30 % left", "100 % right". */
export function formatPan(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  if (percent === 0) return 'centre';
  return `${percent} % ${pan < 0 ? 'left' : 'right'}`;
}

/** A pan of -1 to 1 in short: "L30", "C", "R100". */
export function panText(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  return percent === 0 ? 'C' : `${pan < 0 ? 'L' : 'R'}${percent}`;
}

const number = /^[+-]?\d+(?:[.,]\d+)?$/;

/** Parses a typed level: "-6", "−6,5 dB", "+1.5", "off", "-inf". Limited to the scale; null for any other text. */
export function parseLevel(text: string): Decibels | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll('−', '-')
    .replace(/\s*db$/, '');
  if (/^(off|-?∞|-inf(inity)?)$/.test(plain)) return clampLevel(-Infinity);
  return number.test(plain) ? clampLevel(Number(plain.replace(',', '.'))) : null;
}

/** A mix in words for a tag: "Vocals −3.0 dB, 30 % left; without Drums", or "as it came". */
export function mixInWords(mix: Mix, nameOf: (stemId: StemId) => string): string {
  const heard = mix.strips.filter((strip) => isAudible(strip, mix) && strip.levelDb > -Infinity);
  const silent = mix.strips.filter((strip) => !heard.includes(strip));
  const names = (strips: readonly ChannelStrip[]): string => strips.map(({ stemId }) => nameOf(stemId)).join(', ');
  const speedAndKey = formatSpeedAndKey(mix);
  const words = [
    ...(silent.length === 0
      ? []
      : heard.length <= silent.length
        ? [`only ${names(heard)}`]
        : [`without ${names(silent)}`]),
    ...heard.flatMap((strip) => {
      const set = stripWords(strip);
      return set === null ? [] : [`${nameOf(strip.stemId)} ${set}`];
    }),
    ...(mix.masterDb === 0 ? [] : [`master ${formatDecibels(mix.masterDb)}`]),
    ...(speedAndKey === null ? [] : [speedAndKey]),
  ];
  return words.length === 0 ? 'as it came' : words.join('; ');
}

function stripWords({ levelDb, pan }: ChannelStrip): string | null {
  const words = [...(levelDb === 0 ? [] : [formatDecibels(levelDb)]), ...(pan === 0 ? [] : [formatPan(pan)])];
  return words.length === 0 ? null : words.join(', ');
}
