import { describe, expect, it, vi } from 'vitest';
import { TruePeakLimiter } from '../../../renderer/dsp/true-peak-limiter.ts';
import { TruePeakMeter } from '../../../renderer/dsp/true-peak.ts';
import { loudSounds, type Stereo64 } from './loud-sounds.ts';
import { seeded } from './seeded.ts';

// A busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const sizes = [1, 7, 441, 4096, 333];

/** The sound after a limiter, from its first frame on. */
function limited(
  { left, right }: Stereo64,
  ceilingDb: number,
  sampleRate = 48_000,
  pieces: readonly number[] = [4096],
) {
  const limiter = new TruePeakLimiter(ceilingDb, sampleRate);
  const late = limiter.latencyFrames;
  const out = [new Float64Array(left.length + late), new Float64Array(left.length + late)] as const;
  out[0].set(left);
  out[1].set(right);
  for (let at = 0, piece = 0; at < out[0].length; piece++) {
    const count = Math.min(out[0].length - at, pieces[piece % pieces.length] ?? 1);
    limiter.process(out[0].subarray(at, at + count), out[1].subarray(at, at + count), count);
    at += count;
  }
  return { left: out[0].subarray(late), right: out[1].subarray(late), reductionDb: limiter.mostReductionDb };
}

function truePeakDb({ left, right }: Stereo64): number {
  const meter = new TruePeakMeter();
  meter.push(Float32Array.from(left), Float32Array.from(right));
  return meter.peakDb();
}

const noise = (length: number, peak: number): Stereo64 => {
  const random = seeded(3);
  const channel = () => Float64Array.from({ length }, () => peak * random());
  return { left: channel(), right: channel() };
};

describe('a true-peak limiter', () => {
  const cases = loudSounds.flatMap(([name, make]) =>
    [44_100, 48_000].flatMap((sampleRate) => [-1, -6].map((ceilingDb) => ({ name, make, sampleRate, ceilingDb }))),
  );
  it.each(cases)('keeps $name under $ceilingDb dBTP at $sampleRate Hz', ({ make, sampleRate, ceilingDb }) => {
    const sound = make(sampleRate, 2);
    expect(truePeakDb(sound)).toBeGreaterThan(3);
    const after = limited(sound, ceilingDb, sampleRate);
    expect(truePeakDb(after)).toBeLessThanOrEqual(ceilingDb + 0.1);
    // No more is taken away than is needed.
    expect(truePeakDb(after)).toBeGreaterThan(ceilingDb - 0.3);
    expect(after.reductionDb).toBeGreaterThan(truePeakDb(sound) - ceilingDb - 0.3);
  });

  it('leaves sound under the ceiling as it is, bit by bit', () => {
    const sound = noise(50_000, 0.5);
    const after = limited(sound, -1);
    expect(after.left).toEqual(sound.left);
    expect(after.right).toEqual(sound.right);
    expect(after.reductionDb).toBe(0);
  });

  it('leaves sound as it is but for the surroundings of a peak', () => {
    const sound = noise(100_000, 0.2);
    sound.left[40_000] = 1.5;
    const after = limited(sound, -1);
    const changed = [...after.left.keys()].filter((frame) => after.left[frame] !== sound.left[frame]);
    // 5 ms before it at most, and until less than a millionth is left of what was taken away.
    expect(changed[0]).toBeGreaterThanOrEqual(40_000 - 260);
    expect(changed.at(-1)).toBeLessThan(40_000 + 1.5 * 48_000);
    expect(changed.length).toBeGreaterThan(4800);
  });

  it('moves both channels alike', () => {
    const sound = noise(20_000, 0.1);
    sound.right[9000] = -3;
    const { left, right } = limited(sound, -1);
    const gains = ([before, after]: readonly [Float64Array, Float64Array]) =>
      after.subarray(8800, 12_000).map((sample, at) => sample / (before[8800 + at] ?? NaN));
    const [ofLeft, ofRight] = [gains([sound.left, left]), gains([sound.right, right])];
    const apart = ofLeft.map((gain, at) => Math.abs(gain - (ofRight[at] ?? NaN)));
    expect(Math.max(...apart)).toBeLessThan(5e-10);
    expect(Math.abs((left[9000] ?? NaN) / (sound.left[9000] ?? NaN))).toBeLessThan(0.31);
  });

  it('glides: the gain never moves by more than a hundredth from one frame to the next', () => {
    const sound: Stereo64 = { left: new Float64Array(30_000).fill(0.5), right: new Float64Array(30_000).fill(0.5) };
    sound.left[15_000] = 4;
    const { right } = limited(sound, -1);
    const moves = right.subarray(1).map((sample, before) => Math.abs(sample - (right[before] ?? NaN)) / 0.5);
    expect(Math.max(...moves)).toBeLessThan(0.015);
  });

  it('does not care in what pieces sound comes', () => {
    const [, make] = loudSounds[2] ?? [];
    const sound = make?.(44_100, 1) ?? noise(1, 1);
    const [whole, pieces] = [limited(sound, -1, 44_100), limited(sound, -1, 44_100, sizes)];
    expect(pieces.left).toEqual(whole.left);
    expect(pieces.right).toEqual(whole.right);
  });

  it('finds a peak in the last frames', () => {
    const sound = noise(10_000, 0.1);
    sound.left[9999] = 2;
    expect(truePeakDb(limited(sound, -1))).toBeLessThanOrEqual(-0.9);
  });
});
