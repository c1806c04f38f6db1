import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { greatestDifference, lagOf, signalToNoise } from '../../unit/codecs/alignment.ts';
import {
  decodedByFfmpeg,
  ffmpeg,
  fixture,
  fixtureLength,
  fixturePath,
  lame,
  run,
  sourceLeft,
  sourceRight,
} from '../../unit/codecs/fixtures.ts';
import { serve, test, type Bench } from './decoding-page.ts';
import type { ServedStem } from './page/decoding-api.ts';

/** Every way a stem may come, what makes it, and how exact it is when it is sought in. */
const rows = [
  ['wav', 'real-16.wav', () => ffmpeg('real-16.wav', '-c:a', 'pcm_s16le'), 0],
  ['wav', 'real-24.wav', () => ffmpeg('real-24.wav', '-c:a', 'pcm_s24le'), 0],
  ['flac', 'real.flac', () => ffmpeg('real.flac', '-c:a', 'flac'), 0],
  ['flac', 'real-24.flac', () => ffmpeg('real-24.flac', '-c:a', 'flac', '-sample_fmt', 's32'), 0],
  ['mp3', 'lame-192.mp3', () => lame('lame-192.mp3', '-b', '192'), 1e-6],
  ['mp3', 'lame-v2.mp3', () => lame('lame-v2.mp3', '-V', '2'), 1e-6],
  ['mp3', 'lavc-192.mp3', () => ffmpeg('lavc-192.mp3', '-b:a', '192k'), 1e-6],
  ['ogg', 'real-vorbis.ogg', () => ffmpeg('real-vorbis.ogg', '-c:a', 'libvorbis', '-q:a', '6'), 1e-6],
  // Without noise substitution: that draws its noise anew each time.
  ['m4a', 'real.m4a', () => ffmpeg('real.m4a', '-c:a', 'aac', '-aac_pns', '0', '-b:a', '192k'), 1e-6],
] as const;

const starts = [150_000, 40_001, 199_999, 0, 77, 120_000, 128_192, 3];

async function decoded(bench: Bench, stem: ServedStem, rate: number | null) {
  const outcome = await bench.page.evaluate(([one, at]) => decoding.decode(one, at), [stem, rate] as const);
  return {
    ...outcome,
    left: bench.server.result(`${stem.name}-left`),
    right: bench.server.result(`${stem.name}-right`),
  };
}

test.describe('each kind of stem starts on the sample, has its exact length, and is the same wherever it is read from', () => {
  for (const [container, name, make, seekError] of rows) {
    test(name, async ({ bench }) => {
      make();
      const stem = serve(bench, name, fixturePath(name), container);
      const { facts, left, right, concealedFrames } = await decoded(bench, stem, null);
      expect(facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
      expect(lagOf(left, sourceLeft)).toBe(0);
      expect(lagOf(right, sourceRight)).toBe(0);
      expect(signalToNoise(left, sourceLeft)).toBeGreaterThan(8);
      if (seekError === 0) expect(greatestDifference(left, sourceLeft)).toBe(0);
      expect(concealedFrames).toBe(0);
      const worst = await bench.page.evaluate(([one, at]) => decoding.seekError(one, at), [stem, starts] as const);
      expect(worst).toBeLessThanOrEqual(seekError);
    });
  }
});

test('an MP3 without a tag keeps the delay of its encoder', async ({ bench }) => {
  lame('bare-192.mp3', '-t', '-b', '192');
  const stem = serve(bench, 'bare', fixturePath('bare-192.mp3'), 'mp3');
  const { left, lengthFrames } = await decoded(bench, stem, null);
  expect(lagOf(left, sourceLeft)).toBe(1105);
  expect(lengthFrames % 1152).toBe(0);
});

test('Opus comes at the song’s rate, on the sample, at its exact length', async ({ bench }) => {
  fixture('real.opus', (output) => {
    ffmpeg('opus-source.wav', '-ar', '48000', '-c:a', 'pcm_s16le');
    ffmpegOn('opus-source.wav', ['-c:a', 'libopus', '-b:a', '192k', '-f', 'ogg', output]);
  });
  const stem = serve(bench, 'opus', fixturePath('real.opus'), 'ogg');
  const own = await decoded(bench, stem, null);
  expect(own.facts).toEqual({ sampleRate: 48_000, channels: 2, lengthFrames: opusFrames() });
  const worst = await bench.page.evaluate(([one, at]) => decoding.seekError(one, at), [stem, starts] as const);
  expect(worst).toBeLessThan(1e-5);
  const inSong = await decoded(bench, stem, 44_100);
  expect(Math.abs(inSong.lengthFrames - fixtureLength)).toBeLessThanOrEqual(1);
  expect(lagOf(inSong.left, sourceLeft)).toBe(0);
});

test('mono stems of each codec sound alike on both sides', async ({ bench }) => {
  for (const [container, name, ...options] of [
    ['flac', 'mono.flac', '-c:a', 'flac'],
    ['ogg', 'mono.ogg', '-c:a', 'libvorbis'],
    ['m4a', 'mono.m4a', '-c:a', 'aac'],
  ] as const) {
    ffmpeg(name, '-ac', '1', ...options);
    const { facts, left, right } = await decoded(bench, serve(bench, name, fixturePath(name), container), null);
    expect(facts).toEqual({ sampleRate: 44_100, channels: 1, lengthFrames: fixtureLength });
    expect(greatestDifference(left, right)).toBe(0);
  }
});

test('an M4A without an edit list starts where its iTunes tag says', async ({ bench }) => {
  const length = fixtureLength.toString(16).padStart(16, '0');
  const gapless = ` 00000000 00000400 00000000 ${length} 00000000`;
  const asItunes = ['-use_editlist', '0', '-movflags', '+use_metadata_tags', '-metadata', `iTunSMPB=${gapless}`];
  ffmpeg('itunes.m4a', '-c:a', 'aac', '-b:a', '192k', ...asItunes);
  const stem = serve(bench, 'itunes', fixturePath('itunes.m4a'), 'm4a');
  const { facts, left } = await decoded(bench, stem, null);
  expect(facts.lengthFrames).toBe(fixtureLength);
  expect(lagOf(left, sourceLeft)).toBe(0);
});

test('damage in the middle of a FLAC is not the end of it', async ({ bench }) => {
  fixture('damaged.flac', (output) => {
    const file = ffmpeg('real.flac', '-c:a', 'flac');
    file.fill(0x55, file.length / 2, file.length / 2 + 3000);
    writeFileSync(output, file);
  });
  const stem = serve(bench, 'damaged', fixturePath('damaged.flac'), 'flac');
  const { lengthFrames, left } = await decoded(bench, stem, null);
  expect(lengthFrames).toBe(fixtureLength);
  expect(greatestDifference(left.subarray(0, 90_000), sourceLeft.subarray(0, 90_000))).toBe(0);
  expect(lagOf(left, sourceLeft, 180_000)).toBe(0);
});

test('what is no sound is told to be undecodable', async ({ bench }) => {
  fixture('junk', (output) => {
    writeFileSync(output, Buffer.alloc(50_000, 'junk'));
  });
  for (const container of ['mp3', 'wav', 'flac', 'ogg', 'm4a'] as const) {
    const stem = serve(bench, `junk-${container}`, fixturePath('junk'), container);
    expect(await bench.page.evaluate((one) => decoding.failureOf(one), stem)).toMatchObject({ kind: 'undecodable' });
  }
  expect(bench.complaints).toEqual([]);
});

function ffmpegOn(name: string, args: readonly string[]): void {
  run('ffmpeg', ['-v', 'error', '-y', '-i', fixturePath(name), ...args]);
}

/** The source at 48 kHz, as ffmpeg counts it. */
const opusFrames = (): number => decodedByFfmpeg('opus-source.wav')[0].length;
