import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StemSource } from '../../../renderer/codecs/stem-source.ts';
import { ConcealedWatch } from '../../../renderer/engine/page-cache/open-stems.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells the damage of each stem when there is more of it, at most once a second, and anew for the next song', () => {
  const counts = [0, 0];
  const sources = new Map(counts.map((_, row) => [row, { concealedFrames: () => counts[row] ?? 0 } as StemSource]));
  const told: number[][] = [];
  const watch = new ConcealedWatch(
    () => sources,
    (row, frames) => told.push([row, frames]),
  );
  watch.start();
  vi.advanceTimersByTime(3000);
  expect(told).toEqual([]);
  for (let frame = 0; frame < 10; frame += 1) {
    counts[1] = frame + 1;
    vi.advanceTimersByTime(300);
  }
  expect(told).toEqual([
    [1, 4],
    [1, 7],
    [1, 10],
  ]);
  watch.stop();
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(3);
  watch.start();
  vi.advanceTimersByTime(1000);
  expect(told.at(-1)).toEqual([1, 10]);
});
