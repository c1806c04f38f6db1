import { describe, expect, it, test } from 'vitest';
import { Varispeed, varispeedReach, VarispeedStream } from '../../../renderer/dsp/varispeed.ts';
import { noise } from '../engine/reader-rig.ts';

const rate = 44_100;
const start = 1000.37;
const sine = (hertz: number, at: (frame: number) => number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, frame) => Math.sin((2 * Math.PI * hertz * at(frame)) / rate + 0.3));

/** `count` frames of `sound` from song frame 1000.37 on, at a speed. */
function played(sound: Float32Array, speed: number, count: number): Float32Array {
  const varispeed = new Varispeed(128);
  const [left, right] = [new Float32Array(count), new Float32Array(count)];
  for (let at = 0; at < count; at += 128) {
    const position = start + at * speed;
    varispeed.aim(position, speed, Math.min(128, count - at));
    varispeed.add(sound, sound, Math.floor(position) - varispeedReach(speed) + 1, null, left, right, at);
  }
  expect(right).toEqual(left);
  return left;
}

function decibelsOver(signal: Float32Array, error: Float32Array): number {
  const power = (samples: Float32Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);
  return 10 * Math.log10(power(signal) / power(error));
}

describe('sound at another speed', () => {
  for (const speed of [0.25, 0.5, 0.773, 0.9999, 1.3, 2]) {
    it(`is 90 dB exact at ${String(speed)}, up to 16 kHz of what can be heard of it`, () => {
      for (const hertz of [100, 1000, 5000, 10_000, 16_000].filter((frequency) => frequency * speed < 16_001)) {
        const heard = played(
          sine(hertz, (frame) => frame, 22_000),
          speed,
          9000,
        );
        const expected = sine(hertz, (frame) => start + frame * speed, 9000);
        const error = heard.map((sample, frame) => sample - (expected[frame] ?? 0));
        expect(decibelsOver(expected, error), `${String(hertz)} Hz`).toBeGreaterThan(90);
      }
    });
  }

  it('does not fold back what a higher speed pushes out of the band', () => {
    for (const [speed, hertz] of [
      [2, 14_000],
      [2, 20_000],
      [1.7, 16_500],
      [1.3, 20_500],
    ] as const) {
      const sound = sine(hertz, (frame) => frame, 22_000);
      expect(decibelsOver(sound.subarray(0, 9000), played(sound, speed, 9000)), String(speed)).toBeGreaterThan(90);
    }
  });

  it('at whole positions is the sound itself', () => {
    const sound = noise(600, 4);
    const varispeed = new Varispeed(128);
    const [left, right] = [new Float32Array(128), new Float32Array(128)];
    varispeed.aim(100, 1, 128);
    expect(varispeed.inputFrames).toBe(127 + 2 * varispeedReach(1));
    varispeed.add(sound, sound, 100 - varispeedReach(1) + 1, null, left, right, 0);
    expect(left).toEqual(sound.subarray(100, 228));
  });
});

test('a stream gives the same in blocks of any size, and as many frames as the song has at that speed', () => {
  const [left, right] = [noise(30_000, 1), noise(30_000, 2)];
  for (const speed of [0.25, 0.75, 1.31, 2]) {
    const [whole, pieces] = [30_000, 777].map((size) => {
      const stream = new VarispeedStream(speed, Math.max(size, 100));
      const out: number[][] = [[], []];
      const push = (pushed: readonly Float32Array[], count: number): void => {
        const [one, other] = pushed;
        const room = stream.mostOutput(count);
        const [outLeft, outRight] = [new Float32Array(room), new Float32Array(room)];
        if (one === undefined || other === undefined) throw new Error('No sound.');
        const ready = stream.push(one, other, count, outLeft, outRight);
        out[0]?.push(...outLeft.subarray(0, ready));
        out[1]?.push(...outRight.subarray(0, ready));
      };
      for (let at = 0; at < left.length; at += size) {
        push([left.subarray(at, at + size), right.subarray(at, at + size)], Math.min(size, left.length - at));
      }
      push([new Float32Array(100), new Float32Array(100)], varispeedReach(speed));
      return out;
    });
    expect(whole?.[0]).toHaveLength(Math.ceil(30_000 / speed));
    expect(pieces).toHaveLength(2);
    for (const side of [0, 1]) {
      const worst = (whole?.[side] ?? []).reduce(
        (most, sample, frame) => Math.max(most, Math.abs(sample - (pieces?.[side]?.[frame] ?? NaN))),
        0,
      );
      expect(worst).toBeLessThan(1e-6);
    }
  }
});

test('a stream may begin before its first frame', () => {
  const sound = noise(4000, 9);
  const out = [0, 1].map(() => new Float32Array(9000));
  const [outLeft, outRight] = out;
  if (outLeft === undefined || outRight === undefined) throw new Error('No room.');
  const whole = new VarispeedStream(0.8, 4000);
  whole.push(sound, sound, 4000, outLeft, outRight);
  const later = outLeft.slice(2500, 4000);
  const fromThere = new VarispeedStream(0.8, 4000, 100);
  fromThere.push(sound.subarray(1900), sound, 2000, outLeft, outRight);
  expect(Math.max(...later.map((sample, frame) => Math.abs(sample - (outLeft[frame] ?? NaN))))).toBeLessThan(1e-6);
});
