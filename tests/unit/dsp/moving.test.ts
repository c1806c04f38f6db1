import { expect, it } from 'vitest';
import { MovingMean } from '../../../renderer/dsp/moving-mean.ts';
import { SlidingMaximum } from '../../../renderer/dsp/sliding-maximum.ts';
import { seeded } from './seeded.ts';

it.each([1, 2, 7, 64, 100])('a sliding maximum is the greatest of the last %i', (width) => {
  const random = seeded(width);
  const row = Array.from({ length: 1000 }, (_, at) => (at % 300 < 150 ? 0 : Math.floor(20 * Math.abs(random()))));
  const sliding = new SlidingMaximum(width);
  for (const [at, value] of row.entries()) {
    expect(sliding.next(value)).toBe(Math.max(...row.slice(Math.max(0, at + 1 - width), at + 1)));
  }
});

it('a moving mean is that of the last numbers, and exactly 0 when all of them are', () => {
  const random = seeded(5);
  const row = Array.from({ length: 1000 }, (_, at) => (at % 300 < 150 ? 0 : Math.abs(random())));
  const mean = new MovingMean(40);
  for (const [at, value] of row.entries()) {
    const last = row.slice(Math.max(0, at + 1 - 40), at + 1);
    const told = mean.next(value);
    if (last.every((one) => one === 0)) expect(told).toBe(0);
    else expect(told).toBeCloseTo(last.reduce((sum, one) => sum + one, 0) / 40, 12);
  }
});
