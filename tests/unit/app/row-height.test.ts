import { expect, it } from 'vitest';
import { rowHeightFor } from '../../../renderer/app/mixer/strip-rows.ts';

it('lets all rows fit when they can', () => {
  for (const count of [8, 12, 15]) expect(rowHeightFor(730, count) * count).toBeLessThanOrEqual(730);
});

it('keeps rows usable and scrolls when they cannot fit', () => {
  expect(rowHeightFor(400, 15)).toBe(32);
});

it('does not stretch a few rows over the whole room', () => {
  expect(rowHeightFor(730, 3)).toBe(146);
  expect(rowHeightFor(300, 2)).toBe(96);
});
