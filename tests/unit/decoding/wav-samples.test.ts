import { expect, test } from 'vitest';
import type { WavEncoding } from '../../../renderer/engine/decoding/wav/wav-format.ts';
import { unpackFrames } from '../../../renderer/engine/decoding/wav/wav-samples.ts';

type Reading = readonly [sampleBytes: number, sampleAt: (view: DataView, at: number) => number];

const readings: Readonly<Record<WavEncoding, Reading>> = {
  u8: [1, (view, at) => (view.getUint8(at) - 128) / 128],
  s16: [2, (view, at) => view.getInt16(at, true) / 2 ** 15],
  s24: [3, (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 2 ** 23],
  s32: [4, (view, at) => view.getInt32(at, true) / 2 ** 31],
  f32: [4, (view, at) => view.getFloat32(at, true)],
  f64: [8, (view, at) => view.getFloat64(at, true)],
};

/** Bytes that as integers are anything, and as floats are numbers of ordinary size. */
function frames(encoding: WavEncoding, samples: number): Uint8Array {
  const [sampleBytes] = readings[encoding];
  const bytes = Uint8Array.from({ length: samples * sampleBytes }, (_, at) => (at * at * 31 + at * 17 + 5) & 0xff);
  const view = new DataView(bytes.buffer);
  for (let sample = 0; sample < samples; sample++) {
    if (encoding === 'f32') view.setFloat32(sample * 4, Math.sin(sample * 1.7) * 1.5, true);
    if (encoding === 'f64') view.setFloat64(sample * 8, Math.sin(sample * 1.7) * 1.5, true);
  }
  return bytes;
}

const cases = (Object.keys(readings) as WavEncoding[]).flatMap((encoding) =>
  ([1, 2] as const).flatMap((channels) => [1, 7, 2048, 5003].map((count) => [encoding, channels, count] as const)),
);

test.each(cases)('%s on %i channels, %i frames of it, are what the bytes say', (encoding, channels, count) => {
  const [sampleBytes, sampleAt] = readings[encoding];
  const bytes = frames(encoding, channels * count);
  const view = new DataView(bytes.buffer);
  const wanted = (channel: number): Float32Array =>
    Float32Array.from({ length: count }, (_, frame) => sampleAt(view, (frame * channels + channel) * sampleBytes));
  const [left, right] = [new Float32Array(count), new Float32Array(count)];
  unpackFrames(bytes, encoding, channels, left, right);
  expect(left).toEqual(wanted(0));
  expect(right).toEqual(wanted(channels - 1));
});
