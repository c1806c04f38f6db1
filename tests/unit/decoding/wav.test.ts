import { describe, expect, test } from 'vitest';
import { probeStem } from '../../../renderer/engine/decoding/open-stem-source.ts';
import { greatestDifference } from './alignment.ts';
import { bytesIn, ffmpeg, fixtureLength, sourceLeft, sourceRight, wavOf } from './fixtures.ts';
import { open, read, readAll } from './open.ts';

const encodings = {
  '16 bit': ['wav-16.wav', '-c:a', 'pcm_s16le'],
  '24 bit (WAVE_FORMAT_EXTENSIBLE)': ['wav-24.wav', '-c:a', 'pcm_s24le'],
  '32 bit': ['wav-32.wav', '-c:a', 'pcm_s32le'],
  '32 bit float': ['wav-f32.wav', '-c:a', 'pcm_f32le'],
  '64 bit float': ['wav-f64.wav', '-c:a', 'pcm_f64le'],
  RF64: ['wav-rf64.wav', '-c:a', 'pcm_s24le', '-rf64', 'always'],
} as const;

describe('a WAV is read bit for bit, at its exact length', () => {
  test.each(Object.entries(encodings))('%s', async (_name, [name, ...options]) => {
    const stem = await open(bytesIn(ffmpeg(name, ...options)), 'wav');
    const { left, right } = await readAll(stem);
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
    expect(greatestDifference(left, sourceLeft)).toBe(0);
    expect(greatestDifference(right, sourceRight)).toBe(0);
  });
});

test('any frame of a WAV can be read', async () => {
  const stem = await open(bytesIn(ffmpeg(...encodings['16 bit'])), 'wav');
  for (const start of [200_000, 3, 99_999]) {
    const part = await read(stem, start, 5000);
    expect(greatestDifference(part.right, sourceRight.subarray(start, start + 5000))).toBe(0);
  }
});

test('a mono WAV sounds alike on both sides', async () => {
  const stem = await open(bytesIn(wavOf([sourceLeft])), 'wav');
  const { left, right } = await readAll(stem);
  expect(stem.facts.channels).toBe(1);
  expect(greatestDifference(left, right)).toBe(0);
});

test('a WAV that was cut off, or never got its sizes, is read to its end', async () => {
  const file = Buffer.from(wavOf([sourceLeft, sourceRight]));
  expect(await probeStem(bytesIn(file.subarray(0, 44 + 4000)), 'wav')).toMatchObject({ value: { lengthFrames: 1000 } });
  file.writeUInt32LE(0xffff_ffff, 40);
  expect(await probeStem(bytesIn(file), 'wav')).toMatchObject({ value: { lengthFrames: fixtureLength } });
});

test('what is no WAV, or one that cannot be played, is told to be undecodable', async () => {
  const aLaw = ffmpeg('wav-alaw.wav', '-c:a', 'pcm_alaw');
  const surround = ffmpeg('wav-51.wav', '-ac', '6');
  for (const file of [new Uint8Array(0), new Uint8Array(5000).fill(65), aLaw, surround]) {
    expect(await probeStem(bytesIn(file), 'wav')).toMatchObject({ ok: false, failure: { kind: 'undecodable' } });
  }
});
