import type { ChannelStrip, Decibels, Mix, StemId } from '#contract';
import { isAudible } from './audibility.ts';
import { clampLevel, formatDecibels } from './levels.ts';
import { formatSpeedAndKey } from './speed-and-key.ts';

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

/** "Vocals −3.0 dB, 30 % left; without Drums": what was done to the stems, for a tag; "as it came" when nothing was. */
export function mixInWords(mix: Mix, nameOf: (stemId: StemId) => string): string {
  const heard = mix.strips.filter((strip) => isAudible(strip, mix) && strip.levelDb > -Infinity);
  const silent = mix.strips.filter((strip) => !heard.includes(strip));
  const names = (strips: readonly ChannelStrip[]): string => strips.map(({ stemId }) => nameOf(stemId)).join(', ');
  const pace = formatSpeedAndKey(mix);
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
    ...(pace === null ? [] : [pace]),
  ];
  return words.length === 0 ? 'as it came' : words.join('; ');
}

function stripWords({ levelDb, pan }: ChannelStrip): string | null {
  const words = [...(levelDb === 0 ? [] : [formatDecibels(levelDb)]), ...(pan === 0 ? [] : [formatPan(pan)])];
  return words.length === 0 ? null : words.join(', ');
}
