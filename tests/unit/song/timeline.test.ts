import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barTicks,
  following,
  fractionAt,
  frameAt,
  rulerTicks,
  scrolledBy,
  spanOf,
  wholeSong,
  zoomedAt,
} from '../../../renderer/song/timeline.ts';

const song = 10_000_000;

describe('zooming the lanes', () => {
  it('keeps the frame under the pointer where it is, as long as the song reaches', () => {
    const view = zoomedAt(wholeSong(song), 0.25, 0.3, song);
    expect(spanOf(view)).toBeCloseTo(song / 4);
    expect(fractionAt(view, 0.3 * song)).toBeCloseTo(0.3);
  });

  it('never shows what lies outside the song, however one zooms and scrolls', () => {
    const move = fc.record({
      factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        let view = wholeSong(song);
        for (const { factor, at } of moves) view = scrolledBy(zoomedAt(view, factor, at, song), at - 0.5, song);
        expect(view.startFrame).toBeGreaterThanOrEqual(0);
        expect(view.endFrame).toBeLessThanOrEqual(song + 1e-3);
        expect(spanOf(view)).toBeGreaterThan(2000);
      }),
    );
  });

  it('shows all of a song that is shorter than the closest zoom', () => {
    expect(zoomedAt(wholeSong(100), 0.1, 0.5, 100)).toEqual({ startFrame: 0, endFrame: 100 });
  });

  it('turns the page when the playhead leaves, and only then', () => {
    const view = { startFrame: 1000, endFrame: 2000 };
    expect(following(view, 1999, song)).toBe(view);
    const next = following(view, 2000, song);
    expect(fractionAt(next, 2000)).toBeCloseTo(0.05);
  });

  it('points at frames of the song even beyond its ends', () => {
    expect(frameAt(wholeSong(song), -0.2, song)).toBe(0);
    expect(frameAt(wholeSong(song), 1.2, song)).toBe(song);
  });
});

describe('the ruler', () => {
  it('labels ten-second steps when a minute fills 500 pixels', () => {
    const labels = rulerTicks(wholeSong(60 * 44_100), 44_100, 500).filter((tick) => tick.isLabelled);
    expect(labels.map((tick) => tick.seconds)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(labels[3]?.fraction).toBeCloseTo(0.5);
  });

  it('keeps labels apart at every zoom', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2048, max: 44_100 * 7200 }), fc.integer({ min: 200, max: 3000 }), (span, width) => {
        const labels = rulerTicks(wholeSong(span), 44_100, width).filter((tick) => tick.isLabelled);
        const gaps = labels.slice(1).map((tick, index) => (tick.fraction - (labels[index]?.fraction ?? 0)) * width);
        expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(71.9);
      }),
    );
  });
});

describe('the ruler in bars', () => {
  const rate = 44_100;
  const grid = { bpm: 120, beatSeconds: [1, 1.5], downbeat: 0 };

  it('has its labels where phrases begin and its ticks on the bar lines', () => {
    const ticks = barTicks(wholeSong(80 * rate), grid, rate, 900);
    const labels = ticks.flatMap(({ label }) => label ?? []);
    expect(labels).toEqual(['1', '5', '9', '13', '17', '21', '25', '29', '33', '37']);
    expect(ticks[0]?.fraction).toBeCloseTo(1 / 80, 9);
    expect(ticks[1]?.fraction).toBeCloseTo(3 / 80, 9);
  });

  it('never crowds its labels, however narrow or long', () => {
    for (const seconds of [3, 60, 600, 6000])
      for (const width of [100, 700, 3000]) {
        const labelled = barTicks(wholeSong(seconds * rate), grid, rate, width).filter(({ label }) => label !== null);
        const gaps = labelled
          .slice(1)
          .map(({ fraction }, index) => (fraction - (labelled[index]?.fraction ?? 0)) * width);
        expect(Math.min(48, ...gaps)).toBeGreaterThan(40);
      }
  });

  it('shows only what lies in a zoomed view', () => {
    const ticks = barTicks({ startFrame: 21 * rate, endFrame: 25 * rate }, grid, rate, 800);
    expect(ticks.map(({ label }) => label)).toEqual(['11', '12', '13']);
  });
});
