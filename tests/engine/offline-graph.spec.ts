import { expect } from '@playwright/test';
import { decibels, flatMix, frames, type Mix } from '#contract';
import { comparedMix, originalRow } from '../../renderer/mix/original.ts';
import { sceneGlideSeconds, withScene } from '../../renderer/mix/scenes.ts';
import { limiterDelayFrames } from '../../renderer/engine/meters/safety-limiter.ts';
import { fadeLengths, rise } from '../../renderer/engine/reader/loop-path.ts';
import { test } from './harness/fixture.ts';
import type { OfflineRequest } from './harness/harness-api.ts';
import { channelOf, exactMix, type KnownStem, noiseStem, rate, snr, soundStem } from './harness/stems.ts';

type Rig = Parameters<Parameters<typeof test>[2]>[0]['rig'];

const { fade, seam } = fadeLengths(rate);
/** The panner is not asked for, and full scale is never reached, by these. */
const quiet = (stems: readonly KnownStem[]): Mix => ({
  ...flatMix(stems.map(({ stem }) => stem.id)),
  masterDb: decibels(-12),
});

async function render(rig: Rig, stems: readonly KnownStem[], ask: Partial<OfflineRequest>): Promise<Rendered> {
  const request: OfflineRequest = {
    stems: stems.map(({ stem }) => stem),
    mix: quiet(stems),
    sampleRate: rate,
    lengthFrames: rate * 2,
    format: 'float32',
    hasLimiter: true,
    actions: [{ atFrame: 0, isPlaying: true }],
    ...ask,
  };
  const dropouts = await rig.page.evaluate(async (asked) => {
    const { renderOffline, deliver } = globalThis.harness;
    const result = await renderOffline(asked);
    await deliver('rendered', result);
    return result.dropouts;
  }, request);
  const sound = rig.server.result('rendered');
  return { left: channelOf(sound, 0), right: channelOf(sound, 1), dropouts };
}

type Rendered = { readonly left: Float32Array; readonly right: Float32Array; readonly dropouts: number };

test('the live graph is the sum of its stems: 120 dB with float pages, 90 dB with those it uses', async ({ rig }) => {
  const stems = [11, 12, 13, 14].map((seed) => noiseStem(rig.server, `null${String(seed)}`, seed, rate * 2));
  const flat = quiet(stems);
  const mix: Mix = {
    ...flat,
    strips: flat.strips.map((strip, index) => ({
      ...strip,
      levelDb: decibels([0, -7.3, 3.1, -20][index] ?? 0),
      pan: [0, -0.4, 0.75, 1][index] ?? 0,
      isMuted: index === 3,
    })),
  };
  const expected = exactMix(stems, mix);
  for (const [format, least] of [
    ['float32', 120],
    ['int16', 90],
  ] as const) {
    const heard = await render(rig, stems, { mix, format });
    const length = rate * 2 - limiterDelayFrames;
    expect(snr(heard.left, limiterDelayFrames, expected.left, length), format).toBeGreaterThan(least);
    expect(snr(heard.right, limiterDelayFrames, expected.right, length), format).toBeGreaterThan(least);
    expect(heard.dropouts).toBe(0);
  }
});

test('a loop keeps its exact length for 20 passes', async ({ rig }) => {
  const stems = [noiseStem(rig.server, 'loop', 21, rate * 3)];
  const [start, end] = [Math.round(1.0003 * rate), Math.round(2.2345 * rate)];
  const mix: Mix = { ...quiet(stems), loop: { startFrames: frames(start), endFrames: frames(end), isOn: true } };
  const { left } = exactMix(stems, mix);
  const pass = left.slice(start, end);
  for (let frame = 0; frame < seam; frame += 1) {
    const at = pass.length - seam + frame;
    const gain = rise(frame, seam);
    pass[at] = (pass[at] ?? 0) * (1 - gain) + (left[start - seam + frame] ?? 0) * gain;
  }
  const passes = 20;
  const heard = await render(rig, stems, {
    mix,
    lengthFrames: (passes + 1) * pass.length,
    actions: [{ atFrame: 0, isPlaying: true, seek: start }],
  });
  for (let number = 1; number < passes; number += 1) {
    const ratio = snr(heard.left, limiterDelayFrames + number * pass.length, pass);
    expect(ratio, `pass ${String(number)}`).toBeGreaterThan(120);
  }
  expect(heard.dropouts).toBe(0);
});

test('stems stay together through seeks, mutes, solos and fader moves', async ({ rig }) => {
  const one = noiseStem(rig.server, 'first', 31, rate * 8);
  // The same sound in a second stem: whatever happens, the difference of the two must stay nothing.
  const two = noiseStem(rig.server, 'second', 31, rate * 8);
  const mix = quiet([one, two]);
  const withFirst = (change: Partial<Mix['strips'][number]>): Mix => ({
    ...mix,
    strips: mix.strips.map((strip, index) => (index === 0 ? { ...strip, ...change } : strip)),
  });
  const at = (seconds: number): number => Math.round((seconds * rate) / 128) * 128;
  const heard = await render(rig, [one, two], {
    mix,
    lengthFrames: rate * 6,
    actions: [
      { atFrame: 0, isPlaying: true },
      { atFrame: at(0.5), seek: 200_001 },
      { atFrame: at(1), mix: withFirst({ isMuted: true }) },
      { atFrame: at(1.5), seek: 50_003 },
      { atFrame: at(2), mix: withFirst({ isSoloed: true }) },
      { atFrame: at(2.5), mix: withFirst({ levelDb: decibels(-6) }) },
      { atFrame: at(3), seek: 300_007 },
      { atFrame: at(3.5), mix },
      { atFrame: at(4), seek: 10_001 },
    ],
  });
  // Between the actions the sound is a whole multiple of the one noise at the one position.
  const source = exactMix([one], mix).left;
  const stretches: readonly (readonly [seconds: number, position: number, factor: number])[] = [
    [0.2, at(0.2), 2],
    [0.7, 200_001 + at(0.7) - at(0.5), 2],
    [1.2, 200_001 + at(1.2) - at(0.5), 1],
    [1.7, 50_003 + at(1.7) - at(1.5), 1],
    [2.2, 50_003 + at(2.2) - at(1.5), 1],
    [2.7, 50_003 + at(2.7) - at(1.5), 1 + 10 ** (-6 / 20)],
    [3.2, 300_007 + at(3.2) - at(3), 1 + 10 ** (-6 / 20)],
    [3.7, 300_007 + at(3.7) - at(3), 2],
    [4.5, 10_001 + at(4.5) - at(4), 2],
  ];
  for (const [seconds, position, factor] of stretches) {
    const expected = source.slice(position, position + 4096).map((sample) => sample * factor);
    const ratio = snr(heard.left, at(seconds) + limiterDelayFrames, expected);
    expect(ratio, `at ${String(seconds)} s`).toBeGreaterThan(120);
  }
  expect(heard.dropouts).toBe(0);
});

test('a scene is recalled in an even glide of 50 ms, without a click', async ({ rig }) => {
  // A steady sound, so that what is heard is the gain itself.
  const stems = [soundStem(rig.server, 'steady', new Float32Array(rate * 2).fill(0.5))];
  const mix = quiet(stems);
  const strips = mix.strips.map((strip) => ({ ...strip, levelDb: decibels(-20) }));
  const atFrame = 128 * 300;
  const heard = await render(rig, stems, {
    mix,
    actions: [
      { atFrame: 0, isPlaying: true },
      { atFrame, mix: withScene(mix, { strips, groups: [] }), glideSeconds: sceneGlideSeconds },
    ],
  });
  const glide = sceneGlideSeconds * rate;
  const level = exactMix(stems, mix).left[0] ?? NaN;
  const gains = [...heard.left.slice(atFrame, atFrame + 2 * glide)].map((sample) => sample / level);
  const start = gains.findIndex((gain) => gain < 0.999);
  const end = gains.findIndex((gain) => gain < 0.101);
  expect((end - start) / glide).toBeCloseTo(1, 1);
  expect(gains[start + Math.round(glide / 2)]).toBeCloseTo(0.55, 2);
  expect(gains.at(-1)).toBeCloseTo(0.1, 3);
  const steps = gains.slice(1).map((gain, index) => Math.abs(gain - (gains[index] ?? NaN)));
  // A click would be a step; 0.9 over 2205 frames is 0.00041 a frame.
  expect(Math.max(...steps)).toBeLessThan(0.0005);
});

test('a stem whose pages do not come fades, is counted, and leaves the others as they were', async ({ rig }) => {
  const [one, two] = [41, 42].map((seed) => noiseStem(rig.server, `starve${String(seed)}`, seed, rate * 3));
  if (one === undefined || two === undefined) throw new Error('No stems.');
  const heard = await render(rig, [one, two], {
    lengthFrames: rate * 2,
    actions: [
      { atFrame: 0, isPlaying: true },
      { atFrame: 128 * 300, isStarved: true },
    ],
  });
  const alone = exactMix([two], quiet([one, two])).left;
  const from = 128 * 301 + fade;
  expect(snr(heard.left, from + limiterDelayFrames, alone.slice(from, rate * 2 - 200))).toBeGreaterThan(120);
  expect(heard.dropouts).toBe(1);
});

test('the original takes over from its stems at the same frame and level, at any speed and key', async ({ rig }) => {
  const tone = (hertz: number): Float32Array =>
    Float32Array.from({ length: rate * 4 }, (_, at) => 0.4 * Math.sin((2 * Math.PI * hertz * at) / rate));
  const noises = [61, 62].map((seed) => noiseStem(rig.server, `part${String(seed)}`, seed, rate * 4));
  const tones = [220, 331].map((hertz) => soundStem(rig.server, `part-of-${String(hertz)}-hertz`, tone(hertz)));
  // The pitch shift does other things to noise that differs by a rounding, so it gets tones.
  for (const [stems, tune, least] of [
    [noises, {}, 100],
    [tones, { speed: 0.75, transposeCents: 200 }, 60],
  ] as const) {
    const sumOf = (side: 'left' | 'right'): Float32Array =>
      Float32Array.from({ length: rate * 4 }, (_, at) => stems.reduce((sum, stem) => sum + (stem[side][at] ?? 0), 0));
    const whole = soundStem(rig.server, `whole-${String(least)}`, sumOf('left'), sumOf('right'));
    const rows = [...stems, { ...whole, stem: { ...whole.stem, id: originalRow } }];
    const mix = { ...quiet(stems), ...tune };
    const play = { atFrame: 0, isPlaying: true };
    const toOriginal = { atFrame: 128 * 340, mix: comparedMix(mix, { louderDb: 0, hears: 'original' }) };
    const toMix = { atFrame: 128 * 680, mix: comparedMix(mix, { louderDb: 0, hears: 'mix' }) };
    const ask = { mix, lengthFrames: rate * 3 };
    const stayed = await render(rig, rows, { ...ask, actions: [play] });
    const switched = await render(rig, rows, { ...ask, actions: [play, toOriginal, toMix] });
    // Were it a frame late, noise would leave 0 dB and the tones 30; two linear glides of equal sound add up to the whole.
    expect(snr(switched.left, 0, stayed.left)).toBeGreaterThan(least);
    expect(snr(switched.right, 0, stayed.right)).toBeGreaterThan(least);
  }
});

test('the limiter holds peaks of a hot mix under its ceiling', async ({ rig }) => {
  const stems = [51, 52, 53, 54].map((seed) => noiseStem(rig.server, `hot${String(seed)}`, seed, rate));
  const mix = flatMix(stems.map(({ stem }) => stem.id));
  const peakOf = (samples: Float32Array): number =>
    samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  const held = await render(rig, stems, { mix, lengthFrames: rate });
  const open = await render(rig, stems, { mix, lengthFrames: rate, hasLimiter: false });
  expect(peakOf(open.left)).toBeGreaterThan(1);
  expect(peakOf(held.left)).toBeLessThanOrEqual(10 ** (-1 / 20) + 1e-6);
});

test('nothing in the page complained', ({ rig }) => {
  expect(rig.complaints).toEqual([]);
});
