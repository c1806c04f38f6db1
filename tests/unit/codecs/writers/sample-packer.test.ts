import { expect, test } from 'vitest';
import { SamplePacker, type SampleBits } from '../../../../renderer/codecs/shared/sample-packer.ts';

const int24 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)) << 8) >> 8;

function packed(bits: SampleBits, left: number[], right: number[]): Uint8Array {
  const bytes = new Uint8Array(left.length * 8 + 10);
  const end = new SamplePacker(bits).pack(Float64Array.from(left), Float64Array.from(right), left.length, bytes, 10);
  return bytes.subarray(10, end);
}

test('24-bit samples are within dither of what they should be, and interleaved', () => {
  const bytes = packed(24, [0.25, -0.5, 0], [-1 / 3, 0.9, 0]);
  expect(bytes.length).toBe(18);
  const wanted = [0.25, -1 / 3, -0.5, 0.9, 0, 0].map((sample) => sample * 8_388_608);
  for (const [index, value] of wanted.entries()) {
    expect(Math.abs(int24(bytes, index * 3) - value)).toBeLessThanOrEqual(1.5);
  }
});

test('16-bit samples lie to either side of the truth, and their mean is the truth', () => {
  const truth = 1000.3 / 32_768;
  const bytes = packed(16, Array<number>(20_000).fill(truth), Array<number>(20_000).fill(0));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const values = Array.from({ length: 20_000 }, (_, frame) => view.getInt16(frame * 4, true));
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1000.3, 1);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(999);
  expect(Math.max(...values)).toBeLessThanOrEqual(1002);
});

test('integers over full scale are held there', () => {
  const in24 = packed(24, [2, -2, 0.5], [0, 0, 1.001]);
  expect([int24(in24, 0), int24(in24, 6), int24(in24, 15)]).toEqual([8_388_607, -8_388_608, 8_388_607]);
  const in16 = packed(16, [2], [-2]);
  expect([...new Int16Array(in16.slice().buffer)]).toEqual([32_767, -32_768]);
});

test('float samples are kept as they are, over full scale as well', () => {
  const bytes = packed(32, [1.5], [-0.1]);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect(view.getFloat32(0, true)).toBe(1.5);
  expect(view.getFloat32(4, true)).toBe(Math.fround(-0.1));
});
