import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampCents,
  formatSigned,
  parseCents,
  parseSemitones,
  splitCents,
  spokenTransposition,
} from '../../../../renderer/mix/speed-and-key.ts';

describe('a transposition', () => {
  it('is kept within twelve semitones and a half, in whole cents', () => {
    expect([-2000, -0.4, 14.6, 1250, 1251].map(clampCents)).toEqual([-1250, 0, 15, 1250, 1250]);
  });

  it('is semitones and at most half of one beside them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1250, max: 1250 }), (total) => {
        const { semitones, cents } = splitCents(total);
        expect(semitones * 100 + cents).toBe(total);
        expect(Math.abs(cents)).toBeLessThanOrEqual(50);
        expect(Math.abs(semitones)).toBeLessThanOrEqual(12);
      }),
    );
  });

  it('counts half a semitone from the one nearer to as recorded', () => {
    expect([50, -50, 150, -1250].map((total) => splitCents(total))).toEqual([
      { semitones: 0, cents: 50 },
      { semitones: 0, cents: -50 },
      { semitones: 1, cents: 50 },
      { semitones: -12, cents: -50 },
    ]);
  });

  it.each([
    [0, '±0', 'as recorded'],
    [200, '+200', 'plus 2 semitones'],
    [-100, '−100', 'minus 1 semitone'],
    [1, '+1', 'plus 1 cent'],
    [-315, '−315', 'minus 3 semitones 15 cents'],
  ])('of %d is shown as %s and spoken as %s', (cents, shown, spoken) => {
    expect([formatSigned(cents), spokenTransposition(cents)]).toEqual([shown, spoken]);
  });

  it.each([
    ['2', 200],
    ['+2 st', 200],
    ['−1,5', -150],
    ['-3 semitones', -300],
    ['±0', 0],
    ['40', 1250],
  ])('is read from %j as semitones', (text, cents) => {
    expect(parseSemitones(text)).toBe(cents);
  });

  it('is read as cents where cents are asked for', () => {
    expect(['15', '−8 ct', '+3 cents', 'C major'].map(parseCents)).toEqual([15, -8, 3, null]);
  });

  it.each(['', 'up', '1.2.3', '2 ct'])('is not read from %j', (text) => {
    expect(parseSemitones(text)).toBeNull();
  });
});
