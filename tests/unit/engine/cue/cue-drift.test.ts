import { expect, test } from 'vitest';
import { seeded } from '../../dsp/seeded.ts';
import { rate, sineHz, TwoClocks } from './two-clocks.ts';

const minutes = (count: number): number => count * 60;
/** The bend of the sine itself, and a little of the filter's ripple. */
const bendOfSine = 0.5 * (2 * Math.PI * (sineHz / rate)) ** 2 * 1.02;

test.for([
  { main: 100, cue: -100 },
  { main: -100, cue: 100 },
])('ten minutes at $main and $cue ppm keep the cue within a millisecond, without a dropout', ({ main, cue }) => {
  const clocks = new TwoClocks(
    { ppm: main, latencySeconds: 0.3 },
    { ppm: cue, latencySeconds: 0.1 },
    seeded(main + 1000),
  );
  clocks.run(5);
  clocks.largestBend = 0;
  let farthest = 0;
  clocks.run(minutes(10), () => {
    farthest = Math.max(farthest, Math.abs(clocks.offset()));
  });
  expect(farthest).toBeLessThan(0.001);
  expect(clocks.dropouts()).toBe(0);
  expect(clocks.largestBend).toBeLessThan(bendOfSine);
  // The ratio of the clocks, in parts per million.
  expect(clocks.follower.driftPpm).toBeGreaterThan(cue - main - 20);
  expect(clocks.follower.driftPpm).toBeLessThan(cue - main + 20);
  expect(clocks.follower.lagSeconds).toBe(0);
});

test('a cue device that is slower than the main one stays behind it, and glides away from a gap', () => {
  const clocks = new TwoClocks({ ppm: 20, latencySeconds: 0.1 }, { ppm: -30, latencySeconds: 0.25 }, seeded(7));
  clocks.run(5);
  expect(clocks.follower.lagSeconds).toBeGreaterThan(0.15);
  clocks.largestBend = 0;
  let farthest = 0;
  clocks.run(minutes(5), () => {
    farthest = Math.max(farthest, Math.abs(clocks.offset()));
  });
  expect(farthest).toBeLessThan(0.001);
  // The room for the bursts of both devices.
  expect(clocks.follower.lagSeconds).toBeLessThan(0.15 + 0.17);
  expect(clocks.largestBend).toBeLessThan(bendOfSine);
  expect(clocks.dropouts()).toBe(0);
});

test('a main output that pauses is no dropout, and the cue goes on where it was', () => {
  const clocks = new TwoClocks({ ppm: 0, latencySeconds: 0.3 }, { ppm: 50, latencySeconds: 0.1 }, seeded(3));
  clocks.run(20);
  clocks.pause(3);
  clocks.run(5);
  let farthest = 0;
  clocks.run(30, () => {
    farthest = Math.max(farthest, Math.abs(clocks.offset()));
  });
  expect(clocks.dropouts()).toBe(0);
  expect(farthest).toBeLessThan(0.001);
});

test('a gap in the main output is one dropout, and then the cue is steady again', () => {
  const clocks = new TwoClocks({ ppm: 0, latencySeconds: 0.1 }, { ppm: 0, latencySeconds: 0.1 }, seeded(5));
  clocks.run(20);
  clocks.pause(0.25);
  clocks.run(20);
  expect(clocks.dropouts()).toBe(1);
  expect(Math.abs(clocks.offset())).toBeLessThan(0.001);
});
