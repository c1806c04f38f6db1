import { expect } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AudioContainer } from '#contract';
import { longestPageHead, pageBytes } from '../../../renderer/codecs/ogg/ogg-pages.ts';
import { greatestDifference, lagOf, signalToNoise } from '../../unit/codecs/alignment.ts';
import { ffmpeg, fixture, fixtureLength, fixturePath, run, sourceLeft, sourceWav } from '../../unit/codecs/fixtures.ts';
import { serve, test, type Bench } from './decoding-page.ts';

/** Decodes a file that is made of these bytes. */
async function decoded(bench: Bench, name: string, container: AudioContainer, make: () => Uint8Array) {
  fixture(name, (output) => {
    writeFileSync(output, make());
  });
  const stem = serve(bench, name, fixturePath(name), container);
  const outcome = await bench.page.evaluate((one) => decoding.decode(one, null), stem);
  return { ...outcome, left: bench.server.result(`${name}-left`), right: bench.server.result(`${name}-right`) };
}

const id3 = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(0)]);
const flac = (): Uint8Array => ffmpeg('real.flac', '-c:a', 'flac');
const vorbis = (): Uint8Array =>
  ffmpeg('place-vorbis.ogg', '-c:a', 'libvorbis', '-q:a', '6', '-page_duration', '200000');
const opus = (): Uint8Array => ffmpeg('place-opus.ogg', '-c:a', 'libopus', '-b:a', '128k', '-page_duration', '200000');

test.describe('a FLAC keeps every sample', () => {
  const changes: Readonly<Record<string, readonly [AudioContainer, (file: Uint8Array) => Uint8Array]>> = {
    'behind an ID3v2 tag': ['mp3', (file) => Buffer.concat([id3, file])],
    'with zeros behind it': ['flac', (file) => Buffer.concat([file, Buffer.alloc(50_000)])],
    'with a wrong greatest size of its frames': [
      'flac',
      (file) => Buffer.concat([file.subarray(0, 15), Buffer.from([0, 0, 200]), file.subarray(18)]),
    ],
  };
  for (const [name, [container, change]] of Object.entries(changes)) {
    test(name, async ({ bench }) => {
      const stem = await decoded(bench, `place ${name}.flac`.replaceAll(' ', '-'), container, () => change(flac()));
      expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
      expect(greatestDifference(stem.left, sourceLeft)).toBe(0);
      expect(stem.concealedFrames).toBe(0);
    });
  }
});

/** Where the pages of a file begin. */
function pageStarts(file: Uint8Array): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < file.length; at += pageBytes(file.subarray(at, at + longestPageHead)) ?? Infinity)
    starts.push(at);
  return starts;
}

test.describe('a hole in an Ogg file is silent, and the rest is in its place', () => {
  for (const [name, make] of [
    ['Vorbis', vorbis],
    ['Opus', opus],
  ] as const) {
    for (const [how, spoil] of [
      [
        'a lost page',
        (file: Uint8Array, at: number, end: number) => Buffer.concat([file.subarray(0, at), file.subarray(end)]),
      ],
      [
        'one wrong bit',
        (file: Uint8Array, at: number) => Buffer.from(file.map((byte, index) => byte ^ (index === at + 90 ? 1 : 0))),
      ],
    ] as const) {
      test(`${name}, ${how}`, async ({ bench }) => {
        const file = make();
        const [at = 0, end = 0] = pageStarts(file).slice(12);
        const whole = await decoded(bench, `whole-${name}.ogg`, 'ogg', () => file);
        const stem = await decoded(bench, `hole-${name}-${how.length}.ogg`, 'ogg', () => spoil(file, at, end));
        expect(stem.lengthFrames).toBe(whole.lengthFrames);
        expect(stem.concealedFrames).toBeGreaterThan(0);
        const rate = whole.facts.sampleRate;
        const hole = stem.left.findIndex((sample, index) => sample === 0 && stem.left[index + 500] === 0);
        expect(
          greatestDifference(stem.left.subarray(0, hole - 4096), whole.left.subarray(0, hole - 4096)),
        ).toBeLessThan(1e-5);
        // A page holds 0.2 s; Opus is itself again half a second later.
        const after = hole + Math.round((name === 'Opus' ? 0.8 : 0.3) * rate);
        expect(greatestDifference(stem.left.subarray(after), whole.left.subarray(after))).toBeLessThan(1e-5);
        const peak = (sound: Float32Array): number =>
          sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        expect(peak(stem.left)).toBeLessThan(2 * peak(whole.left));
      });
    }
  }
});

test('header pages that are written twice are no sound', async ({ bench }) => {
  const file = opus();
  const soundStart = pageStarts(file)[2] ?? 0;
  const whole = await decoded(bench, 'whole-Opus.ogg', 'ogg', () => file);
  const stem = await decoded(bench, 'twice.ogg', 'ogg', () => Buffer.concat([file.subarray(0, soundStart), file]));
  expect(stem.facts).toEqual(whole.facts);
  expect(greatestDifference(stem.left, whole.left)).toBeLessThan(1e-6);
});

test('Ogg streams that were joined sound one after the other, each in its place', async ({ bench }) => {
  const alone = await decoded(bench, 'whole-Vorbis.ogg', 'ogg', vorbis);
  const stem = await decoded(bench, 'chained.ogg', 'ogg', () => Buffer.concat([vorbis(), vorbis(), opus()]));
  expect(stem.facts).toMatchObject({ sampleRate: 44_100, channels: 2 });
  expect(Math.abs(stem.lengthFrames - 3 * fixtureLength)).toBeLessThanOrEqual(1);
  for (const at of [0, fixtureLength])
    expect(greatestDifference(stem.left.subarray(at, at + fixtureLength), alone.left)).toBeLessThan(1e-6);
  expect(lagOf(stem.left.subarray(2 * fixtureLength), sourceLeft)).toBe(0);
});

/**
 * HE-AAC as far as a plain encoder makes it: a core at half the rate whose description says that the upper half of the spectrum is to be
 * added, of which the packets then say nothing. `iTunSMPB` counts at the rate of the core, as encoders write it.
 */
function highEfficiency(name: string, channels: 1 | 2, isGapless: boolean): Uint8Array {
  const length = Math.floor(fixtureLength / 2)
    .toString(16)
    .padStart(16, '0');
  const tag = [
    '-movflags',
    '+use_metadata_tags',
    '-metadata',
    `iTunSMPB= 00000000 00000400 00000000 ${length} 00000000`,
  ];
  const from = [
    '-v',
    'error',
    '-y',
    '-i',
    sourceWav(),
    '-af',
    `pan=${channels === 1 ? 'mono|c0=c0' : 'stereo|c0=c0|c1=c1'}`,
  ];
  const codec = ['-ar', '22050', '-c:a', 'aac', '-b:a', channels === 1 ? '96k' : '160k', '-aac_pns', '0'];
  fixture(`core-${name}`, (output) => {
    run('ffmpeg', [...from, ...codec, ...(isGapless ? ['-use_editlist', '0', ...tag] : []), output]);
  });
  const file = readFileSync(fixturePath(`core-${name}`));
  // AudioSpecificConfig: the extension of 0x2b7, type 5, which is absent; then present with a rate of 44.1 kHz.
  const at = file.indexOf(Buffer.from([0x56, 0xe5, 0x00]));
  expect(at).toBeGreaterThan(0);
  file[at + 2] = 0xa0;
  return file;
}

test.describe('HE-AAC starts on the sample and has its exact length', () => {
  for (const [channels, isGapless] of [
    [2, true],
    [1, true],
    [2, false],
    [1, false],
  ] as const) {
    const how = isGapless ? 'where its iTunes tag counts at the rate of its core' : 'where its edit list does';
    test(`${channels === 1 ? 'mono' : 'stereo'}, ${how}`, async ({ bench }) => {
      const name = `he-${String(channels)}-${String(isGapless)}.m4a`;
      const stem = await decoded(bench, name, 'm4a', () => highEfficiency(name, channels, isGapless));
      expect(stem.facts.sampleRate).toBe(44_100);
      expect(Math.abs(stem.lengthFrames - fixtureLength)).toBeLessThanOrEqual(isGapless ? 1 : 2048);
      expect(Math.abs(lagOf(stem.left, sourceLeft))).toBeLessThanOrEqual(1);
      expect(signalToNoise(stem.left.subarray(0, 200_000), sourceLeft.subarray(0, 200_000))).toBeGreaterThan(3);
      if (channels === 1) expect(greatestDifference(stem.left, stem.right)).toBe(0);
    });
  }
});
