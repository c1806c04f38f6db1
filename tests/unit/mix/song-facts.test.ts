import { describe, expect, it } from 'vitest';
import type { SongAnalysis } from '#contract';
import { barsOf, gridOf, keyOf, tempoOf } from '../../../renderer/mix/song-facts.ts';

const heard: SongAnalysis = {
  stems: [],
  tempo: { bpm: 120, confidence: 0.8, beatSeconds: [0.5, 1, 1.5, 2] },
  key: { tonic: 9, mode: 'minor', confidence: 0.4 },
  residualDb: null,
  stated: { bpm: null, key: null },
};
const stated: SongAnalysis = { ...heard, stated: { bpm: 60, key: { tonic: 0, mode: 'major' } } };

describe('what is known of a song', () => {
  it('is the estimate as long as nobody says otherwise', () => {
    expect([tempoOf(heard), keyOf(heard)]).toEqual([120, heard.key]);
    expect([tempoOf(stated), keyOf(stated)]).toEqual([60, { tonic: 0, mode: 'major' }]);
  });

  it('is nothing before it was listened to, or when that told nothing', () => {
    expect([tempoOf(null), keyOf(null), gridOf(null), barsOf(null)]).toEqual([null, null, null, null]);
    const deaf = { ...heard, tempo: null, key: null };
    expect([tempoOf(deaf), keyOf(deaf), barsOf(deaf)]).toEqual([null, null, null]);
  });

  it('counts bars by the beats of the tempo that counts', () => {
    expect([0.5, 1.6, 2.6].map((seconds) => barsOf(heard)?.(seconds))).toEqual(['1.1', '1.3', '2.1']);
    expect([0.5, 1.6, 2.6].map((seconds) => barsOf(stated)?.(seconds))).toEqual(['1.1', '1.2', '1.3']);
  });
});
