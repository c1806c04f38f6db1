import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { speak } from '#contract';
import { parseSemitones, parseSpeed } from '../../../renderer/mix/speed-and-key.ts';
import { bpmText, parseBpm, shownBpm } from '../../../renderer/song/beat-grid.ts';
import { boundText, parseBound } from '../../../renderer/song/practice.ts';
import { formatLength, formatPosition } from '../../../renderer/song/timeline.ts';

const rate = 48_000;

describe('in a language with decimal commas', () => {
  beforeEach(() => {
    speak(() => 'de');
  });
  afterEach(() => {
    speak(() => 'en');
  });

  it('times and tempi have a comma', () => {
    expect([formatPosition(64.25), formatPosition(3723.4), formatLength(64.25)]).toEqual([
      '1:04,2',
      '1:02:03,4',
      '1:04',
    ]);
    expect([bpmText(87.5), bpmText(112)].map((text) => text.toLowerCase())).toEqual(['87,5 bpm', '112 bpm']);
  });

  it('a tempo and the edge of a loop are read as they are shown', () => {
    expect(parseBpm(shownBpm(87.5))).toBe(87.5);
    const shown = boundText(62.25 * rate, 'start', null, rate);
    expect(shown).toBe('1:02,250');
    expect(parseBound(shown, 'start', null, rate)).toBe(62.25 * rate);
  });
});

it.each(['.', ','])('typed numbers are read with %j as decimal mark', (mark) => {
  expect(parseBpm(`87${mark}5`)).toBe(87.5);
  expect(parseSpeed(`75${mark}5 %`, null)).toBe(0.755);
  expect(parseSemitones(`-1${mark}5`)).toBe(-150);
  expect(parseBound(`1:02${mark}250`, 'start', null, rate)).toBe(62.25 * rate);
});
