import { describe, expect, it } from 'vitest';
import { TrustedTime } from '../../../electron/main/net/clock.ts';
import { servedMs } from '../../../electron/main/net/retry.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const served = 1_800_000_000_000;
const dayMs = 86_400_000;

describe('the time as a server told it', () => {
  it('is unknown until one has', () => {
    expect(new TrustedTime(new TestClock()).now()).toBeNull();
  });

  it('goes on from there, however wrong the clock of this computer is', () => {
    const clock = new TestClock(5);
    const time = new TrustedTime(clock);
    time.set(served);
    clock.advance(3000);
    expect(time.now()).toBe(served + 3000);
  });

  it('F36 does not go back with the clock of this computer', () => {
    const clock = new TestClock(served);
    const time = new TrustedTime(clock);
    time.set(served);
    clock.advance(60_000);
    clock.setNow(served - dayMs);
    expect(time.now()).toBe(served + 60_000);
  });

  it('F36 goes ahead with it: a sleep that the ticks do not count, two years, and then nothing can be proved to be there', () => {
    const clock = new TestClock(served);
    const time = new TrustedTime(clock);
    time.set(served);
    clock.setNow(served + 8 * 3_600_000);
    expect(time.now()).toBe(served + 8 * 3_600_000);
    clock.setNow(served + 730 * dayMs);
    expect(time.now()).toBe(served + 730 * dayMs);
  });

  it('is not put back by a server', () => {
    const time = new TrustedTime(new TestClock());
    time.set(served);
    time.set(served - dayMs);
    expect(time.now()).toBe(served);
    time.set(served + 1000);
    expect(time.now()).toBe(served + 1000);
  });

  it('is read from the Date of an answer', () => {
    expect(servedMs({ date: 'Fri, 15 Jan 2027 08:00:00 GMT' })).toBe(served);
    expect(servedMs({ date: 'soon' })).toBeNull();
    expect(servedMs({})).toBeNull();
  });
});
