import { expect, test } from 'vitest';
import { SamplePacker } from '../../../renderer/bounce/sample-packer.ts';

const int24 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)) << 8) >> 8;

function packed(format: 16 | 24 | '32f', left: number[], right: number[]): { packer: SamplePacker; bytes: Uint8Array } {
  const packer = new SamplePacker(format);
  const bytes = new Uint8Array(left.length * 8 + 10);
  packer.pack(Float64Array.from(left), Float64Array.from(right), left.length, bytes, 10);
  return { packer, bytes: bytes.subarray(10) };
}

test('24-bit samples are within dither of what they should be, and interleaved', () => {
  const { bytes } = packed(24, [0.25, -0.5, 0], [-1 / 3, 0.9, 0]);
  const wanted = [0.25, -1 / 3, -0.5, 0.9, 0, 0].map((sample) => sample * 8_388_608);
  for (const [index, value] of wanted.entries()) {
    expect(Math.abs(int24(bytes, index * 3) - value)).toBeLessThanOrEqual(1.5);
  }
});

test('16-bit samples lie to either side of the truth, and their mean is the truth', () => {
  const truth = 1000.3 / 32_768;
  const { bytes } = packed(16, Array<number>(20_000).fill(truth), Array<number>(20_000).fill(0));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const values = Array.from({ length: 20_000 }, (_, frame) => view.getInt16(frame * 4, true));
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1000.3, 1);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(999);
  expect(Math.max(...values)).toBeLessThanOrEqual(1002);
});

test('samples over full scale are clipped and counted, and the peak is that before clipping', () => {
  const { packer, bytes } = packed(24, [2, -2, 0.5], [0, 0, 1.001]);
  expect(packer.clippedSamples).toBe(3);
  expect(packer.peak).toBe(2);
  expect(int24(bytes, 0)).toBe(8_388_607);
  expect(int24(bytes, 6)).toBe(-8_388_608);
});

test('float samples are kept as they are, over full scale as well', () => {
  const { bytes } = packed('32f', [1.5], [-0.1]);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect(view.getFloat32(0, true)).toBe(1.5);
  expect(view.getFloat32(4, true)).toBe(Math.fround(-0.1));
});
