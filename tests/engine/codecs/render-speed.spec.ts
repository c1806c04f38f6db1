import { expect } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { flatMix, type Mix, type StemId, type StemKind } from '#contract';
import type { Region } from '../../../renderer/export/render-job.ts';
import { bytesIn, fixture, fixturePath, wavOf } from '../../unit/codecs/fixtures.ts';
import { open, readAll, type Stereo } from '../../unit/codecs/open.ts';
import { serve, test, type Bench } from './decoding-page.ts';
import type { ServedStem } from './page/decoding-api.ts';

const rate = 44_100;
const length = 4 * rate + 17;
const whole: Region = { startFrames: 0, endFrames: length };

/** A sine, silent before `fromFrame`. */
function sineStem(bench: Bench, name: string, hertz: number, kind: StemKind, fromFrame = 0): ServedStem {
  const file = `sine-${name}-${hertz}-${fromFrame}.wav`;
  fixture(file, (output) => {
    const sine = Float32Array.from({ length }, (_, frame) =>
      frame < fromFrame ? 0 : 0.3 * Math.sin((2 * Math.PI * hertz * (frame - fromFrame)) / rate),
    );
    writeFileSync(output, wavOf([sine, sine]));
  });
  return serve(bench, name, fixturePath(file), 'wav', kind);
}

/** The stems hard left, hard right, so that each is a channel of the file. */
function apart(stems: readonly ServedStem[], change: Partial<Mix>): Mix {
  const flat = flatMix(stems.map(({ name }) => name as StemId));
  return { ...flat, strips: flat.strips.map((strip, index) => ({ ...strip, pan: index === 0 ? -1 : 1 })), ...change };
}

async function rendered(bench: Bench, stems: readonly ServedStem[], mix: Mix, region = whole): Promise<Stereo> {
  const fileName = `stretched-${String(Math.random()).slice(2)}.wav`;
  const { report } = await bench.page.evaluate((request) => decoding.render(request), {
    stems,
    mix,
    region,
    sampleRate: rate,
    fileName,
  });
  expect(report).toMatchObject({ ok: true, value: { concealed: [], problems: [] } });
  return readAll(await open(bytesIn(new Uint8Array(readFileSync(bench.server.exported(fileName)))), 'wav'));
}

/** Pitch of a sine against `hertz`, from the first rising crossing to the last. */
function centsFrom(samples: Float32Array, hertz: number): number {
  const crossings: number[] = [];
  samples.forEach((sample, frame) => {
    const before = samples[frame - 1] ?? 0;
    if (before < 0 && sample >= 0) crossings.push(frame - sample / (sample - before));
  });
  const period = ((crossings.at(-1) ?? 0) - (crossings[0] ?? 0)) / (crossings.length - 1);
  return 1200 * Math.log2(rate / period / hertz);
}

const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

/** Where sound begins: the first frame whose surroundings of 10 ms are half as loud as the whole gets. */
function onset(samples: Float32Array): number {
  const window = 441;
  const goal = rms(samples.subarray(-rate)) ** 2 / 2;
  let energy = 0;
  for (let end = 0; end < samples.length; end++) {
    energy += (samples[end] ?? 0) ** 2 - (end < window ? 0 : (samples[end - window] ?? 0) ** 2);
    if (end + 1 >= window && energy / window > goal) return end + 1 - window / 2;
  }
  return Infinity;
}

/** Well away from where the song begins and ends. */
const middle = (samples: Float32Array): Float32Array => samples.subarray(rate / 2, samples.length - rate / 2);

test('at three quarters of the speed a song takes its exact time, and keeps its pitch', async ({ bench }) => {
  const stems = [sineStem(bench, 'piano', 440, 'piano'), sineStem(bench, 'drums', 1000, 'drums')];
  for (const keepsDrumPitch of [true, false]) {
    const { left, right } = await rendered(bench, stems, apart(stems, { speed: 0.75, keepsDrumPitch }));
    expect(left.length).toBe(Math.round(length / 0.75));
    expect(Math.abs(centsFrom(middle(left), 440))).toBeLessThan(3);
    expect(Math.abs(centsFrom(middle(right), 1000))).toBeLessThan(3);
  }
});

test('a transposition moves all but the drums', async ({ bench }) => {
  const stems = [sineStem(bench, 'piano', 440, 'piano'), sineStem(bench, 'drums', 1000, 'drums')];
  for (const [transposeCents, speed] of [
    [700, 1],
    [-1200, 1],
    [50, 1],
    [200, 0.8],
  ] as const) {
    const factor = 2 ** (transposeCents / 1200);
    const { left, right } = await rendered(bench, stems, apart(stems, { speed, transposeCents }));
    expect(left.length).toBe(Math.round(length / speed));
    // The stretch places a single tone within 4 cents at this pitch.
    expect(Math.abs(centsFrom(middle(left), 440 * factor))).toBeLessThan(4);
    expect(Math.abs(centsFrom(middle(right), 1000))).toBeLessThan(3);
    const all = await rendered(bench, stems, apart(stems, { speed, transposeCents, keepsDrumPitch: false }));
    expect(Math.abs(centsFrom(middle(all.right), 1000 * factor))).toBeLessThan(3);
  }
});

test('sound stays where it is in the song, on both buses', async ({ bench }) => {
  const from = 70_000;
  const stems = [sineStem(bench, 'piano', 440, 'piano', from), sineStem(bench, 'drums', 1000, 'drums', from)];
  for (const [transposeCents, speed] of [
    [0, 0.5],
    [300, 1],
    [-500, 1.5],
  ] as const) {
    const { left, right } = await rendered(bench, stems, apart(stems, { speed, transposeCents }));
    for (const channel of [left, right]) {
      expect(Math.abs(onset(channel) - from / speed) / rate).toBeLessThan(0.01);
    }
  }
});

test('a region is in full swing from its first frame, and ends with its last', async ({ bench }) => {
  const stems = [sineStem(bench, 'piano', 440, 'piano'), sineStem(bench, 'drums', 1000, 'drums')];
  const region = { startFrames: 50_000, endFrames: 120_001 };
  const { left, right } = await rendered(bench, stems, apart(stems, { speed: 0.9, transposeCents: -100 }), region);
  expect(left.length).toBe(77_779);
  for (const channel of [left, right]) {
    const usual = rms(channel);
    for (const end of [channel.subarray(0, 2205), channel.subarray(-2205)]) {
      expect(rms(end) / usual).toBeGreaterThan(0.9);
      expect(rms(end) / usual).toBeLessThan(1.1);
    }
  }
  expect(bench.complaints).toEqual([]);
});
