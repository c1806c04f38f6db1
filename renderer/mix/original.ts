import { type Decibels, decibels, flatStrip, type Mix, type StemId } from '#contract';
import { audibleGain } from './audibility.ts';
import { withOpenGroups } from './strip-groups.ts';

/** Stands for the original among the rows of the player. The ids of stems have no space. */
export const originalRow = 'the original' as StemId;

/**
 * The mix compared with the original of its song. `louderDb`: by how much the original is louder than the mix with its master at 0 dB;
 * negative when the mix is louder.
 */
export type Comparison = { readonly hears: 'original' | 'mix'; readonly louderDb: number };

/** The level by which the mix is lowered so that it is as loud as its original: 0 or less, in dB. */
export const mixLoweredDb = ({ louderDb }: Pick<Comparison, 'louderDb'>): Decibels =>
  decibels(Math.min(0, louderDb) + 0);

/** What is heard of a mix while it is compared: the original in place of its stems, or the stems, both equally loud at any master level. */
export function comparedMix(mix: Mix, comparison: Comparison | null): Mix {
  if (comparison === null) return mix;
  if (comparison.hears === 'mix') return { ...mix, masterDb: decibels(mix.masterDb + mixLoweredDb(comparison)) };
  const stems = mix.strips.map((strip) => ({ ...strip, isMuted: true, isSoloed: false }));
  const original = { ...flatStrip(originalRow), levelDb: decibels(Math.min(0, -comparison.louderDb) + 0) };
  return { ...withOpenGroups(mix), strips: [...stems, original] };
}

/** A difference of level that nobody hears. */
const inaudibleDb = 0.05;

/** Whether the mix has to be lowered to be as loud as the original. */
export const lowersMix = (comparison: Pick<Comparison, 'louderDb'>): boolean => comparison.louderDb < -inaudibleDb;

/** Keeps a difference within what faders can do. */
const greatestDifferenceDb = 40;

/** How much louder an original is than a mix, in dB, from the loudness of both in LUFS; 0 when one of them is silent. */
export function louderBy(originalLufs: number | null, mixLufs: number | null): number {
  if (originalLufs === null || mixLufs === null) return 0;
  return Math.min(Math.max(originalLufs - mixLufs, -greatestDifferenceDb), greatestDifferenceDb);
}

/**
 * About how much louder the original is than the mix, in dB, from the loudness of the stems (LUFS; null: silent), whose powers add up to that
 * of the original when they do not sound alike. 0 while nothing is known.
 */
export function estimatedLouderBy(
  mix: Mix,
  stems: readonly { readonly stemId: StemId; readonly integratedLufs: number | null }[],
): number {
  let whole = 0;
  let heard = 0;
  for (const { stemId, integratedLufs } of stems) {
    const strip = mix.strips.find((one) => one.stemId === stemId);
    if (strip === undefined || integratedLufs === null) continue;
    const power = 10 ** (integratedLufs / 10);
    whole += power;
    heard += power * audibleGain(strip, mix) ** 2;
  }
  return whole > 0 && heard > 0 ? louderBy(10 * Math.log10(whole), 10 * Math.log10(heard)) : 0;
}

/** The part of a mix that decides how loud it is, as a text to compare. The master is left out: the original goes through it too. */
export const loudnessKey = ({ strips, groups }: Mix): string =>
  JSON.stringify([strips.map((strip) => ({ ...strip, name: null })), groups]);
