import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CountWatch } from '../../../renderer/engine/playback-notices.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watchOf(count: () => number) {
  const told: number[] = [];
  return { told, watch: new CountWatch(count, (late) => told.push(late)) };
}

it('tells of late pages once for each change, while it watches', () => {
  let count = 0;
  const { told, watch } = watchOf(() => count);
  watch.start();
  vi.advanceTimersByTime(1000);
  count = 3;
  vi.advanceTimersByTime(1000);
  count = 4;
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([3, 4]);
  watch.stop();
  count = 9;
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([3, 4]);
});

it('counts anew for another song', () => {
  let count = 2;
  const { told, watch } = watchOf(() => count);
  watch.start();
  vi.advanceTimersByTime(1000);
  watch.forget();
  count = 0;
  vi.advanceTimersByTime(1000);
  count = 2;
  vi.advanceTimersByTime(1000);
  watch.stop();
  expect(told).toEqual([2, 2]);
});
