import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barAt,
  barOfBeat,
  beatAt,
  type BeatGrid,
  firstBeatOf,
  secondsOfBeat,
} from '../../../renderer/song/beat-grid.ts';
import {
  doubled,
  halved,
  nudged,
  nudgedByBeats,
  tappedGrid,
  withMeter,
  withOneAt,
  withTapAt,
} from '../../../renderer/song/grid-edits.ts';

const even: BeatGrid = { bpm: 120, beatSeconds: [0.5] };
const played: BeatGrid = { bpm: 100, beatSeconds: [0.2, 0.8, 1.42, 2, 2.61, 3.2, 3.8, 4.41] };

describe('bars with time signatures', () => {
  const changing: BeatGrid = {
    ...even,
    downbeat: 1,
    meters: [
      { bar: 1, beats: 3, unit: 4 },
      { bar: 3, beats: 5, unit: 8 },
    ],
  };

  it('are counted from the first 1, before it down through 0', () => {
    const at = (beat: number): string =>
      `${String(barOfBeat(changing, beat).bar)}.${String(barOfBeat(changing, beat).beat)}`;
    expect([-2, 0, 1, 3, 4, 6, 7, 11, 12].map(at)).toEqual([
      '0.1',
      '0.3',
      '1.1',
      '1.3',
      '2.1',
      '2.3',
      '3.1',
      '3.5',
      '4.1',
    ]);
  });

  it('begin where their first beat is, for every bar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 200 }), (bar) => {
        expect(barOfBeat(changing, firstBeatOf(changing, bar))).toEqual({ bar, beat: 1 });
      }),
    );
  });

  it('give each time its beat and each beat its time', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 40, noNaN: true }), (beat) => {
        expect(beatAt(played, secondsOfBeat(played, beat))).toBeCloseTo(beat, 4);
      }),
    );
  });
});

describe('a beat grid', () => {
  it('is nudged whole, and its 1 by beats', () => {
    expect(nudged(played, -0.005).beatSeconds.slice(0, 2)).toEqual([0.195, 0.795]);
    expect(barAt(0.81, nudgedByBeats(played, 1))).toEqual({ bar: 1, beat: 1 });
  });

  it('is doubled between its beats and halved on its 1s, and the one takes the other back', () => {
    const twice = doubled({ ...played, downbeat: 3 });
    expect(twice.beatSeconds.slice(0, 3)).toEqual([0.2, 0.5, 0.8]);
    expect([twice.bpm, twice.downbeat]).toEqual([200, 6]);
    expect(halved(twice)).toEqual({ ...played, downbeat: 3, meters: [] });
    const half = halved({ ...played, downbeat: 3 });
    expect(half.beatSeconds).toEqual([0.8, 2, 3.2, 4.41]);
    expect(secondsOfBeat(half, half.downbeat)).toBe(2);
  });

  it('that is even keeps its 1 when halved, and stays within what a tempo can be', () => {
    const half = halved({ ...even, downbeat: 1 });
    expect(secondsOfBeat(half, half.downbeat)).toBe(1);
    expect(doubled({ ...even, bpm: 300 }).bpm).toBe(300);
    expect(halved({ ...even, bpm: 30 }).bpm).toBe(30);
  });

  it('has its 1 on the beat nearest to where the user says so, the bars moved as little as can be', () => {
    const grid = withOneAt(played, 1.45);
    expect(barAt(1.43, grid)).toEqual({ bar: 1, beat: 1 });
    expect(barAt(3.81, withOneAt(played, 3.75))).toEqual({ bar: 2, beat: 1 });
    expect(withOneAt(played, 2.61)).toEqual(withOneAt(played, 2.7));
  });

  it('changes its time signature for the whole song or from a bar on', () => {
    const waltz = withMeter(even, { beats: 3, unit: 4 }, 0, true);
    expect(barAt(0.5 + 3 * 0.5, waltz)).toEqual({ bar: 2, beat: 1 });
    const later = withMeter(even, { beats: 3, unit: 4 }, 0.5 + 8 * 0.5, false);
    expect(later.meters).toEqual([{ bar: 3, beats: 3, unit: 4 }]);
    expect(barAt(0.5 + 11 * 0.5, later)).toEqual({ bar: 4, beat: 1 });
    expect(withMeter(later, { beats: 4, unit: 4 }, 0, true).meters).toEqual([]);
  });
});

describe('taps', () => {
  it('begin anew after two seconds or a jump back', () => {
    expect(withTapAt([1, 1.5], 2)).toEqual([1, 1.5, 2]);
    expect(withTapAt([1, 1.5], 3.6)).toEqual([3.6]);
    expect(withTapAt([1, 1.5], 0.7)).toEqual([0.7]);
  });

  it('make an even grid through all of them from the fourth on, the first of them a 1', () => {
    const taps = [10.01, 10.49, 11.01, 11.49];
    expect(tappedGrid(taps.slice(0, 3), null)).toBeNull();
    const grid = tappedGrid(taps, null);
    expect(grid?.bpm).toBeCloseTo(120, -1);
    expect(grid?.beatSeconds[0]).toBeCloseTo(10.01, 1);
    expect(grid?.downbeat).toBe(0);
  });

  it('at the tempo that was heard, or at half of it, take the beats that were heard', () => {
    expect(tappedGrid([0.83, 1.4, 2.02, 2.6], played)).toEqual({ ...played, downbeat: 1, meters: [] });
    const half = tappedGrid([0.22, 1.4, 2.6, 3.83], played);
    expect(half).toMatchObject({ bpm: 50, beatSeconds: [0.2, 1.42, 2.61, 3.8], downbeat: 0 });
  });
});
