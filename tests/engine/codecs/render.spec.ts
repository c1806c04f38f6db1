import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { decibels, flatMix, type Mix, type StemId } from '#contract';
import { SoundMeter } from '../../../renderer/dsp/sound-meter.ts';
import { gainOf } from '../../../renderer/mix/levels.ts';
import { stripMatrix } from '../../../renderer/mix/audibility.ts';
import {
  bytesIn,
  ffmpeg,
  fixtureLength,
  fixturePath,
  lame,
  sourceLeft,
  sourceRight,
} from '../../unit/codecs/fixtures.ts';
import { open, readAll } from '../../unit/codecs/open.ts';
import { serve, test, type Bench } from './decoding-page.ts';
import type { FilesRequest } from './page/decoding-api.ts';

const whole = { startFrames: 0, endFrames: fixtureLength };

function stemsOf(bench: Bench) {
  lame('lame-192.mp3', '-b', '192');
  ffmpeg('real-24.wav', '-c:a', 'pcm_s24le');
  ffmpeg('real.flac', '-c:a', 'flac');
  ffmpeg('real-vorbis.ogg', '-c:a', 'libvorbis', '-q:a', '6');
  return [
    serve(bench, 'vocals', fixturePath('lame-192.mp3'), 'mp3'),
    serve(bench, 'drums', fixturePath('real-24.wav'), 'wav'),
    serve(bench, 'bass', fixturePath('real.flac'), 'flac'),
    serve(bench, 'guitar', fixturePath('real-vorbis.ogg'), 'ogg'),
  ];
}

const ids = ['vocals', 'drums', 'bass', 'guitar'] as StemId[];
const flat = flatMix(ids);
const mix: Mix = {
  ...flat,
  masterDb: decibels(-4),
  strips: flat.strips.map((strip, index) => ({
    ...strip,
    levelDb: decibels(-3 - 2 * index),
    pan: [0, -0.6, 1, 0.3][index] ?? 0,
    isMuted: index === 2,
  })),
};

test('an export is the sum of what the page decodes, to the last bits of 24', async ({ bench }) => {
  const stems = stemsOf(bench);
  const request = { stems, mix, region: { startFrames: 1000, endFrames: fixtureLength + 500 }, sampleRate: 44_100 };
  const { report, fractions } = await bench.page.evaluate((one) => decoding.render(one), {
    ...request,
    fileName: 'mix.wav',
  });
  expect(report).toMatchObject({ ok: true, value: { clippedSamples: 0, concealed: [], problems: [] } });
  expect(fractions.at(-1)).toBe(1);

  const file = await open(bytesIn(new Uint8Array(readFileSync(bench.server.exported('mix.wav')))), 'wav');
  expect(file.lengthFrames).toBe(fixtureLength - 500);
  const rendered = await readAll(file);
  const left = new Float64Array(file.lengthFrames);
  const right = new Float64Array(file.lengthFrames);
  for (const [index, stem] of stems.entries()) {
    await bench.page.evaluate(([one]) => decoding.decode(one, null), [stem] as const);
    const strip = mix.strips[index] ?? flat.strips[0];
    if (strip === undefined) throw new Error(stem.name);
    const gains = stripMatrix(strip, mix);
    const [ownLeft, ownRight] = [bench.server.result(`${stem.name}-left`), bench.server.result(`${stem.name}-right`)];
    for (let frame = 0; frame < left.length; frame++) {
      const [one = 0, other = 0] = [ownLeft[frame + 1000], ownRight[frame + 1000]];
      left[frame] = (left[frame] ?? 0) + one * gains.leftToLeft + other * gains.rightToLeft;
      right[frame] = (right[frame] ?? 0) + one * gains.leftToRight + other * gains.rightToRight;
    }
  }
  const master = gainOf(mix.masterDb);
  let worst = 0;
  for (let frame = 0; frame < left.length; frame++) {
    worst = Math.max(worst, Math.abs((rendered.left[frame] ?? NaN) - (left[frame] ?? 0) * master));
    worst = Math.max(worst, Math.abs((rendered.right[frame] ?? NaN) - (right[frame] ?? 0) * master));
  }
  expect(20 * Math.log10(worst)).toBeLessThan(-130);
});

test('a mix in which nothing sounds gives no file', async ({ bench }) => {
  const silent = { ...flat, strips: flat.strips.map((strip) => ({ ...strip, isMuted: true })) };
  const request = { stems: stemsOf(bench), mix: silent, region: whole, sampleRate: 44_100, fileName: 'silent.wav' };
  const { report } = await bench.page.evaluate((one) => decoding.render(one), request);
  expect(report).toMatchObject({ ok: false, failure: { kind: 'allSilent' } });
});

test('a cancelled export stops at once and says so', async ({ bench }) => {
  const hour = { startFrames: 0, endFrames: 3600 * 44_100 };
  const request = {
    stems: stemsOf(bench),
    mix,
    region: hour,
    sampleRate: 44_100,
    fileName: 'cut.wav',
    cancelAt: 0.001,
  };
  const { report, fractions } = await bench.page.evaluate((one) => decoding.render(one), request);
  expect(report).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
  expect(fractions.at(-1)).toBeLessThan(0.1);
});

test('many files come from one export, each brought to its loudness, and no temporary file is left', async ({
  bench,
}) => {
  const stems = stemsOf(bench);
  const minus = ids.map((id) => ({
    ...mix,
    strips: mix.strips.map((strip) => ({ ...strip, isMuted: strip.stemId === id })),
  }));
  const loudness = { integratedLufs: -16, ceilingDb: -1 };
  const targets = minus.map((of, index) => ({
    fileName: `many-${String(index)}.wav`,
    mix: of,
    loudness: index === 0 ? null : loudness,
  }));
  const request: FilesRequest = {
    ...{ stems, targets, sampleRate: 44_100, fileRate: 48_000, format: { kind: 'wav', bits: 24 } },
    region: { startFrames: 0, endFrames: fixtureLength },
  };
  const { reports, fractions } = await bench.page.evaluate((one) => decoding.renderFiles(one), request);
  if (!reports.ok) throw new Error(reports.failure.kind);
  expect(fractions.at(-1)).toBe(1);
  for (const [index, { before, after, lengthFrames }] of reports.value.entries()) {
    const path = bench.server.exported(`many-${String(index)}.wav`);
    const file = await open(bytesIn(new Uint8Array(readFileSync(path))), 'wav');
    expect(file.lengthFrames).toBe(lengthFrames);
    expect(lengthFrames).toBe(Math.round((fixtureLength * 48_000) / 44_100));
    const { left, right } = await readAll(file);
    const meter = new SoundMeter(48_000, left.length);
    meter.push(Float64Array.from(left), Float64Array.from(right), left.length);
    expect(meter.figures().integratedLufs).toBeCloseTo(after.integratedLufs ?? NaN, 2);
    if (index === 0) expect(after).toEqual(before);
    else expect(Math.abs((after.integratedLufs ?? NaN) + 16)).toBeLessThanOrEqual(0.1);
  }
  expect(await bench.page.evaluate(() => decoding.temporaryFiles())).toBe(0);
});

test('the temporary files of a cancelled export go too', async ({ bench }) => {
  const hour = { startFrames: 0, endFrames: 3600 * 44_100 };
  const request: FilesRequest = {
    ...{ stems: stemsOf(bench), region: hour, sampleRate: 44_100, format: { kind: 'wav', bits: 24 }, cancelAt: 0.001 },
    targets: [{ fileName: 'held.wav', mix, loudness: { integratedLufs: -16, ceilingDb: -1 } }],
  };
  const { reports } = await bench.page.evaluate((one) => decoding.renderFiles(one), request);
  expect(reports).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
  await expect.poll(() => bench.page.evaluate(() => decoding.temporaryFiles()), { timeout: 60_000 }).toBe(0);
});

test('the overview of a stem draws its peaks, and tells its facts', async ({ bench }) => {
  const [, wav] = stemsOf(bench);
  if (wav === undefined) throw new Error('no stem');
  const { facts, slice } = await bench.page.evaluate((one) => decoding.overview(one, 10), wav);
  expect(facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
  for (let pixel = 0; pixel < 10; pixel++) {
    const part = [(pixel * fixtureLength) / 10, ((pixel + 1) * fixtureLength) / 10] as const;
    const samples = [...sourceLeft.subarray(...part), ...sourceRight.subarray(...part)];
    const greatest = samples.reduce((most, sample) => Math.max(most, sample), 0);
    expect(slice[2 * pixel + 1]).toBeGreaterThanOrEqual(Math.floor(greatest * 127));
    expect(slice[2 * pixel + 1]).toBeLessThanOrEqual(Math.ceil(greatest * 127) + 8);
  }
  expect(bench.complaints).toEqual([]);
});
