import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barAt,
  barText,
  type BeatGrid,
  bpmText,
  parseBpm,
  statedGrid,
  tappedBpm,
} from '../../../renderer/song/beat-grid.ts';

const uneven: BeatGrid = { bpm: 120, beatSeconds: [1, 1.5, 2.1, 2.5, 3, 3.5] };

describe('a tempo', () => {
  it.each([
    [112, '112 bpm'],
    [87.46, '87.5 bpm'],
    [119.97, '120 bpm'],
  ])('%d reads %s', (bpm, text) => {
    expect(bpmText(bpm)).toBe(text);
  });

  it.each([
    ['112', 112],
    [' 87,5 BPM ', 87.5],
    ['61.7bpm', 61.7],
    ['20', 20],
    ['19.9', null],
    ['401', null],
    ['-90', null],
    ['1e2', null],
    ['', null],
    ['fast', null],
  ])('%j typed is %s', (text, bpm) => {
    expect(parseBpm(text)).toBe(bpm);
  });

  it('is tapped out over all taps, not only the last two', () => {
    expect(tappedBpm([10, 10.5, 11, 11.5])).toBe(120);
    expect(tappedBpm([0, 0.52, 0.98, 1.5, 2.02, 2.48])).toBe(120.6);
  });

  it('is not told by two taps, nor by taps too close or too far apart', () => {
    expect(tappedBpm([0, 0.5])).toBeNull();
    expect(tappedBpm([0, 0.1, 0.2])).toBeNull();
    expect(tappedBpm([0, 4, 8])).toBeNull();
    expect(tappedBpm([3, 3, 3])).toBeNull();
  });
});

describe('bars and beats', () => {
  const text = (seconds: number, grid: BeatGrid = uneven): string => barText(barAt(seconds, grid));

  it('follow the beats found, however uneven', () => {
    const shown = [1, 1.49, 2.05, 2.1, 2.99, 3.2].map((seconds) => text(seconds));
    expect(shown).toEqual(['1.1', '1.1', '1.2', '1.3', '1.4', '2.1']);
  });

  it('go on evenly before the first beat and after the last', () => {
    expect([3.99, 4, 5.6].map((seconds) => text(seconds))).toEqual(['2.2', '2.3', '3.2']);
    expect([0.99, 0.5, 0].map((seconds) => text(seconds))).toEqual(['0.4', '0.4', '0.3']);
    expect(text(-4)).toBe('−2.3');
  });

  it('count from the start of the song when no beat was found', () => {
    const grid = statedGrid(null, 100);
    expect([0, 0.59, 0.6, 2.4].map((seconds) => text(seconds, grid))).toEqual(['1.1', '1.1', '1.2', '2.1']);
  });

  it('never go back as the song goes on, and stay within the bar', () => {
    const time = fc.double({ min: -10, max: 20, noNaN: true });
    fc.assert(
      fc.property(time, time, (one, other) => {
        const earlier = barAt(Math.min(one, other), uneven);
        const later = barAt(Math.max(one, other), uneven);
        expect(later.bar * 4 + later.beat).toBeGreaterThanOrEqual(earlier.bar * 4 + earlier.beat);
        expect([1, 2, 3, 4]).toContain(later.beat);
      }),
    );
  });
});

describe('beats at a stated tempo', () => {
  it('stay as found for the same tempo more exactly put', () => {
    expect(statedGrid(uneven, 119).beatSeconds).toEqual(uneven.beatSeconds);
    expect(statedGrid(uneven, 119).bpm).toBe(119);
  });

  it('are divided at twice the tempo', () => {
    const { beatSeconds } = statedGrid(uneven, 240);
    expect(beatSeconds).toHaveLength(11);
    expect(beatSeconds.slice(0, 4)).toEqual([1, 1.25, 1.5, 1.8]);
  });

  it('are every other one at half the tempo', () => {
    expect(statedGrid(uneven, 60).beatSeconds).toEqual([1, 2.1, 3]);
  });

  it('run evenly from the first beat at another tempo', () => {
    const grid = statedGrid(uneven, 90);
    expect(grid.beatSeconds).toEqual([1]);
    expect(barAt(1 + 4 / 1.5, grid)).toEqual({ bar: 2, beat: 1 });
  });
});
