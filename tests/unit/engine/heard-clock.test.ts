import { describe, expect, it } from 'vitest';
import { HeardClock, leavesOutBuffer, type ClockSource } from '../../../renderer/engine/device/heard-clock.ts';

/** A device 50 ms behind, with 10 ms waiting before it, whose stamps are late by `jitterMs(stamp)`. */
function device(
  jitterMs: (stamp: number) => number,
  userAgent = 'Chrome/130.0.6723.137 Electron/33.2.1',
): { clock: HeardClock; at: (ms: number) => number } {
  let nowMs = 0;
  const context: ClockSource = {
    sampleRate: 44100,
    state: 'running',
    outputLatency: 0.05,
    baseLatency: 0.01,
    get currentTime() {
      return nowMs / 1000;
    },
    getOutputTimestamp() {
      const stamp = Math.floor(nowMs / 10);
      return { contextTime: stamp / 100 - 0.05, performanceTime: stamp * 10 + jitterMs(stamp) };
    },
  };
  const clock = new HeardClock(context, () => nowMs, leavesOutBuffer(userAgent));
  return {
    clock,
    at: (ms) => {
      nowMs = ms;
      return clock.frame();
    },
  };
}

describe('the clock of what is heard', () => {
  it('is behind the clock of what is rendered by the latency of the device and what waits before it', () => {
    const { at } = device(() => 0);
    expect(at(1000)).toBeCloseTo(0.94 * 44100, 3);
    expect(at(1003)).toBeCloseTo(0.943 * 44100, 3);
  });

  it('adds nothing to the stamps of a Chromium that counts what waits before the device', () => {
    const { at } = device(() => 0, 'Chrome/156.0.8078.108');
    expect(at(1000)).toBeCloseTo(0.95 * 44100, 3);
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36', true],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/153.0.8001.0 Electron/45.4.1 Safari/537.36', false],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36', false],
    ['nothing that is known', false],
  ])('knows by its version whether a Chromium leaves that out: %s', (userAgent, isLeftOut) => {
    expect(leavesOutBuffer(userAgent)).toBe(isLeftOut);
  });

  it('is behind by a delay on purpose, and never goes back when that ends or begins', () => {
    const { clock, at } = device(() => 0);
    const before = at(1000);
    clock.delaySeconds = 0.1;
    expect(at(1050)).toBe(before);
    expect(at(1200)).toBeCloseTo(1.04 * 44100, 3);
    clock.delaySeconds = 0;
    expect(at(1210)).toBeCloseTo(1.15 * 44100, 3);
  });

  it('runs evenly though the stamps of the device jitter', () => {
    const { at } = device((stamp) => (stamp % 5) * 2);
    for (let ms = 0; ms < 2000; ms += 16) at(ms);
    const looks = Array.from({ length: 100 }, (_, index) => at(2000 + 16 * index));
    const steps = looks.slice(1).map((look, index) => look - (looks[index] ?? 0));
    for (const step of steps) expect(Math.abs(step / 44.1 - 16)).toBeLessThan(1.5);
  });

  it('follows at once when the device was interrupted, but never goes back', () => {
    const { at } = device((stamp) => (stamp > 100 ? 200 : 0));
    for (let ms = 0; ms <= 1000; ms += 10) at(ms);
    const before = at(1005);
    expect(at(1020)).toBeGreaterThanOrEqual(before);
    expect(at(1500)).toBeCloseTo((1.5 - 0.26) * 44100, 3);
  });
});
