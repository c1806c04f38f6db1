import { expect, test } from 'vitest';
import { TriangularNoise } from '../../../renderer/dsp/triangular-noise.ts';

test('triangular noise lies between -1 and 1, has no mean, a variance of a sixth, and repeats with its seed', () => {
  const drawn = new Float32Array(200_000);
  new TriangularNoise(7).fill(drawn, drawn.length);
  const values = [...drawn];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(Math.max(...values.map(Math.abs).slice(0, 100_000))).toBeLessThanOrEqual(1);
  expect(mean).toBeCloseTo(0, 2);
  expect(variance).toBeCloseTo(1 / 6, 2);
  const neighbours = values.slice(1).reduce((sum, value, at) => sum + value * (values[at] ?? 0), 0) / values.length;
  expect(neighbours).toBeCloseTo(0, 2);
  const again = new TriangularNoise(7);
  const [first, rest] = [new Float32Array(2), new Float32Array(3)];
  again.fill(first, 2);
  again.fill(rest, 3);
  expect([...first, ...rest]).toEqual(values.slice(0, 5));
  // Half of the noise of a triangle lies within 0.293 of 0.
  const inner = values.filter((value) => Math.abs(value) < 1 - Math.SQRT1_2).length / values.length;
  expect(inner).toBeCloseTo(0.5, 2);
});
