import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import type { AudioContainer } from '#contract';
import { greatestDifference, lagOf, signalToNoise } from '../../unit/codecs/alignment.ts';
import {
  ffmpeg,
  fixture,
  fixtureLength,
  fixturePath,
  fixtureRate,
  run,
  sourceLeft,
  sourceRight,
  sourceWav,
  wavOf,
} from '../../unit/codecs/fixtures.ts';
import { serve, test, type Bench } from './decoding-page.ts';
import type { ServedStem } from './page/decoding-api.ts';

const starts = [150_000, 40_001, 0, 128_192, 3];

async function decoded(bench: Bench, stem: ServedStem) {
  const outcome = await bench.page.evaluate((one) => decoding.decode(one, null), stem);
  return {
    ...outcome,
    left: bench.server.result(`${stem.name}-left`),
    right: bench.server.result(`${stem.name}-right`),
  };
}

function made(bench: Bench, container: AudioContainer, name: string, options: readonly string[]): ServedStem {
  ffmpeg(name, ...options);
  return serve(bench, name, fixturePath(name), container);
}

const seekError = (bench: Bench, stem: ServedStem): Promise<number> =>
  bench.page.evaluate(([one, at]) => decoding.seekError(one, at), [stem, starts] as const);

const lossless = [
  ['aiff', 'page-16.aiff', '-c:a', 'pcm_s16be'],
  ['aiff', 'page-fl32.aiff', '-c:a', 'pcm_f32be'],
  ['caf', 'page-24.caf', '-c:a', 'pcm_s24le'],
  ['w64', 'page-24.w64', '-c:a', 'pcm_s24le'],
  ['au', 'page-16.au', '-c:a', 'pcm_s16be'],
  ['wav', 'page-rf64.wav', '-c:a', 'pcm_s24le', '-rf64', 'always'],
  ['m4a', 'page-alac.m4a', '-c:a', 'alac'],
  ['caf', 'page-alac.caf', '-c:a', 'alac'],
  ['m4a', 'page-pcm.mov', '-c:a', 'pcm_s24le'],
  ['webm', 'page-flac.mka', '-c:a', 'flac'],
  ['webm', 'page-pcm.mka', '-c:a', 'pcm_s16le'],
] as const;

test.describe('each lossless kind has its exact length and every sample of its source', () => {
  for (const [container, name, ...options] of lossless) {
    test(name, async ({ bench }) => {
      const stem = made(bench, container, name, options);
      const { facts, left, right, concealedFrames } = await decoded(bench, stem);
      expect(facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
      expect(greatestDifference(left, sourceLeft)).toBe(0);
      expect(greatestDifference(right, sourceRight)).toBe(0);
      expect(concealedFrames).toBe(0);
      expect(await seekError(bench, stem)).toBe(0);
    });
  }
});

// Without noise substitution: that draws its noise anew each time.
const aac = ['-c:a', 'aac', '-aac_pns', '0', '-b:a', '192k'] as const;

test.describe('each lossy kind starts on the sample, and is the same wherever it is read from', () => {
  for (const [container, name, ...options] of [
    ['m4a', 'page-aac.mov', ...aac],
    ['m4a', 'page-film.mp4', ...aac],
    ['webm', 'page-vorbis.webm', '-c:a', 'libvorbis', '-q:a', '6'],
  ] as const) {
    test(name, async ({ bench }) => {
      const film = [
        '-f',
        'lavfi',
        '-i',
        'color=s=64x64:r=5',
        '-shortest',
        '-map',
        '0:a',
        '-map',
        '1:v',
        '-c:v',
        'mpeg4',
      ];
      const stem = made(bench, container, name, name.includes('film') ? [...film, ...options] : options);
      const { facts, left, right } = await decoded(bench, stem);
      expect(facts).toMatchObject({ sampleRate: 44_100, channels: 2 });
      expect(Math.abs(facts.lengthFrames - fixtureLength)).toBeLessThanOrEqual(container === 'webm' ? 2048 : 0);
      expect(lagOf(left, sourceLeft)).toBe(0);
      expect(lagOf(right, sourceRight)).toBe(0);
      expect(signalToNoise(left, sourceLeft)).toBeGreaterThan(8);
      expect(await seekError(bench, stem)).toBeLessThanOrEqual(1e-6);
    });
  }

  test('Opus in WebM', async ({ bench }) => {
    const stem = made(bench, 'webm', 'page-opus.webm', ['-c:a', 'libopus', '-b:a', '192k']);
    ffmpeg('page-48.wav', '-ar', '48000', '-c:a', 'pcm_f32le');
    const source = await decoded(bench, serve(bench, 'page-48.wav', fixturePath('page-48.wav'), 'wav'));
    const { facts, left } = await decoded(bench, stem);
    expect(facts).toMatchObject({ sampleRate: 48_000, channels: 2 });
    expect(lagOf(left, source.left)).toBe(0);
    expect(facts.lengthFrames).toBeGreaterThanOrEqual(source.lengthFrames);
    expect(facts.lengthFrames - source.lengthFrames).toBeLessThanOrEqual(960);
    expect(await seekError(bench, stem)).toBeLessThan(1e-5);
  });

  test('AAC that says nothing of its encoder’s delay keeps it: ADTS, Matroska', async ({ bench }) => {
    for (const [container, name] of [
      ['aac', 'page.aac'],
      ['webm', 'page-aac.mka'],
    ] as const) {
      const stem = made(bench, container, name, aac);
      const { facts, left } = await decoded(bench, stem);
      expect(facts).toMatchObject({ sampleRate: 44_100, channels: 2 });
      expect(facts.lengthFrames % 1024, name).toBe(0);
      expect(lagOf(left, sourceLeft), name).toBe(1024);
      expect(await seekError(bench, stem), name).toBeLessThanOrEqual(1e-6);
    }
  });
});

const toneHertz = (channel: number): number => 400 + 300 * channel;

/** The level of one tone (Goertzel's algorithm), from a second on. */
function levelOf(sound: Float32Array, hertz: number, sampleRate: number): number {
  const window = sound.subarray(sampleRate / 2, sampleRate / 2 + sampleRate);
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [last, before] = [0, 0];
  for (const sample of window) [last, before] = [sample + turn * last - before, last];
  return (Math.sqrt(last * last + before * before - turn * last * before) * 2) / window.length;
}

function tones(channels: number): string {
  const name = `tones-${String(channels)}.wav`;
  fixture(name, (output) => {
    const tone = (channel: number): Float32Array =>
      Float32Array.from(
        { length: fixtureRate * 2 },
        (_, at) => 0.1 * Math.sin((2 * Math.PI * toneHertz(channel) * at) / fixtureRate),
      );
    writeFileSync(output, wavOf(Array.from({ length: channels }, (_, channel) => tone(channel))));
  });
  return fixturePath(name);
}

const layouts = {
  '3.0': ['L', 'R', 'C'],
  quad: ['L', 'R', 'Ls', 'Rs'],
  '5.0': ['L', 'R', 'C', 'Ls', 'Rs'],
  '5.1': ['L', 'R', 'C', 'LFE', 'Ls', 'Rs'],
  '7.1': ['L', 'R', 'C', 'LFE', 'Ls', 'Rs', 'Ls', 'Rs'],
} as const;
/** ITU-R BS.775, to the left; the right is its mirror image. */
const toLeft = { L: 1, R: 0, C: 0.7071, LFE: 0, Ls: 0.7071, Rs: 0 };
const mirrored = { L: 'R', R: 'L', C: 'C', LFE: 'LFE', Ls: 'Rs', Rs: 'Ls' } as const;

test.describe('more than two channels of every codec are mixed down as ITU-R BS.775 says', () => {
  for (const [codec, container, ending, ...options] of [
    ['flac', 'flac', 'flac', '-c:a', 'flac'],
    ['Vorbis', 'ogg', 'ogg', '-c:a', 'libvorbis', '-q:a', '6'],
    ['Opus', 'ogg', 'opus', '-c:a', 'libopus', '-b:a', '448k', '-mapping_family', '1'],
    ['AAC', 'm4a', 'm4a', '-c:a', 'aac', '-b:a', '448k'],
    ['AAC in ADTS', 'aac', 'aac', '-c:a', 'aac', '-b:a', '448k'],
    ['ALAC', 'm4a', 'alac.m4a', '-c:a', 'alac'],
  ] as const) {
    test(codec, async ({ bench }) => {
      for (const [layout, speakers] of Object.entries(layouts)) {
        // What the encoder cannot write: 7.1 of back speakers, four without a centre.
        if (/AAC|ALAC/.test(codec) && (layout === '7.1' || layout === 'quad')) continue;
        const name = `tones-${layout}.${ending}`;
        fixture(name, (output) => {
          const from = ['-i', tones(speakers.length), '-af', `channelmap=channel_layout=${layout}`];
          const format = ending.endsWith('m4a') ? ['-f', 'ipod'] : ending === 'aac' ? ['-f', 'adts'] : [];
          run('ffmpeg', ['-v', 'error', '-y', ...from, ...options, ...format, output]);
        });
        const { facts, left, right } = await decoded(bench, serve(bench, name, fixturePath(name), container));
        const low = layout.endsWith('.1') ? 1 : 0;
        expect(facts).toMatchObject({
          channels: 2,
          mixedFrom: `${String(speakers.length - low)}.${String(low)}`,
        });
        for (const [channel, speaker] of speakers.entries()) {
          const heard = [left, right].map((side) => levelOf(side, toneHertz(channel), facts.sampleRate) / 0.1);
          const wanted = [toLeft[speaker], toLeft[mirrored[speaker]]];
          for (const [side, level] of heard.entries())
            expect(Math.abs(level - (wanted[side] ?? NaN)), `${layout} ${speaker} ${String(channel)}`).toBeLessThan(
              0.06,
            );
        }
      }
    });
  }
});

test('what cannot be played is refused with its codec; a rate that no sound has, with the rate', async ({ bench }) => {
  const failureOf = (stem: ServedStem) => bench.page.evaluate((one) => decoding.failureOf(one), stem);
  fixture('rate-9.flac', (output) => {
    run('ffmpeg', ['-v', 'error', '-y', '-i', sourceWav(), '-ar', '4000', '-c:a', 'flac', '-f', 'flac', output]);
  });
  const slow = serve(bench, 'slow', fixturePath('rate-9.flac'), 'flac');
  expect(await failureOf(slow)).toEqual({ kind: 'unsupportedCodec', detail: 'Its rate of 4 kHz is below 8 kHz.' });
  const ac3 = made(bench, 'm4a', 'page-ac3.mp4', ['-c:a', 'ac3']);
  expect(await failureOf(ac3)).toEqual({
    kind: 'unsupportedCodec',
    detail: 'Its sound is AC-3, which cannot be decoded here.',
  });
  const four = made(bench, 'm4a', 'page-quad.m4a', ['-af', 'pan=quad|FL=FL|FR=FR|BL=FL|BR=FR', '-c:a', 'aac']);
  // Newer Chromiums decode it.
  const refused = {
    kind: 'unsupportedCodec',
    detail: 'Its sound is AAC of a kind, which cannot be decoded here.',
  };
  expect([refused, null]).toContainEqual(await failureOf(four));
  fixture('other-junk', (output) => {
    writeFileSync(output, Buffer.alloc(50_000, 'junk'));
  });
  for (const container of ['aiff', 'caf', 'w64', 'au', 'aac', 'webm'] as const) {
    const junk = serve(bench, `junk-${container}`, fixturePath('other-junk'), container);
    expect(await failureOf(junk)).toMatchObject({ kind: 'undecodable' });
  }
  expect(bench.complaints).toEqual([]);
});
