import { describe, expect, test } from 'vitest';
import { downmixOf } from '../../../renderer/codecs/downmix.ts';
import { bytesOf, type PcmEncoding } from '../../../renderer/codecs/pcm/pcm-format.ts';
import { framesPerMoment, unpackFrames } from '../../../renderer/codecs/pcm/unpack-frames.ts';

type SampleAt = (view: DataView, at: number, isLittle: boolean) => number;

/** Written from the tables of ITU-T G.711: the upper end of a segment's first step, and the width of its steps. */
const uLaw = (code: number): number => {
  const [segment, step] = [(~code >> 4) & 7, ~code & 15];
  const size = 4 * (((step * 2 + 33) << segment) - 33);
  return (code & 0x80 ? size : 0 - size) / 32_768;
};
const aLaw = (code: number): number => {
  const [segment, step] = [((code ^ 0x55) >> 4) & 7, (code ^ 0x55) & 15];
  const size = segment === 0 ? 16 * step + 8 : 2 ** (segment + 3) * (step + 16.5);
  return (code & 0x80 ? size : -size) / 32_768;
};

const readings: Readonly<Record<PcmEncoding, SampleAt>> = {
  u8: (view, at) => (view.getUint8(at) - 128) / 128,
  s8: (view, at) => view.getInt8(at) / 128,
  s16: (view, at, isLittle) => view.getInt16(at, isLittle) / 2 ** 15,
  s24: (view, at, isLittle) =>
    ((view.getInt8(at + (isLittle ? 2 : 0)) << 16) | view.getUint16(at + (isLittle ? 0 : 1), isLittle)) / 2 ** 23,
  s32: (view, at, isLittle) => view.getInt32(at, isLittle) / 2 ** 31,
  f32: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f64: (view, at, isLittle) => view.getFloat64(at, isLittle),
  alaw: (view, at) => aLaw(view.getUint8(at)),
  ulaw: (view, at) => uLaw(view.getUint8(at)),
};

/** Bytes that as integers are anything, and as floats are numbers of ordinary size. */
function frames(encoding: PcmEncoding, samples: number, isLittle: boolean): Uint8Array {
  const bytes = Uint8Array.from(
    { length: samples * bytesOf[encoding] },
    (_, at) => (at * at * 31 + at * 17 + 5) & 0xff,
  );
  const view = new DataView(bytes.buffer);
  for (let sample = 0; sample < samples; sample++) {
    if (encoding === 'f32') view.setFloat32(sample * 4, Math.sin(sample * 1.7) * 1.5, isLittle);
    if (encoding === 'f64') view.setFloat64(sample * 8, Math.sin(sample * 1.7) * 1.5, isLittle);
  }
  return bytes;
}

const encodings = Object.keys(readings) as PcmEncoding[];
const orders = [
  ['little', false],
  ['big', true],
] as const;
const cases = encodings.flatMap((encoding) =>
  orders.flatMap(([order, isBigEndian]) =>
    ([1, 2] as const).flatMap((channels) =>
      [1, 7, 3001].map((count) => [encoding, order, channels, count, isBigEndian] as const),
    ),
  ),
);

const nothingBroken = (frame: number): void => {
  throw new Error(`frame ${String(frame)} is broken`);
};

test.each(cases)('%s (%s-endian) on %i channels, %i frames of it, are what the bytes say', (...one) => {
  const [encoding, , channels, count, isBigEndian] = one;
  const bytes = frames(encoding, channels * count, !isBigEndian);
  const view = new DataView(bytes.buffer);
  const wanted = (channel: number): Float32Array =>
    Float32Array.from({ length: count }, (_, frame) =>
      readings[encoding](view, (frame * channels + channel) * bytesOf[encoding], !isBigEndian),
    );
  const [left, right] = [new Float32Array(count), new Float32Array(count)];
  unpackFrames(bytes, { encoding, isBigEndian, channels, downmix: null }, 100, left, right, nothingBroken);
  expect(left).toEqual(wanted(0));
  expect(right).toEqual(wanted(channels - 1));
});

describe('many channels become two, each with the gain of its speaker', () => {
  const speakers = ['L', 'R', 'C', 'LFE', 'Ls', 'Rs', 'Lb', 'Rb'] as const;

  test.each(
    encodings.flatMap((encoding) =>
      orders.flatMap(([order, big]) => [3, 5, 6, 8].map((channels) => [encoding, order, channels, big] as const)),
    ),
  )('%s (%s-endian) of %i channels', (encoding, _order, channels, isBigEndian) => {
    const count = 3001;
    const bytes = frames(encoding, channels * count, !isBigEndian);
    const view = new DataView(bytes.buffer);
    const downmix = downmixOf(speakers.slice(0, channels));
    const [left, right] = [new Float32Array(count), new Float32Array(count)];
    unpackFrames(bytes, { encoding, isBigEndian, channels, downmix }, 0, left, right, nothingBroken);
    let worst = 0;
    for (let frame = 0; frame < count; frame++) {
      const at = (channel: number): number =>
        channel < channels
          ? readings[encoding](view, (frame * channels + channel) * bytesOf[encoding], !isBigEndian)
          : 0;
      const side = (front: number, sides: number, backs: number): number =>
        at(front) + Math.SQRT1_2 * (at(2) + at(sides) + at(backs));
      worst = Math.max(worst, Math.abs((left[frame] ?? NaN) - side(0, 4, 6)));
      worst = Math.max(worst, Math.abs((right[frame] ?? NaN) - side(1, 5, 7)));
    }
    expect(worst).toBeLessThan(1e-6);
  });
});

describe('samples that are no numbers are silence, and told by moments', () => {
  test.each([
    ['f32', 1],
    ['f32', 2],
    ['f64', 2],
    ['f32', 6],
  ] as const)('%s on %i channels', (encoding, channels) => {
    const count = 4 * framesPerMoment + 3;
    const size = bytesOf[encoding];
    const bytes = frames(encoding, channels * count, true);
    const sound = Uint8Array.from(bytes);
    const spoil = [
      [5, NaN],
      [6, Infinity],
      [3 * framesPerMoment, -Infinity],
      [count - 1, NaN],
    ] as const;
    for (const [frame, value] of spoil) {
      const at = frame * channels * size;
      const [spoilt, whole] = [new DataView(bytes.buffer), new DataView(sound.buffer)];
      if (encoding === 'f32') spoilt.setFloat32(at, value, true);
      else spoilt.setFloat64(at, value, true);
      if (encoding === 'f32') whole.setFloat32(at, 0, true);
      else whole.setFloat64(at, 0, true);
    }
    const downmix = channels > 2 ? downmixOf(['L', 'R', 'C', 'LFE', 'Ls', 'Rs']) : null;
    const kind = { encoding, isBigEndian: false, channels, downmix };
    const read = (from: Uint8Array, broken: (frame: number) => void): readonly Float32Array[] => {
      const [left, right] = [new Float32Array(count), new Float32Array(count)];
      unpackFrames(from, kind, 0, left, right, broken);
      return [left, right];
    };
    const moments = new Set<number>();
    const heard = read(bytes, (frame) => moments.add(Math.floor(frame / framesPerMoment)));
    expect(heard).toEqual(read(sound, nothingBroken));
    expect([...moments]).toEqual([0, 3, 4]);
  });
});
