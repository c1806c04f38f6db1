import { describe, expect, it } from 'vitest';
import { DropoutMeter } from '../../../renderer/engine/device/dropout-meter.ts';
import { LatencyLadder } from '../../../renderer/engine/device/dropouts.ts';

const rate = 44_100;
const buffer = 512;
const bufferMs = (buffer / rate) * 1000;

/** Renders buffers of four quanta; buffer `index` is asked for so many milliseconds late. Gives the gaps told. */
function gapsOf(gauge: DropoutMeter, buffers: number, lateMs: (index: number) => number, clock = 1): number {
  let gaps = 0;
  for (let index = 0; index < buffers; index += 1) {
    const nowMs = Math.floor(1e12 + index * bufferMs * clock + lateMs(index));
    for (let at = 0; at < buffer; at += 128) gaps += Number(gauge.note(index * buffer + at, nowMs));
  }
  return gaps;
}

const gauge = (): DropoutMeter => new DropoutMeter(rate, buffer / rate);

describe('the lateness of the audio thread', () => {
  it('is none while it keeps up, within what the device holds', () => {
    expect(gapsOf(gauge(), 5000, (index) => (index % 7 === 0 ? 12 : 0))).toBe(0);
  });

  it('is told once for each time that the device must have run dry', () => {
    const stalls = new Map([
      [100, 60],
      [101, 50],
      [102, 38],
      [103, 25],
      [900, 80],
    ]);
    expect(gapsOf(gauge(), 2000, (index) => stalls.get(index) ?? 0)).toBe(2);
  });

  it('is no matter of clocks that run apart or are set', () => {
    expect(gapsOf(gauge(), 50_000, () => 0, 1.00005)).toBe(0);
    expect(gapsOf(gauge(), 1000, (index) => (index > 500 ? 3_600_000 : 0))).toBe(0);
    expect(gapsOf(gauge(), 1000, (index) => (index > 500 ? -3_600_000 : 0))).toBe(0);
  });
});

describe('the latency of the device', () => {
  it('goes up a step for three gaps in a minute, not for three in two', () => {
    const ladder = new LatencyLadder(0.01);
    expect([0, 40_000, 80_000].map((ms) => ladder.noteDropout(ms))).toEqual([false, false, false]);
    expect([150_000, 160_000, 209_000].map((ms) => ladder.noteDropout(ms))).toEqual([false, false, true]);
    expect(ladder.latencySeconds).toBe(0.02);
    expect([210_000, 211_000].map((ms) => ladder.noteDropout(ms))).toEqual([false, false]);
  });

  it('has a last step', () => {
    const ladder = new LatencyLadder(0.02);
    const steps = Array.from({ length: 30 }, (_, ms) => ladder.noteDropout(ms));
    expect(steps.filter(Boolean)).toHaveLength(1);
    expect(ladder.latencySeconds).toBe(0.05);
  });
});
