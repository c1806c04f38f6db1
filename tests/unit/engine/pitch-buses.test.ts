import { beforeAll, describe, expect, it } from 'vitest';
import { createPitchShiftMemory, PitchBuses, PitchShiftOrder } from '../../../renderer/engine/pitch-shift/pitch-buses.ts';
import { compileStretch } from '../../../renderer/dsp/compile-stretch.ts';
import { StretchCore, stretchLatency } from '../../../renderer/dsp/stretch.ts';
import { largestError, largestStep, noise } from './reader-rig.ts';

const rate = 44_100;
const latency = stretchLatency(rate);
let module: WebAssembly.Module;
beforeAll(async () => {
  module = await compileStretch();
});

/** Buses that are given sound quantum by quantum; what comes out is kept. */
class BusRig {
  readonly order = new PitchShiftOrder(createPitchShiftMemory());
  readonly heard: number[] = [];
  readonly #buses = new PitchBuses(new StretchCore(module, rate), new StretchCore(module, rate), rate, this.order);
  #at = 0;

  give(quanta: number, main: Float32Array, drums: Float32Array, click = nothing): this {
    for (let done = 0; done < quanta; done += 1) {
      const quantum = (sound: Float32Array) => ({ left: part(sound, this.#at), right: part(sound, this.#at) });
      const out = { left: new Float32Array(128), right: new Float32Array(128) };
      this.#buses.process(quantum(main), quantum(drums), quantum(click), out);
      this.heard.push(...out.left);
      this.#at += 128;
    }
    return this;
  }

  output(): Float32Array {
    return Float32Array.from(this.heard);
  }
}

const part = (sound: Float32Array, at: number): Float32Array => {
  const whole = new Float32Array(128);
  whole.set(sound.subarray(at, at + 128));
  return whole;
};
const nothing = new Float32Array(0);
const sine = (hertz: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, frame) => 0.5 * Math.sin((2 * Math.PI * hertz * frame) / rate));
const peakOf = (samples: Float32Array): number => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
/** Rising crossings a second. */
const pitchOf = (samples: Float32Array): number =>
  (samples.filter((sample, frame) => sample >= 0 && (samples[frame - 1] ?? 0) < 0).length * rate) / samples.length;

describe('pitch buses', () => {
  it('sum what they are given bit by bit when there is nothing to shift', () => {
    const [main, drums] = [noise(rate, 1), noise(rate, 2)];
    const rig = new BusRig().give(300, main, drums);
    expect(rig.output()).toEqual(main.slice(0, 38_400).map((sample, frame) => sample + (drums[frame] ?? 0)));
  });

  it('go over to the stretches and back without a step, and are exact again', () => {
    const sound = sine(300, 3);
    const rig = new BusRig().give(40, sound, nothing);
    rig.order.write('warming', 1, 1.2, true);
    rig.give(Math.ceil(latency / 128), sound, nothing);
    rig.order.write('shifting', 1, 1.2, true);
    rig.give(300, sound, nothing);
    expect(pitchOf(rig.output().subarray(20_000))).toBeCloseTo(360, -1);
    rig.order.write('bypass', 1, 1, true);
    rig.give(100, sound, nothing);
    expect(largestStep(rig.output())).toBeLessThan(2 * 0.5 * ((2 * Math.PI * 360) / rate) + 0.5 / 441);
    const end = rig.heard.length;
    expect(largestError(rig.output(), end - 8000, sound.slice(end - 8000, end))).toBe(0);
  });

  it('leave the drums their pitch, and keep both buses together on the frame', () => {
    const burst = noise(rate, 5).map((sample, frame) => (frame > 20_000 && frame < 22_000 ? sample : 0));
    const through = (main: Float32Array, drums: Float32Array): Float32Array => {
      const rig = new BusRig();
      // A thousandth of a semitone: two stretches are at work, and what they give can still be laid over each other.
      rig.order.write('shifting', 1, 2 ** (0.1 / 1200), true);
      rig.order.cut(0);
      return rig.give(300, main, drums).output();
    };
    const [main, drums] = [through(burst, nothing), through(nothing, burst)];
    const likeness = (lag: number): number =>
      drums.slice(20_000, 36_000).reduce((sum, sample, frame) => sum + sample * (main[20_000 + frame + lag] ?? 0), 0);
    const lags = Array.from({ length: 41 }, (_, index) => index - 20);
    expect(lags.reduce((best, lag) => (likeness(lag) > likeness(best) ? lag : best), -20)).toBe(0);
    expect(largestError(drums, latency, burst.slice(0, 30_000))).toBeLessThan(1e-3);

    const [low, high] = [sine(300, 2), sine(900, 2)];
    const rig = new BusRig();
    rig.order.write('shifting', 0.8, 1.5, true);
    rig.order.cut(0);
    expect(pitchOf(rig.give(400, nothing, high).output().subarray(30_000))).toBeCloseTo(900 / 0.8, -1);
    rig.order.write('shifting', 0.8, 1.5, false);
    expect(pitchOf(rig.give(200, nothing, high).output().subarray(-12_000))).toBeCloseTo((900 / 0.8) * 1.5, -1);
    const other = new BusRig();
    other.order.write('shifting', 0.8, 1.5, true);
    other.order.cut(0);
    expect(pitchOf(other.give(400, low, nothing).output().subarray(30_000))).toBeCloseTo((300 / 0.8) * 1.5, -1);
  });

  it('leave the click as it is, on time with what they shift', () => {
    const click = new Float32Array(rate);
    click.set([1, -0.5, 0.25], 20_001);
    const rig = new BusRig();
    rig.order.write('shifting', 0.8, 1.5, true);
    rig.order.cut(0);
    rig.give(300, nothing, nothing, click);
    expect(largestError(rig.output(), latency, click.slice(0, 30_000))).toBe(0);
    const plain = new BusRig().give(300, nothing, nothing, click);
    expect(largestError(plain.output(), 0, click.slice(0, 38_400))).toBe(0);
  });

  it('let go of all sound in the fade of a cut, without a step', () => {
    const sound = sine(300, 2);
    const rig = new BusRig();
    rig.order.write('shifting', 0.8, 1, true);
    rig.order.cut(0);
    rig.give(200, sound, nothing);
    rig.order.cut(256);
    rig.give(2, sound, nothing);
    const end = rig.heard.length;
    rig.give(120, nothing, nothing);
    expect(peakOf(rig.output().subarray(end - 300 - 256, end - 256))).toBeGreaterThan(0.3);
    expect(peakOf(rig.output().subarray(end))).toBe(0);
    expect(largestStep(rig.output().subarray(20_000))).toBeLessThan(0.5 * ((2 * Math.PI * 375) / rate) + 0.5 / 200);
  });
});
