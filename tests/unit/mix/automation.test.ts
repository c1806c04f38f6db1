import { describe, expect, it } from 'vitest';
import { decibels, frames, type LevelStretch } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import {
  applyGains,
  gainAt,
  gainCurve,
  isUnity,
  stretchHeightOf,
  stretchLevelAt,
  stretchLevelBy,
  withStretch,
  withStretchEdge,
  writeGains,
} from '../../../renderer/mix/automation.ts';

const drums = stemIdSchema.parse('drums');
const bass = stemIdSchema.parse('bass');
const rate = 44_100;
const fade = 441;
const stretch = (startFrames: number, endFrames: number, levelDb = -Infinity, stemId = drums): LevelStretch => ({
  ...{ stemId, startFrames: frames(startFrames), endFrames: frames(endFrames), levelDb: decibels(levelDb) },
});
const curveOf = (stretches: readonly LevelStretch[]) => {
  const curve = gainCurve(stretches, drums, rate);
  if (curve === null) throw new Error('no curve');
  return curve;
};

describe('the gain of a stretch', () => {
  it('falls and rises in straight lines of 10 ms inside its ends, and is its level between them', () => {
    const curve = curveOf([stretch(10_000, 20_000, -6)]);
    const low = 10 ** (-6 / 20);
    expect([0, 9_999, 10_000, 20_000, 90_000].map((frame) => gainAt(curve, frame))).toEqual([1, 1, 1, 1, 1]);
    expect(gainAt(curve, 10_000 + fade)).toBeCloseTo(low, 6);
    expect(gainAt(curve, 20_000 - fade)).toBeCloseTo(low, 6);
    expect(gainAt(curve, 10_000 + 100)).toBeCloseTo(1 - ((1 - low) * 100) / fade, 6);
    expect(gainAt(curve, 20_000 - 100)).toBeCloseTo(1 - ((1 - low) * 100) / fade, 6);
  });

  it('fades over its halves when it is short, and is nothing for other stems', () => {
    const curve = curveOf([stretch(1000, 1400)]);
    expect(gainAt(curve, 1200)).toBe(0);
    expect(gainAt(curve, 1100)).toBeCloseTo(0.5, 6);
    expect(gainCurve([stretch(1000, 1400)], bass, rate)).toBeNull();
    expect(gainCurve([stretch(1000, 9000, 0)], drums, rate)).toBeNull();
  });

  it('is written for a run of frames as it is asked for one by one, wherever the run begins', () => {
    const curve = curveOf([stretch(100, 3000, -12), stretch(3000, 9000), stretch(9500, 9700, -3)]);
    for (const from of [-300, 0, 99, 100, 541, 2900, 3000, 8999, 9600, 20_000]) {
      const into = new Float32Array(1000);
      writeGains(curve, from, 1000, null, into, 0);
      const expected = Float32Array.from({ length: 1000 }, (_, frame) => gainAt(curve, from + frame));
      expect(into).toEqual(expected);
      expect(isUnity(curve, from, 1000)).toBe(expected.every((gain) => gain === 1));
    }
  });

  it('never steps by more than its fade allows', () => {
    const curve = curveOf([stretch(100, 3000), stretch(3000, 9000, -20), stretch(9000, 9100)]);
    const samples = new Float32Array(12_000).fill(1);
    applyGains(curve, 0, 12_000, samples, new Float32Array(12_000));
    const step = samples.reduce((worst, gain, at) => Math.max(worst, Math.abs(gain - (samples[at - 1] ?? gain))), 0);
    expect(step).toBeLessThan(1 / 49);
    expect(Math.min(...samples)).toBe(0);
  });
});

describe('stretches', () => {
  it('take the place of what their stem had there, and cut or split it', () => {
    const before = [stretch(0, 20_000, -6), stretch(0, 20_000, -9, bass)];
    const after = withStretch(before, stretch(8_000, 12_000));
    expect(after).toEqual([
      stretch(0, 8_000, -6),
      stretch(0, 20_000, -9, bass),
      stretch(8_000, 12_000),
      stretch(12_000, 20_000, -6),
    ]);
    expect(withStretch(after, stretch(0, 20_000)).filter(({ stemId }) => stemId === drums)).toEqual([
      stretch(0, 20_000),
    ]);
  });

  it('have edges that stop at their neighbours, at the song and before they meet', () => {
    const two = [stretch(0, 8_000), stretch(12_000, 20_000), stretch(9_000, 30_000, -6, bass)];
    expect(withStretchEdge(two, 0, 'end', 50_000, 40_000)[0]?.endFrames).toBe(12_000);
    expect(withStretchEdge(two, 1, 'start', 0, 40_000)[1]?.startFrames).toBe(8_000);
    expect(withStretchEdge(two, 1, 'end', 50_000, 40_000)[1]?.endFrames).toBe(40_000);
    expect(withStretchEdge(two, 1, 'end', 0, 40_000)[1]?.endFrames).toBe(14_205);
  });

  it('have the level of their height, down to muted', () => {
    expect([0, 0.45, 0.9, 0.95].map(stretchLevelAt)).toEqual([0, -18, -36, -Infinity]);
    for (const level of [0, -0.5, -12, -36, -Infinity]) {
      expect(stretchLevelAt(stretchHeightOf(decibels(level)))).toBe(level);
    }
    expect(stretchLevelBy(decibels(-36), -1)).toBe(-Infinity);
    expect(stretchLevelBy(decibels(-Infinity), 1)).toBe(-36);
    expect(stretchLevelBy(decibels(-0.5), 1)).toBe(0);
  });
});
