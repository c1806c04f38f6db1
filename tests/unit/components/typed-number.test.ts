import { afterEach, describe, expect, it } from 'vitest';
import { fieldText, formatIn, noTuning } from '#contract';
import { parseNumber } from '../../../renderer/components/parts/fields/typed-number.ts';
import { formatBytes } from '../../../renderer/components/parts/plain-text.ts';
import { formatDecibels } from '../../../renderer/mix/levels.ts';
import { parseLevel } from '../../../renderer/mix/mix-text.ts';
import { formatSpeed, parseSpeed } from '../../../renderer/mix/speed-and-key.ts';
import { writeSetlist } from '../../../renderer/mix/setlist-text.ts';

afterEach(() => {
  formatIn(() => 'en');
});

describe('a typed number', () => {
  it.each([
    ['14.5', 14.5],
    ['-14,5', -14.5],
    ['−0,1', -0.1],
    [' 12 ', 12],
    ['.5', 0.5],
  ])('%j is read with a point or a comma', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each(['', 'loud', '1e3', '1,000.5', '--3'])('%j is none', (text) => {
    expect(parseNumber(text)).toBeNull();
  });
});

it.each(['en', 'de', 'fr', 'ja', 'pt-BR'])('a number that %s shows is read back', (locale) => {
  formatIn(() => locale);
  expect([-14.5, 0.1, 2048].map((value) => parseNumber(fieldText(value)))).toEqual([-14.5, 0.1, 2048]);
  expect(parseLevel(formatDecibels(-6.5))).toBe(-6.5);
  expect(parseSpeed(formatSpeed(0.755), null)).toBe(0.755);
});

it('numbers have the decimal mark of the language', () => {
  formatIn(() => 'de');
  expect([formatDecibels(-6), formatSpeed(0.755), formatBytes(1_234_567_890)]).toEqual([
    '−6,0 dB',
    '75,5 %',
    '1,23\u00a0GB',
  ]);
});

it('a setlist is written the same in every language', () => {
  formatIn(() => 'de');
  const tuning = { ...noTuning, speed: 0.755, transposeCents: -150 };
  const song = { id: 'a', sessionId: null, title: 'Night Drive', tuning, ending: 'stop', note: '' } as const;
  expect(writeSetlist({ id: 'b', name: 'Summer', songs: [song] })).toContain(
    '1. Night Drive | key −1.5 | speed 75.5 %',
  );
});
