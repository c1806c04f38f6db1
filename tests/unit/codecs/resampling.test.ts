import { describe, expect, test } from 'vitest';
import { greatestDifference, signalToNoise } from './alignment.ts';
import { bytesIn, wavOf } from './fixtures.ts';
import { open, read, readAll } from './open.ts';

const seconds = 1;

function sine(hertz: number, sampleRate: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, frame) => 0.5 * Math.sin((2 * Math.PI * hertz * frame) / sampleRate));
}

/** A float WAV, so that the file's own steps do not hide what is measured. */
function floatWav(samples: Float32Array, sampleRate: number): Uint8Array {
  const file = Buffer.alloc(44 + samples.length * 4);
  Buffer.from(wavOf([new Float32Array(0)], sampleRate)).copy(file);
  file.writeUInt16LE(3, 20);
  file.writeUInt32LE(sampleRate * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(32, 34);
  file.writeUInt32LE(samples.length * 4, 40);
  for (const [frame, sample] of samples.entries()) file.writeFloatLE(sample, 44 + frame * 4);
  return file;
}

const rates = [
  [48_000, 44_100],
  [44_100, 48_000],
  [96_000, 44_100],
  [32_000, 44_100],
] as const;

describe.each(rates)('a stem of %d Hz in a song of %d Hz', (from, to) => {
  test.each([0.002, 0.02, 0.1, 0.25, 0.365])('keeps a tone of %d of the lower rate to 90 dB', async (part) => {
    const hertz = part * Math.min(from, to);
    const stem = await open(bytesIn(floatWav(sine(hertz, from, from * seconds), from)), 'wav', to);
    expect(stem.lengthFrames).toBe(to * seconds);
    const { left } = await readAll(stem);
    // At its ends the tone begins and stops, which no filter keeps.
    const inside = (samples: Float32Array): Float32Array => samples.subarray(500, -500);
    expect(signalToNoise(inside(left), inside(sine(hertz, to, to * seconds)))).toBeGreaterThan(90);
  });

  test('can be read anywhere, in any pieces, with the same result', async () => {
    const file = floatWav(sine(3000, from, from * seconds), from);
    const whole = await readAll(await open(bytesIn(file), 'wav', to));
    const stem = await open(bytesIn(file), 'wav', to);
    for (const [start, count] of [
      [0, 10],
      [10, 1000],
      [1010, 1],
      [1011, 8192],
      [30_000, 100],
      [29_000, 3000],
    ] as const) {
      const part = await read(stem, start, count);
      expect(greatestDifference(part.left, whole.left.subarray(start, start + count))).toBe(0);
    }
  });
});

test('what the lower rate cannot hold is gone, not folded back', async () => {
  const stem = await open(bytesIn(floatWav(sine(30_000, 96_000, 96_000), 96_000)), 'wav', 44_100);
  const { left } = await readAll(stem);
  expect(
    signalToNoise(
      left.subarray(500, -500).map((sample) => sample + 0.5),
      new Float32Array(43_100).fill(0.5),
    ),
  ).toBeGreaterThan(90);
});

test('the length at the song’s rate is exact to the nearest frame', async () => {
  const stem = await open(bytesIn(wavOf([new Float32Array(10_001)], 48_000)), 'wav', 44_100);
  expect(stem.lengthFrames).toBe(Math.round((10_001 * 44_100) / 48_000));
  expect(stem.facts.lengthFrames).toBe(10_001);
});
