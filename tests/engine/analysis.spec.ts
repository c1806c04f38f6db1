import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import type { AudioContainer, Result, StemKind } from '#contract';
import { songAnalysisSchema } from '#contract/schemas';
import type { AnalysisResult } from '../../renderer/engine/analysis/analyse-song.ts';
import { fixture, fixturePath, run, wavOf } from '../unit/codecs/fixtures.ts';
import { band, summed, type Stereo } from '../unit/dsp/made-stems.ts';
import { serve, test, type Bench } from './codecs/decoding-page.ts';

const length = 20 * 44_100 + 123;
/** A beat every half second, so that there is a tempo of 120. */
const beats = (sound: Stereo): Stereo => {
  const shape = (samples: Float32Array) => samples.map((one, frame) => one * Math.exp(-(frame % 22_050) / 1500));
  return { left: shape(sound.left), right: shape(sound.right) };
};
const vocals = band({ seed: 1, lowHertz: 200, highHertz: 6000, gain: 0.1 }, length);
const drums = beats(band({ seed: 2, lowHertz: 40, highHertz: 14_000, gain: 0.3 }, length));
const guitar = band({ seed: 3, lowHertz: 100, highHertz: 3000, gain: 0.05 }, length);
const nothing: Stereo = { left: new Float32Array(length), right: new Float32Array(length) };

function wav(name: string, sound: Stereo): string {
  fixture(name, (output) => {
    writeFileSync(output, wavOf([sound.left, sound.right]));
  });
  return fixturePath(name);
}

/** Encoded by lame; without a tag nothing tells how late the sound begins. */
function mp3(name: string, sound: Stereo, ...options: string[]): string {
  const source = wav(`${name}.wav`, sound);
  fixture(name, (output) => {
    run('lame', ['--quiet', '-b', '256', ...options, source, output]);
  });
  return fixturePath(name);
}

function songOf(bench: Bench) {
  const stem = (kind: StemKind, path: string, container: AudioContainer) => ({
    ...serve(bench, kind.toLowerCase(), path, container),
    kind,
  });
  return {
    stems: [
      stem('vocals', mp3('heard-vocals.mp3', vocals), 'mp3'),
      stem('drums', wav('heard-drums.wav', drums), 'wav'),
      stem('guitar', mp3('heard-guitar.mp3', guitar, '-t'), 'mp3'),
      stem('fx', wav('heard-fx.wav', nothing), 'wav'),
    ],
    original: serve(bench, 'original', wav('heard-original.wav', summed([vocals, drums, guitar])), 'wav'),
  };
}

function valueOf(heard: Result<AnalysisResult>): AnalysisResult {
  if (!heard.ok) throw new Error(heard.failure.kind);
  return heard.value;
}

test('a song is listened to in the background, and all that is heard can be kept', async ({ bench }) => {
  const song = songOf(bench);
  const { heard, fractions } = await bench.page.evaluate((one) => decoding.analyse(one), song);
  const { stems, residualDb, tempo } = valueOf(heard);
  expect(stems.map(({ stemId, isSilent }) => [stemId, isSilent])).toEqual([
    ['vocals', false],
    ['drums', false],
    ['guitar', false],
    ['fx', true],
  ]);
  // The MP3 without a tag is late by the delay of encoder and decoder.
  expect(stems.map(({ shiftHint }) => shiftHint)).toEqual([
    null,
    null,
    { shiftFrames: -1105, basis: 'original' },
    null,
  ]);
  expect(residualDb).toBeLessThan(0);
  expect(tempo?.bpm).toBeCloseTo(120, 0);
  expect(fractions.at(-1)).toBe(1);
  const kept = { ...valueOf(heard), stems: stems.map((stem) => ({ ...stem, sha256: '0'.repeat(64) })) };
  expect(songAnalysisSchema.safeParse({ ...kept, stated: { bpm: null, key: null } }).error).toBeUndefined();
  await expect.poll(() => bench.page.workers()).toEqual([]);
  expect(bench.complaints).toEqual([]);
});

test('the late stem is found by its length when there is no original', async ({ bench }) => {
  const song = { ...songOf(bench), original: null };
  const { heard } = await bench.page.evaluate((one) => decoding.analyse(one), song);
  expect(valueOf(heard).stems[2]?.shiftHint).toEqual({ shiftFrames: -1105, basis: 'length' });
  expect(valueOf(heard).residualDb).toBeNull();
});

test('put right, the stems add up to the original as well as MP3 lets them', async ({ bench }) => {
  const song = songOf(bench);
  const right = serve(bench, 'guitar', mp3('heard-guitar-tagged.mp3', guitar), 'mp3');
  const stems = song.stems.map((stem) => (stem.kind === 'guitar' ? { ...stem, ...right } : stem));
  const { heard } = await bench.page.evaluate((one) => decoding.analyse(one), { ...song, stems });
  expect(valueOf(heard).residualDb).toBeLessThan(-15);
  expect(valueOf(heard).stems.map(({ shiftHint }) => shiftHint)).toEqual([null, null, null, null]);
});

test('what is heard is the same beside a song that plays', async ({ bench }) => {
  const song = songOf(bench);
  const alone = await bench.page.evaluate((one) => decoding.analyse(one), song);
  const beside = await bench.page.evaluate((one) => decoding.analyse(one), { ...song, isPlaying: true });
  expect(beside.heard).toEqual(alone.heard);
});

test('a cancelled analysis ends with its worker', async ({ bench }) => {
  const { heard, fractions } = await bench.page.evaluate((one) => decoding.analyse(one), {
    ...songOf(bench),
    cancelAt: 0.1,
  });
  expect(heard).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
  expect(fractions.at(-1)).toBeLessThan(1);
  await expect.poll(() => bench.page.workers()).toEqual([]);
});

test('a stem whose bytes cannot be had fails the analysis', async ({ bench }) => {
  const song = songOf(bench);
  const stems = song.stems.map((stem) => (stem.kind === 'drums' ? { ...stem, name: 'gone' } : stem));
  const { heard } = await bench.page.evaluate((one) => decoding.analyse(one), { ...song, stems });
  expect(heard).toMatchObject({ ok: false, failure: { kind: 'diskError' } });
});
