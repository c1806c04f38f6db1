import { expect } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  type Click,
  clicksPerBeat,
  clickSounds,
  decibels,
  flatGroup,
  flatMix,
  frames,
  type LevelStretch,
  type Mix,
  type StemId,
  type StemKind,
} from '#contract';
import { planClick } from '../../../renderer/export/plan/click-plan.ts';
import type { ClickRequest } from '../harness/harness-api.ts';
import { fadeLengths } from '../../../renderer/engine/reader/loop-path.ts';
import { limiterDelayFrames } from '../../../renderer/engine/meters/safety-limiter.ts';
import { stretchLatency } from '../../../renderer/dsp/stretch.ts';
import { isAsRecorded, playedFrames } from '../../../renderer/mix/speed-and-key.ts';
import { withStretch } from '../../../renderer/mix/automation.ts';
import { morphedMix, sceneOf } from '../../../renderer/mix/scenes.ts';
import { withoutEmptyGroups } from '../../../renderer/mix/strip-groups.ts';
import { variantMix } from '../../../renderer/mix/variants.ts';
import { isSilent } from '../../../renderer/mix/audibility.ts';
import { bytesIn, fixture, fixturePath, noise, wavOf } from '../../unit/codecs/fixtures.ts';
import { open, readAll } from '../../unit/codecs/open.ts';
import { serve, test, type Bench } from './decoding-page.ts';
import type { ServedStem } from './page/decoding-api.ts';

const rate = 44_100;
const length = 40_000;
const kinds: readonly StemKind[] = ['vocals', 'drums', 'bass', 'percussion', 'guitar'];

function stemsOf(bench: Bench): readonly ServedStem[] {
  return kinds.map((kind, index) => {
    const file = `live-${kind}-${String(length)}.wav`;
    fixture(file, (output) => {
      writeFileSync(output, wavOf([noise(index + 301, length), noise(index + 401, length)]));
    });
    return serve(bench, kind, fixturePath(file), 'wav', kind);
  });
}

/** Seeded (mulberry32), 0 to 1. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A mix that anyone could have set, quiet enough never to clip, and in which something sounds. */
function randomMix(random: () => number): Mix {
  for (;;) {
    const flat = flatMix(kinds as readonly string[] as readonly StemId[]);
    const strips = flat.strips.map((strip) => ({
      ...strip,
      levelDb: decibels(random() < 0.1 ? -Infinity : -40 + 46 * random()),
      pan: random() < 0.3 ? 0 : 2 * random() - 1,
      isMuted: random() < 0.2,
      isSoloed: random() < 0.15,
      shiftFrames: random() < 0.4 ? 0 : Math.round(16_384 * random()) - 8192,
      shiftMs: random() < 0.5 ? 0 : Math.round(1000 * random()) - 500,
      group: random() < 0.4 ? null : random() < 0.6 ? 1 : 2,
    }));
    const groups = [1, 2].map((key) => ({
      ...flatGroup(key, `Group ${String(key)}`),
      levelDb: decibels(random() < 0.1 ? -Infinity : -16 + 22 * random()),
      isMuted: random() < 0.15,
      isSoloed: random() < 0.15,
    }));
    const mix = withoutEmptyGroups({ ...flat, strips, groups, masterDb: decibels(-30 - 6 * random()) });
    if (!isSilent(mix)) return mix;
  }
}

function leadOf(
  click: ClickRequest | null,
  mix: Mix,
  region: { readonly startFrames: number; readonly endFrames: number },
): number {
  if (click === null) return 0;
  const { grid, countIn } = click;
  return planClick({ grid, click: click.click, isOn: true, countInBars: countIn.bars, mix, region, sampleRate: rate })
    .leadFrames;
}

/** What of mixes is played: a mix itself, the way from one scene to another, or a stem forward. */
function playedMix(random: () => number, index: number): Mix {
  const mix = randomMix(random);
  if (index % 3 === 0) return mix;
  const stems = kinds.map((kind) => ({ id: kind as string as StemId, kind, name: kind }));
  const stemId = stems[index % stems.length]?.id ?? mix.strips[0]?.stemId;
  const forward = { lowerDb: 3 + 15 * random(), isSplit: random() < 0.5 };
  if (index % 3 === 1 && stemId !== undefined) return variantMix(mix, stems, { kind: 'forward', stemId }, forward);
  const morphed = morphedMix(mix, sceneOf(randomMix(random), 1, 'One'), sceneOf(randomMix(random), 2, 'Two'), random());
  return isSilent(morphed) ? mix : morphed;
}

/** A click on a grid that anyone could have, for every second mix, half of them counted in. */
function randomClick(random: () => number, index: number): ClickRequest | null {
  if (index % 2 === 0) return null;
  const bpm = 100 + 200 * random();
  const beatSeconds = Array.from({ length: 5 }, (_, beat) => 0.1 * random() + (beat * 60) / bpm);
  const click: Click = {
    isOn: random() < 0.8,
    sound: clickSounds[index % clickSounds.length] ?? 'beep',
    perBeat: clicksPerBeat[index % clicksPerBeat.length] ?? 1,
    levelDb: decibels(-20 * random()),
    pan: random() < 0.3 ? 0 : 2 * random() - 1,
    output: 'main',
    cueDb: decibels(0),
  };
  return {
    grid: { bpm, beatSeconds, downbeat: index % 4 },
    click,
    countIn: { bars: random() < 0.5 ? 1 : 0, isEveryPass: false },
  };
}

/** Stretches that anyone could have dragged, some of them muted, some over the ends of the song, some that touch. */
function randomStretches(random: () => number): readonly LevelStretch[] {
  let stretches: readonly LevelStretch[] = [];
  const count = Math.floor(random() * 12);
  for (let index = 0; index < count; index += 1) {
    const start = Math.floor(random() * (length - 3000));
    const stemId = (kinds[Math.floor(random() * kinds.length)] ?? 'vocals') as string as StemId;
    stretches = withStretch(stretches, {
      stemId,
      startFrames: frames(start),
      endFrames: frames(start + 300 + Math.floor(random() * 12_000)),
      levelDb: decibels(random() < 0.4 ? -Infinity : -40 * random()),
    });
  }
  return stretches;
}

/** The greatest difference between what is heard and what is written, the peak of what is written (dBFS), and by how much the file is louder (dB). */
async function compare(
  bench: Bench,
  stems: readonly ServedStem[],
  mix: Mix,
  name: string,
  click: ClickRequest | null = null,
  stretches: readonly LevelStretch[] = [],
) {
  const region = { startFrames: 0, endFrames: length };
  const lead = leadOf(click, mix, region);
  const fileFrames = playedFrames(length, mix.speed) + lead;
  const latency = limiterDelayFrames + (isAsRecorded(mix) ? 0 : stretchLatency(rate));
  const common = { stems, mix, sampleRate: rate, stretches, ...(click === null ? {} : { click }) };
  const live = { ...common, name, lengthFrames: fileFrames + latency };
  const underruns = await bench.page.evaluate((request) => decoding.live(request), live);
  expect(underruns).toBe(0);
  const render = { ...common, fileName: `${name}.wav`, region };
  const { report } = await bench.page.evaluate((request) => decoding.render(request), render);
  expect(report).toMatchObject({ ok: true, value: { clippedSamples: 0, lengthFrames: fileFrames } });
  const file = await readAll(
    await open(bytesIn(new Uint8Array(readFileSync(bench.server.exported(`${name}.wav`)))), 'wav'),
  );
  let worst = 0;
  let peak = 0;
  let heardPower = 0;
  let writtenPower = 0;
  for (const channel of ['left', 'right'] as const) {
    const heard = bench.server.result(`${name}-${channel}`);
    // A start is a short fade-in; a song's end comes with a fade of what the buses hold.
    for (let frame = fadeLengths(rate).fade; frame < fileFrames; frame++) {
      const written = file[channel][frame] ?? NaN;
      const sounding = heard[frame + latency] ?? NaN;
      worst = Math.max(worst, Math.abs(written - sounding));
      heardPower += sounding ** 2;
      writtenPower += written ** 2;
      peak = Math.max(peak, Math.abs(written));
    }
  }
  const loudnessDb = 10 * Math.log10(writtenPower / heardPower);
  return { worstDb: 20 * Math.log10(worst), peakDb: 20 * Math.log10(peak), loudnessDb };
}

test('30 mixes with groups, morphs of scenes and stems forward, with automation, half of them with a click, are written as they are heard, to -120 dB', async ({
  bench,
}) => {
  const stems = stemsOf(bench);
  const random = randoms(1);
  const mixes = Array.from({ length: 30 }, (_, index) => playedMix(random, index));
  let loudest = -Infinity;
  for (const [index, mix] of mixes.entries()) {
    const click = randomClick(random, index);
    const stretches = randomStretches(random);
    const { worstDb, peakDb } = await compare(bench, stems, mix, `mix-${String(index)}`, click, stretches);
    expect(worstDb, JSON.stringify({ mix, click, stretches })).toBeLessThan(-120);
    loudest = Math.max(loudest, peakDb);
  }
  // Something was there to be compared.
  expect(loudest).toBeGreaterThan(-30);
});

// Sample by sample they differ: a start is a fade in one and not in the other, and a phase vocoder never forgets its first phases.
test('at other speeds and keys they are as loud', async ({ bench }) => {
  const stems = stemsOf(bench);
  const random = randoms(2);
  for (const [index, change] of [
    { speed: 0.75 },
    { speed: 1.3 },
    { transposeCents: 200 },
    { transposeCents: -350, keepsDrumPitch: false },
    { speed: 0.8, transposeCents: 300 },
  ].entries()) {
    const mix = { ...randomMix(random), ...change };
    const { loudnessDb } = await compare(bench, stems, mix, `stretched-${String(index)}`);
    expect(Math.abs(loudnessDb), JSON.stringify(change)).toBeLessThan(0.3);
  }
  expect(bench.complaints).toEqual([]);
});
