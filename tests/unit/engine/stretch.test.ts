import { beforeAll, describe, expect, it } from 'vitest';
import { compileStretch } from '../../../renderer/dsp/compile-stretch.ts';
import { StretchCore, stretchLatency, stretchQuantum } from '../../../renderer/dsp/stretch.ts';
import { largestError, noise } from './reader-rig.ts';

const rate = 44_100;
let module: WebAssembly.Module;
beforeAll(async () => {
  module = await compileStretch();
});

function shifted(core: StretchCore, left: Float32Array, right: Float32Array, factor: number) {
  const whole = left.length - (left.length % stretchQuantum);
  const out = { left: new Float32Array(whole), right: new Float32Array(whole) };
  core.setFactor(factor);
  for (let at = 0; at < whole; at += stretchQuantum) core.process(left, right, out.left, out.right, at);
  return out;
}

const sine = (hertz: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, frame) => 0.5 * Math.sin((2 * Math.PI * hertz * frame) / rate));

/** Frequency of a sine, by the frames between its first and its last rising crossing. */
function pitchOf(samples: Float32Array): number {
  const crossings: number[] = [];
  samples.forEach((sample, frame) => {
    const before = samples[frame - 1] ?? 0;
    if (before < 0 && sample >= 0) crossings.push(frame - sample / (sample - before));
  });
  return ((crossings.length - 1) * rate) / ((crossings.at(-1) ?? 0) - (crossings[0] ?? 0));
}

describe('the stretch', () => {
  it('at factor 1 is a delay of exactly its latency', () => {
    for (const sampleRate of [44_100, 48_000]) {
      const core = new StretchCore(module, sampleRate);
      expect(core.latencyFrames).toBe(stretchLatency(sampleRate));
      const [left, right] = [noise(rate, 1), noise(rate, 2)];
      const out = shifted(core, left, right, 1);
      const settled = 2 * core.latencyFrames;
      expect(largestError(out.left, settled + core.latencyFrames, left.slice(settled, 30_000))).toBeLessThan(1e-3);
      expect(largestError(out.right, settled + core.latencyFrames, right.slice(settled, 30_000))).toBeLessThan(1e-3);
    }
  });

  it('gives the same to the bit after a reset, and in another instance', () => {
    const core = new StretchCore(module, rate);
    const [left, right] = [noise(rate, 3), noise(rate, 4)];
    const first = shifted(core, left, right, 1.31);
    core.reset();
    expect(shifted(core, left, right, 1.31)).toEqual(first);
    expect(shifted(new StretchCore(module, rate), left, right, 1.31)).toEqual(first);
  });

  it('moves the pitch of a sine by its factor, within 3 cents', () => {
    for (const factor of [0.5, 2 ** (-50 / 1200), 2 ** (7 / 12), 1 / 0.75, 2, 4]) {
      for (const hertz of [440, 1000, 3000]) {
        const core = new StretchCore(module, rate);
        const out = shifted(core, sine(hertz, 2), sine(hertz, 2), factor);
        const cents = 1200 * Math.log2(pitchOf(out.left.subarray(rate, 2 * rate - 200)) / (hertz * factor));
        expect(Math.abs(cents), `${String(hertz)} Hz by ${factor.toFixed(3)}`).toBeLessThan(3);
      }
    }
  });
});
