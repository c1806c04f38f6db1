import { expect, test } from 'vitest';
import { flatMix, stemKinds } from '#contract';
import { busFactors, busOf, isAsRecorded, playedFrames, ratioOfCents } from '../../../../renderer/mix/speed-and-key.ts';

const mix = { ...flatMix([]), speed: 0.8, transposeCents: 700, keepsDrumPitch: true };

test('a shift of pitch undoes what the speed does to it, and transposes all but the drums', () => {
  const { main, drums } = busFactors(mix);
  expect(main * 0.8).toBeCloseTo(2 ** (7 / 12), 12);
  expect(drums).toBe(1.25);
  expect(busFactors({ ...mix, keepsDrumPitch: false }).drums).toBe(main);
});

test('only drums and percussion are on the bus of the drums', () => {
  expect(stemKinds.filter((kind) => busOf(kind) === 'drums')).toEqual(['drums', 'percussion']);
});

test('a mix is as recorded at its own speed and pitch alone', () => {
  expect(isAsRecorded(flatMix([]))).toBe(true);
  expect(isAsRecorded({ ...flatMix([]), speed: 1.01 })).toBe(false);
  expect(isAsRecorded({ ...flatMix([]), transposeCents: -1 })).toBe(false);
  expect(ratioOfCents(-1200)).toBe(0.5);
});

test('frames of the song take their number over the speed, rounded', () => {
  expect(playedFrames(100, 0.75)).toBe(133);
  expect(playedFrames(101, 2)).toBe(51);
  expect(playedFrames(7, 1)).toBe(7);
});
