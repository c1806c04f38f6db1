import { expect, test } from 'vitest';
import { formatSpeedAndKey } from '../../../../renderer/mix/speed-and-key.ts';

test.each([
  [1, 0, null],
  [0.8, 0, '80 % of the speed'],
  [1.125, 0, '112.5 % of the speed'],
  [1, 200, 'key +2'],
  [1, -350, 'key −3.5'],
  [0.75, -1200, '75 % of the speed, key −12'],
])('speed %d and %d cents are %j', (speed, transposeCents, text) => {
  expect(formatSpeedAndKey({ speed, transposeCents })).toBe(text);
});
