import { type ChannelStrip, type Decibels, type Mix, type StemId, words } from '#contract';
import { isHeard } from './audibility.ts';
import { clampLevel, formatDecibels } from './levels.ts';
import { withoutGroups } from './strip-groups.ts';
import { formatSpeedAndKey } from './speed-and-key.ts';

/** A pan of -1 to 1 as "centre", "30 % left", "100 % right". */
export function formatPan(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  const texts = words().mixer.pan;
  if (percent === 0) return texts.centre;
  return pan < 0 ? texts.left(percent) : texts.right(percent);
}

/** A pan of -1 to 1 in short: "L30", "C", "R100". */
export function panText(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  const texts = words().mixer.pan.short;
  if (percent === 0) return texts.centre;
  return pan < 0 ? texts.left(percent) : texts.right(percent);
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

/** A mix in words for the comment of a file: "Vocals −3.0 dB, 30 % left; without Drums", or "as it came". */
export function mixInWords(grouped: Mix, nameOf: (stemId: StemId) => string): string {
  const mix = withoutGroups(grouped);
  const heard = mix.strips.filter((strip) => isHeard(strip, mix));
  const silent = mix.strips.filter((strip) => !heard.includes(strip));
  const names = (strips: readonly ChannelStrip[]): readonly string[] => strips.map(({ stemId }) => nameOf(stemId));
  const speedAndKey = formatSpeedAndKey(mix);
  const texts = words().mixer.inWords;
  const said = [
    ...(silent.length === 0
      ? []
      : heard.length <= silent.length
        ? [texts.only(names(heard))]
        : [texts.without(names(silent))]),
    ...heard.flatMap((strip) => {
      const set = settingsOf(strip);
      return set.length === 0 ? [] : [texts.stem(nameOf(strip.stemId), set)];
    }),
    ...(mix.masterDb === 0 ? [] : [texts.master(formatDecibels(mix.masterDb))]),
    ...(speedAndKey === null ? [] : [speedAndKey]),
  ];
  return said.length === 0 ? texts.asItCame : texts.all(said);
}

const settingsOf = ({ levelDb, pan }: ChannelStrip): readonly string[] => [
  ...(levelDb === 0 ? [] : [formatDecibels(levelDb)]),
  ...(pan === 0 ? [] : [formatPan(pan)]),
];
