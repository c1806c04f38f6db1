import { expect, it } from 'vitest';
import { rowHeightFor } from '../../../renderer/app/mixer/strip-rows.ts';

it('lets all rows fit when they can', () => {
  for (const count of [8, 12, 15]) expect(rowHeightFor(730, count) * count).toBeLessThanOrEqual(730);
});

it('keeps rows usable and scrolls when they cannot fit', () => {
  expect(rowHeightFor(400, 15)).toBe(32);
});

it('lets a few rows fill the window, and stretches none over all of it', () => {
  expect(rowHeightFor(730, 3)).toBe(243);
  expect(rowHeightFor(730, 6)).toBe(121);
  expect([1, 3, 8, 15].map((count) => rowHeightFor(1900, count))).toEqual([360, 260, 160, 96]);
});
