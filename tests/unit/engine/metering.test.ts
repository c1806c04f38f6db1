import { describe, expect, it } from 'vitest';
import { limiterCeiling, limiterDelayFrames, SafetyLimiter } from '../../../renderer/engine/meters/safety-limiter.ts';
import { attachMeters, createMeterMemory, measureBlock, MeterReader } from '../../../renderer/engine/meters/meters.ts';
import { noise } from './reader-rig.ts';

function limited(samples: Float32Array, limiter: SafetyLimiter): Float32Array {
  const output = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += 128) {
    const block = samples.subarray(at, at + 128);
    limiter.process(block, block, output.subarray(at, at + 128), new Float32Array(block.length));
  }
  return output;
}

describe('the safety limiter', () => {
  it('passes what is under the ceiling bit by bit', () => {
    const quiet = noise(12_800, 1).map((sample) => sample * 1.7);
    const output = limited(quiet, new SafetyLimiter(44100, true));
    expect(output.subarray(limiterDelayFrames)).toEqual(quiet.subarray(0, quiet.length - limiterDelayFrames));
  });

  it('never lets a peak over the ceiling, and is transparent again after it', () => {
    const loud = noise(128 * 2000, 2).map((sample, index) => (index < 30_000 ? sample * 8 : sample));
    const output = limited(loud, new SafetyLimiter(44100, true));
    expect(output.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThanOrEqual(
      Math.fround(limiterCeiling) + 1e-7,
    );
    const tail = 128 * 1900;
    expect(output.subarray(tail)).toEqual(loud.subarray(tail - limiterDelayFrames, loud.length - limiterDelayFrames));
  });

  it('does nothing but wait when it is off', () => {
    const loud = noise(1280, 3).map((sample) => sample * 8);
    const output = limited(loud, new SafetyLimiter(44100, false));
    expect(output.subarray(limiterDelayFrames)).toEqual(loud.subarray(0, loud.length - limiterDelayFrames));
  });
});

describe('a meter', () => {
  const block = (level: number, at = 0): readonly Float32Array[] => {
    const left = new Float32Array(128);
    left[at] = level;
    return [left, new Float32Array(128).fill(0.25)];
  };

  it('misses no sample, and shows nothing before it is heard', () => {
    const ring = attachMeters(createMeterMemory(2));
    const reader = new MeterReader(ring);
    measureBlock(ring, 0, [[], block(0.1)]);
    measureBlock(ring, 1, [[], block(-0.9, 127)]);
    measureBlock(ring, 2, [[], block(0.2)]);
    expect(reader.read(1, 255)).toMatchObject({ peakLeft: Math.fround(0.1), peakRight: 0.25, rmsRight: 0.25 });
    const next = reader.read(1, 3 * 128);
    expect(next.peakLeft).toBeCloseTo(0.9, 6);
    expect(next.rmsLeft).toBeCloseTo(Math.sqrt((0.81 + 0.04) / 256), 6);
    expect(reader.read(0, 3 * 128)).toEqual({ peakLeft: 0, peakRight: 0, rmsLeft: 0, rmsRight: 0 });
  });

  it('shows the last second after a pause in reading', () => {
    const ring = attachMeters(createMeterMemory(1));
    const reader = new MeterReader(ring);
    for (let index = 0; index < 3000; index += 1) measureBlock(ring, index, [block(index === 10 ? 1 : 0.5)]);
    expect(reader.read(0, Infinity).peakLeft).toBe(0.5);
  });

  it('repeats itself while nothing new is heard', () => {
    const ring = attachMeters(createMeterMemory(1));
    const reader = new MeterReader(ring);
    measureBlock(ring, 0, [block(0.5)]);
    expect(reader.read(0, 128)).toBe(reader.read(0, 200));
  });
});
