import { expect, it } from 'vitest';
import { secondsLeft } from '../../../../renderer/state/export/export-queue.svelte.ts';

it('the time an export still takes is what it took, for what is left of it; first there is no guess', () => {
  expect(secondsLeft(0.25, 10_000)).toBe(30);
  expect(secondsLeft(1, 10_000)).toBe(0);
  expect([secondsLeft(0.02, 10_000), secondsLeft(0.5, 499)]).toEqual([null, null]);
});
