import { describe, expect, test } from 'vitest';
import { decibels, flatMix, type Mix, type StemId } from '#contract';
import { audibleGain } from '../../../renderer/mix/audibility.ts';
import { withMaster, withStrip } from '../../../renderer/mix/mix-edits.ts';
import {
  comparedMix,
  estimatedLouderBy,
  louderBy,
  loudnessKey,
  lowersMix,
  mixLoweredDb,
  originalRow,
} from '../../../renderer/mix/original.ts';

const [vocals, drums] = ['vocals', 'drums'] as unknown as readonly [StemId, StemId];
const mix: Mix = withStrip(flatMix([vocals, drums]), drums, { isSoloed: true });

const gainsOf = (heard: Mix) =>
  Object.fromEntries(heard.strips.map((strip) => [strip.stemId, audibleGain(strip, heard)]));

describe('a mix compared with its original', () => {
  test('is the mix itself while nothing is compared', () => {
    expect(comparedMix(mix, null)).toBe(mix);
  });

  test('gives way to the original, which is lowered when it is louder', () => {
    const heard = comparedMix(mix, { hears: 'original', louderDb: 6 });
    expect(gainsOf(heard)).toEqual({ vocals: 0, drums: 0, [originalRow]: 10 ** (-6 / 20) });
    expect(heard.masterDb).toBe(0);
  });

  test('leaves a quieter original as it is, and lowers the mix instead', () => {
    const comparison = { hears: 'original', louderDb: -4 } as const;
    expect(gainsOf(comparedMix(mix, comparison))[originalRow]).toBe(1);
    const heard = comparedMix(withMaster(mix, decibels(-2)), { ...comparison, hears: 'mix' });
    expect(heard.masterDb).toBe(-6);
    expect(heard.strips).toEqual(mix.strips);
    expect(lowersMix(comparison)).toBe(true);
    expect(lowersMix({ louderDb: 3 })).toBe(false);
    expect(mixLoweredDb({ louderDb: 3 })).toBe(0);
    expect(Object.is(mixLoweredDb({ louderDb: -0 }), 0)).toBe(true);
  });

  test('knows a silent master', () => {
    const silent = withMaster(mix, decibels(-Infinity));
    expect(comparedMix(silent, { hears: 'mix', louderDb: -4 }).masterDb).toBe(-Infinity);
  });
});

describe('how much louder the original is', () => {
  test('is the difference of both, within reason', () => {
    expect(louderBy(-10, -14)).toBe(4);
    expect(louderBy(null, -14)).toBe(0);
    expect(louderBy(-10, null)).toBe(0);
    expect(louderBy(-5, -69)).toBe(40);
  });

  test('is estimated from the stems', () => {
    const stems = [vocals, drums].map((stemId) => ({ stemId, integratedLufs: -20 }));
    expect(estimatedLouderBy(flatMix([vocals, drums]), stems)).toBeCloseTo(0, 10);
    expect(estimatedLouderBy(mix, stems)).toBeCloseTo(10 * Math.log10(2), 6);
    const louder = withStrip(flatMix([vocals, drums]), vocals, { levelDb: decibels(6) });
    expect(estimatedLouderBy(louder, stems)).toBeLessThan(0);
    expect(estimatedLouderBy(mix, [])).toBe(0);
    expect(estimatedLouderBy(mix, [{ stemId: vocals, integratedLufs: null }])).toBe(0);
  });

  test('depends on what is heard, not on names or the master', () => {
    expect(loudnessKey(withMaster(withStrip(mix, vocals, { name: 'Voice' }), decibels(-3)))).toBe(loudnessKey(mix));
    expect(loudnessKey(withStrip(mix, vocals, { pan: 1 }))).not.toBe(loudnessKey(mix));
  });
});
