import { expect, test, vi } from 'vitest';
import { decibels, type LoudnessTarget } from '#contract';
import { SoundMeter } from '../../../renderer/dsp/sound-meter.ts';
import { greatestDifference } from '../codecs/alignment.ts';
import { noise, wavOf } from '../codecs/fixtures.ts';
import type { Stereo } from '../codecs/open.ts';
import { renderAllHere, mixOf, rate, stemInMemory, type StemInMemory } from './render-here.ts';

// A busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const length = 8 * 44_100 + 321;
/** Noise with short beats over it. */
const beats = (seed: number, peak: number): Float32Array =>
  noise(seed, length).map((sample, frame) => sample * peak * (0.2 + Math.exp(-((frame % 20_000) / 900))));
const song = [
  stemInMemory('drums', wavOf([beats(1, 1), beats(2, 1)])),
  stemInMemory('bass', wavOf([beats(3, 0.4), beats(4, 0.4)])),
];
const region = { startFrames: 0, endFrames: length };
const float = { kind: 'wav', bits: 32 } as const;

/** A WAV of one channel in floats of 32 bits. */
function floatWavOf(samples: Float32Array): Uint8Array {
  const file = Buffer.concat([wavOf([new Float32Array(0)]).slice(0, 44), new Uint8Array(samples.slice().buffer)]);
  file.writeUInt16LE(3, 20);
  file.writeUInt32LE(4 * rate, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(32, 34);
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(4 * samples.length, 40);
  return file;
}

function figuresOf({ left, right }: Stereo) {
  const meter = new SoundMeter(rate, left.length);
  meter.push(Float64Array.from(left), Float64Array.from(right), left.length);
  return meter.figures();
}

async function normalised(stems: readonly StemInMemory[], loudness: LoudnessTarget | null, masterDb = 0) {
  const mix = mixOf(stems, {}, { masterDb: decibels(masterDb) });
  const { files, reports, temporaryFiles, fractions } = await renderAllHere(stems, [{ mix, loudness }], {
    region,
    format: float,
  });
  const [file, report, temporary] = [files[0], reports[0], temporaryFiles[0]];
  if (file === undefined || report?.ok !== true || temporary === undefined) throw new Error('It was not written.');
  return { sound: await file.sound(), report: report.value, temporary, fractions };
}

test('what is told of the file is what is in it, with and without a target', async () => {
  for (const loudness of [null, { integratedLufs: -23, ceilingDb: -1 }, { integratedLufs: -14, ceilingDb: -1 }]) {
    const { sound, report } = await normalised(song, loudness);
    const own = figuresOf(sound);
    expect(own.integratedLufs).toBeCloseTo(report.after.integratedLufs ?? NaN, 2);
    expect(own.rangeLu).toBeCloseTo(report.after.rangeLu ?? NaN, 1);
    expect(own.truePeakDb).toBeCloseTo(report.after.truePeakDb, 2);
    expect(own.samplePeakDb).toBeCloseTo(report.after.samplePeakDb, 2);
    expect(report.peakDb).toBe(report.after.samplePeakDb);
    expect(report.before.integratedLufs).toBeCloseTo(
      (await normalised(song, null)).report.after.integratedLufs ?? NaN,
      6,
    );
  }
});

test('under the ceiling the mix is only made louder or softer, to its target', async () => {
  const plain = await normalised(song, null, -20);
  const { sound, report, temporary, fractions } = await normalised(song, { integratedLufs: -27, ceilingDb: -1 }, -20);
  expect(report.after.integratedLufs).toBeCloseTo(-27, 6);
  expect(report.limitedDb).toBe(0);
  const gain = 10 ** (report.gainDb / 20);
  expect(sound.left).toHaveLength(length);
  expect(
    greatestDifference(
      sound.left,
      plain.sound.left.map((sample) => gain * sample),
    ),
  ).toBeLessThan(1e-7);
  expect(temporary.isClosed).toBe(true);
  expect(fractions.at(-1)).toBe(1);
  expect(fractions.every((fraction, index) => fraction >= (fractions[index - 1] ?? 0))).toBe(true);
});

test.each([-14, -16, -12])(
  '%d LUFS are met within 0.1 LU under a ceiling of -1 dBTP, by limiting',
  async (integratedLufs) => {
    const { sound, report } = await normalised(song, { integratedLufs, ceilingDb: -1 });
    expect(report.limitedDb).toBeGreaterThan(1);
    const own = figuresOf(sound);
    expect(Math.abs((own.integratedLufs ?? NaN) - integratedLufs)).toBeLessThanOrEqual(0.1);
    expect(own.truePeakDb).toBeLessThanOrEqual(-0.9);
    expect(sound.left.length).toBe(length);
  },
);

test('a target out of reach is come near to, and the file tells by how much', async () => {
  const { report } = await normalised(song, { integratedLufs: -5, ceilingDb: -9 });
  expect(report.after.truePeakDb).toBeLessThanOrEqual(-8.9);
  expect(report.after.integratedLufs).toBeLessThan(-5);
  expect(report.gainDb).toBeLessThanOrEqual(-5 - (report.before.integratedLufs ?? NaN) + 6);
});

test('silence stays silent, and what is too quiet or too short to have a loudness stays as it is', async () => {
  const silence = [stemInMemory('silence', wavOf([new Float32Array(length), new Float32Array(length)]))];
  const { report, sound } = await normalised(silence, { integratedLufs: -14, ceilingDb: -1 });
  expect(report).toMatchObject({ gainDb: 0, limitedDb: 0, peakDb: -Infinity, clippedSamples: 0 });
  expect(report.after).toEqual({ integratedLufs: null, rangeLu: null, truePeakDb: -Infinity, samplePeakDb: -Infinity });
  expect(sound.left.every((sample) => sample === 0)).toBe(true);
  const faint = await normalised(song, { integratedLufs: -14, ceilingDb: -1 }, -80);
  expect(faint.report.gainDb).toBe(0);
});

test('sound that is no number, or greater than any, leaves every figure and the file as they may be', async () => {
  for (const odd of [NaN, Infinity, -Infinity, 3e38]) {
    const samples = noise(1, length).map((sample, frame) => (frame === 9000 ? odd : sample * 0.5));
    const stem = stemInMemory('odd', floatWavOf(samples));
    const mix = mixOf([stem], {}, { masterDb: decibels(6) });
    for (const format of [float, { kind: 'aac', kbps: 128 }] as const) {
      const target = { mix, loudness: { integratedLufs: -14, ceilingDb: -1 } };
      const { files, reports } = await renderAllHere([stem], [target], { region, format });
      expect(reports[0], `${String(odd)} ${format.kind}`).toMatchObject({ ok: true });
      expect(files[0]?.bytes.length).toBeGreaterThan(1000);
      const report = reports[0]?.ok === true ? reports[0].value : null;
      expect(Number.isFinite(report?.gainDb)).toBe(true);
      expect(Number.isFinite(report?.limitedDb)).toBe(true);
    }
  }
});

test('without a target a mix over full scale is clipped, and counted', async () => {
  const { report } = await normalised(song, null, 6);
  expect(report.peakDb).toBeGreaterThan(0);
  expect(report.clippedSamples).toBeGreaterThan(0);
  expect(report.gainDb).toBe(0);
});
