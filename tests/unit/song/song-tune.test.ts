import { describe, expect, it } from 'vitest';
import { flatMix, type SongAnalysis } from '#contract';
import { keySign, tuneOf } from '../../../renderer/song/musical-key.ts';

const analysis: SongAnalysis = {
  stems: [],
  tempo: { bpm: 111.96, confidence: 0.8, beatSeconds: [] },
  key: { tonic: 9, mode: 'minor', confidence: 0.8 },
  residualDb: null,
  stated: { bpm: null, key: null },
};
const mix = flatMix([]);

describe('the tune of a song as it is played', () => {
  it('follows speed and transposition', () => {
    expect(tuneOf(analysis, mix)).toEqual({ bpm: 112, key: { tonic: 9, mode: 'minor' } });
    expect(tuneOf(analysis, { ...mix, speed: 0.5, transposeCents: 300 })).toEqual({
      bpm: 56,
      key: { tonic: 0, mode: 'minor' },
    });
    expect(tuneOf(analysis, { ...mix, transposeCents: 50 }).key).toBeNull();
  });

  it('is what was stated, and never only a guess', () => {
    const guessed = { tempo: { bpm: 100, confidence: 0.2, beatSeconds: [] }, key: null };
    expect(tuneOf({ ...analysis, ...guessed }, mix)).toEqual({ bpm: null, key: null });
    const stated = { bpm: 87.5, key: { tonic: 6, mode: 'major' } } as const;
    expect(tuneOf({ ...analysis, ...guessed, stated }, mix)).toEqual(stated);
    expect(tuneOf(null, mix)).toEqual({ bpm: null, key: null });
  });

  it('is written in tags as ID3 wants it', () => {
    expect(keySign({ tonic: 9, mode: 'minor' })).toBe('Am');
    expect(keySign({ tonic: 6, mode: 'major' })).toBe('F#');
    expect(keySign({ tonic: 10, mode: 'major' })).toBe('Bb');
  });
});
