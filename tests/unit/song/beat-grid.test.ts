import { describe, expect, it } from 'vitest';
import type { SongAnalysis } from '#contract';
import { barsOf, gridOf, withStatedGrid } from '../../../renderer/song/beat-grid.ts';

const heard: SongAnalysis = {
  stems: [],
  tempo: { bpm: 120, confidence: 0.8, beatSeconds: [0.5, 1, 1.5, 2] },
  key: null,
  residualDb: null,
  stated: { bpm: null, key: null },
};
const stated: SongAnalysis = { ...heard, stated: { bpm: 60, key: null } };

describe('the beats of a song', () => {
  it('are those that were found as long as nobody states another tempo', () => {
    expect([0.5, 1.6, 2.6].map((seconds) => barsOf(heard)?.(seconds))).toEqual(['1.1', '1.3', '2.1']);
    expect([0.5, 1.6, 2.6].map((seconds) => barsOf(stated)?.(seconds))).toEqual(['1.1', '1.2', '1.3']);
  });

  it('run from the start of the song at a stated tempo when none were found', () => {
    expect([0, 1, 4].map((seconds) => barsOf({ ...stated, tempo: null })?.(seconds))).toEqual(['1.1', '1.2', '2.1']);
  });

  it('are those of the song sheet when it says some, and begin with its first 1 for what asks for a first beat', () => {
    const grid = { bpm: 120, beatSeconds: [0.5, 1, 1.5, 2, 2.5], downbeat: 2, meters: [] };
    expect(barsOf(stated, { grid })?.(1.5)).toBe('1.1');
    expect(withStatedGrid(stated, { grid })).toMatchObject({
      tempo: { bpm: 120, beatSeconds: [1.5, 2, 2.5] },
      stated: { bpm: 120 },
    });
    // A bar is two seconds long: the one before the song's start leads to the first in it.
    const early = { ...grid, beatSeconds: [-1.5], downbeat: 0 };
    expect(withStatedGrid(heard, { grid: early })?.tempo?.beatSeconds).toEqual([0.5]);
    expect(withStatedGrid(heard, { grid: null })).toBe(heard);
  });

  it('are not known before the song was listened to, or when that told nothing', () => {
    expect([gridOf(null), barsOf(null), barsOf({ ...heard, tempo: null })]).toEqual([null, null, null]);
  });
});
