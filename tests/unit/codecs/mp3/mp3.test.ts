import { describe, expect, test } from 'vitest';
import { probeStem } from '../../../../renderer/codecs/open-stem-source.ts';
import { greatestDifference, lagOf, signalToNoise } from '../alignment.ts';
import { bytesIn, decodedByFfmpeg, ffmpeg, fixtureLength, lame, sourceLeft, sourceRight } from '../fixtures.ts';
import { open, read, readAll } from '../open.ts';

/** What an MP3 without a tag keeps: the delay of encoder and decoder, and whole frames. */
const untaggedLag = 1105;
const wholeFrames = Math.ceil((fixtureLength + 1105) / 1152) * 1152;

const tagged = {
  'LAME 192 kbit/s': () => lame('lame-192.mp3', '-b', '192'),
  'LAME V2': () => lame('lame-v2.mp3', '-V', '2'),
  'LAME 64 kbit/s joint': () => lame('lame-64.mp3', '-b', '64', '--resample', '44.1'),
  'Lavc 192 kbit/s': () => ffmpeg('lavc-192.mp3', '-b:a', '192k'),
  'Lavc V2': () => ffmpeg('lavc-v2.mp3', '-q:a', '2'),
  'Lavc with a cover of a megabyte': () => withCover(ffmpeg('lavc-192.mp3', '-b:a', '192k')),
  'LAME with the tag of iTunes instead of its own': () => withItunesTag(lame('bare-192.mp3', '-t', '-b', '192')),
  'Lavc with tags at the end': () => withTail(ffmpeg('lavc-192.mp3', '-b:a', '192k')),
};

const untagged = {
  'LAME 128 kbit/s': () => lame('bare-128.mp3', '-t', '-b', '128'),
  'LAME 192 kbit/s': () => lame('bare-192.mp3', '-t', '-b', '192'),
  'LAME V4': () => lame('bare-v4.mp3', '-t', '-V', '4'),
};

function withCover(file: Uint8Array): Uint8Array {
  const size = 1 << 20;
  const sevenBits = [21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f);
  const art = new Uint8Array(size).map((_, index) => (index % 7 === 0 ? 0xff : 0xfb));
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, ...sevenBits]), art, file]);
}

function withItunesTag(file: Uint8Array): Uint8Array {
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
  const padding = wholeFrames - fixtureLength - 576;
  const values = ` 00000000 ${hex(576, 8)} ${hex(padding, 8)} ${hex(fixtureLength, 16)} 00000000`;
  const comment = Buffer.concat([Buffer.from('\0engiTunSMPB\0'), Buffer.from(values)]);
  const head = Buffer.from([0x43, 0x4f, 0x4d, 0x4d, 0, 0, 0, comment.length, 0, 0]);
  const tag = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, head.length + comment.length]);
  return Buffer.concat([tag, head, comment, file]);
}

function withTail(file: Uint8Array): Uint8Array {
  const ape = Buffer.alloc(64 + 300, 0xff);
  ape.write('APETAGEX', ape.length - 32);
  ape.writeUInt32LE(2000, ape.length - 24);
  ape.writeUInt32LE(ape.length - 32, ape.length - 20);
  ape.writeUInt32LE(0x8000_0000, ape.length - 12);
  const id3v1 = Buffer.alloc(128, 0x20);
  id3v1.write('TAG');
  return Buffer.concat([file, ape, id3v1]);
}

describe('an MP3 with a gapless tag starts on the sample and has its exact length', () => {
  test.each(Object.entries(tagged))('%s', async (_name, make) => {
    const stem = await open(bytesIn(make()), 'mp3');
    const { left, right } = await readAll(stem);
    expect(stem.lengthFrames).toBe(fixtureLength);
    expect(lagOf(left, sourceLeft)).toBe(0);
    expect(lagOf(right, sourceRight)).toBe(0);
    expect(signalToNoise(left, sourceLeft)).toBeGreaterThan(4);
    expect(stem.concealedFrames()).toBe(0);
  });
});

describe('an MP3 without a tag keeps the delay of its encoder and all its frames', () => {
  test.each(Object.entries(untagged))('%s', async (_name, make) => {
    const stem = await open(bytesIn(make()), 'mp3');
    const { left } = await readAll(stem);
    expect(stem.lengthFrames).toBeGreaterThanOrEqual(wholeFrames);
    expect(stem.lengthFrames - wholeFrames).toBeLessThanOrEqual(1152);
    expect(stem.lengthFrames % 1152).toBe(0);
    expect(lagOf(left, sourceLeft)).toBe(untaggedLag);
  });
});

describe('seeking gives what reading through gives', () => {
  test.each(Object.entries({ ...tagged, ...untagged }))('%s', async (_name, make) => {
    const file = make();
    const whole = await readAll(await open(bytesIn(file), 'mp3'));
    const stem = await open(bytesIn(file), 'mp3');
    for (const start of [150_000, 40_001, 199_999, 0, 77, 120_000, 128_192, 3]) {
      const part = await read(stem, start, 8192);
      expect(greatestDifference(part.left, whole.left.subarray(start, start + 8192))).toBeLessThan(1e-6);
      expect(greatestDifference(part.right, whole.right.subarray(start, start + 8192))).toBeLessThan(1e-6);
    }
  });
});

test('it sounds as ffmpeg decodes it', async () => {
  const { left, right } = await readAll(await open(bytesIn(tagged['LAME V2']()), 'mp3'));
  const [otherLeft, otherRight] = decodedByFfmpeg('lame-v2.mp3');
  expect(signalToNoise(left, otherLeft)).toBeGreaterThan(100);
  expect(signalToNoise(right, otherRight)).toBeGreaterThan(100);
});

test('small reads one after the other give what one read gives', async () => {
  const file = tagged['LAME V2']();
  const whole = await readAll(await open(bytesIn(file), 'mp3'));
  const stem = await open(bytesIn(file), 'mp3');
  for (let start = 0; start < stem.lengthFrames; start += 1000) {
    const count = Math.min(1000, stem.lengthFrames - start);
    const part = await read(stem, start, count);
    expect(greatestDifference(part.left, whole.left.subarray(start, start + count))).toBeLessThan(1e-6);
  }
});

test('beyond the end there is silence, and the read says how much was sound', async () => {
  const stem = await open(bytesIn(tagged['LAME 192 kbit/s']()), 'mp3');
  const left = new Float32Array(1000).fill(NaN);
  const right = new Float32Array(1000).fill(NaN);
  expect(await stem.read(fixtureLength - 400, left, right)).toBe(400);
  expect(left.subarray(400).every((sample) => sample === 0)).toBe(true);
  expect(await stem.read(fixtureLength + 5000, left, right)).toBe(0);
  expect(right.every((sample) => sample === 0)).toBe(true);
});

test('a mono MP3 sounds alike on both sides', async () => {
  const stem = await open(bytesIn(lame('mono-96.mp3', '-m', 'm', '-b', '96')), 'mp3');
  const { left, right } = await readAll(stem);
  expect(stem.facts.channels).toBe(1);
  expect(greatestDifference(left, right)).toBe(0);
  const middle = sourceLeft.map((sample, index) => (sample + (sourceRight[index] ?? 0)) / 2);
  expect(lagOf(left, middle)).toBe(0);
  expect(signalToNoise(left, middle)).toBeGreaterThan(10);
});

test('an MP3 of half the rate (MPEG 2) has its own exact length', async () => {
  const stem = await open(bytesIn(ffmpeg('lsf-64.mp3', '-ar', '22050', '-b:a', '64k')), 'mp3');
  expect(stem.facts).toMatchObject({ sampleRate: 22_050, lengthFrames: fixtureLength / 2 });
});

test('probing reads only the head of a tagged file', async () => {
  const bytes = bytesIn(tagged['LAME V2']());
  const probed = await probeStem(bytes, 'mp3');
  expect(probed).toEqual({ ok: true, value: { sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength } });
  expect(bytes.reads()).toBeLessThanOrEqual(2);
});

test('a file without any frame is told to be undecodable', async () => {
  const junk = new Uint8Array(200_000).map((_, index) => (index * 31) & 0xff);
  expect(await probeStem(bytesIn(junk), 'mp3')).toMatchObject({ ok: false, failure: { kind: 'undecodable' } });
  expect(await probeStem(bytesIn(new Uint8Array(0)), 'mp3')).toMatchObject({ ok: false });
});
