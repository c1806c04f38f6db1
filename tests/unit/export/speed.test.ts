import { expect, test } from 'vitest';
import { decibels, type Mix } from '#contract';
import type { OpenShifter } from '../../../renderer/export/stages/bus-stages.ts';
import { stretchQuantum } from '../../../renderer/dsp/stretch.ts';
import { wavOf } from '../codecs/fixtures.ts';
import { renderHere, mixOf, rate, stemInMemory } from './render-here.ts';

const length = 150_000;
/** A slow sine, so that the sound between two frames is known, at any place of the song and beyond its ends. */
const sineAt = (hertz: number, frame: number): number =>
  frame < 0 || frame >= length ? 0 : 0.4 * Math.sin((2 * Math.PI * hertz * frame) / rate);
const sine = (hertz: number): Float32Array => Float32Array.from({ length }, (_, frame) => sineAt(hertz, frame));
const stems = [
  stemInMemory('bass', wavOf([sine(300), sine(410)]), 'wav', 'bass'),
  stemInMemory('drums', wavOf([sine(520), sine(640)]), 'wav', 'drums'),
];

/** Shifts nothing, but is late, and remembers what it was asked for. */
function lateShifter(latencyFrames: number) {
  const factors: number[] = [];
  const open: OpenShifter = (_sampleRate, pitchFactor) => {
    factors.push(pitchFactor);
    const late = [new Float32Array(latencyFrames), new Float32Array(latencyFrames)] as const;
    let turn = 0;
    return Promise.resolve({
      latencyFrames,
      process: (left, right, outLeft, outRight, at) => {
        for (let frame = at; frame < at + stretchQuantum; frame++, turn = (turn + 1) % latencyFrames) {
          outLeft[frame] = late[0][turn] ?? 0;
          outRight[frame] = late[1][turn] ?? 0;
          late[0][turn] = left[frame] ?? 0;
          late[1][turn] = right[frame] ?? 0;
        }
      },
    });
  };
  return { open, factors };
}

/** The greatest difference from the song's sines, read at the mix's speed from the region's start on. */
async function rendered(mix: Mix, startFrames: number, endFrames: number, latencyFrames = 5000) {
  const shifter = lateShifter(latencyFrames);
  const { file, report } = await renderHere(stems, mix, { startFrames, endFrames }, { openShifter: shifter.open });
  const { left, right } = await file.sound();
  let worst = 0;
  for (let frame = 0; frame < left.length; frame++) {
    const position = startFrames + frame * mix.speed;
    // At the ends of the song itself the sine is cut, which no filter can follow.
    if (Math.min(Math.abs(position), Math.abs(position - length)) < 100) continue;
    worst = Math.max(worst, Math.abs((left[frame] ?? NaN) - sineAt(300, position) - sineAt(520, position)));
    worst = Math.max(worst, Math.abs((right[frame] ?? NaN) - sineAt(410, position) - sineAt(640, position)));
  }
  return { report, factors: shifter.factors, lengthFrames: left.length, worstDb: 20 * Math.log10(worst) };
}

test.each([0.25, 0.751, 1.3, 2])(
  'at speed %d the song is read so many times as fast, from its first frame',
  async (speed) => {
    const { lengthFrames, worstDb, report, factors } = await rendered(mixOf(stems, {}, { speed }), 0, length);
    expect(lengthFrames).toBe(Math.round(length / speed));
    expect(report).toMatchObject({ ok: true, value: { lengthFrames, problems: [], concealed: [] } });
    expect(worstDb).toBeLessThan(-80);
    expect(factors).toEqual([1 / speed]);
  },
);

test('a region begins and ends where it does in the song, whatever the latency', async () => {
  for (const latencyFrames of [1, 5292, 9000]) {
    const { lengthFrames, worstDb } = await rendered(mixOf(stems, {}, { speed: 0.75 }), 40_001, 90_002, latencyFrames);
    expect(lengthFrames).toBe(66_668);
    expect(worstDb).toBeLessThan(-80);
  }
});

test('a region may reach beyond the end, at any speed', async () => {
  const { lengthFrames, worstDb } = await rendered(mixOf(stems, {}, { speed: 1.5 }), 100_000, 200_000);
  expect(lengthFrames).toBe(66_667);
  expect(worstDb).toBeLessThan(-80);
});

test('transposed without the drums, these pass untouched and stay together with the rest', async () => {
  const up = { transposeCents: 700 };
  const kept = await rendered(mixOf(stems, {}, up), 10_000, 60_000);
  expect(kept.factors).toEqual([2 ** (7 / 12)]);
  expect(kept.worstDb).toBeLessThan(-80);
  const together = await rendered(mixOf(stems, {}, { ...up, keepsDrumPitch: false }), 10_000, 60_000);
  expect(together.factors).toEqual([2 ** (7 / 12)]);
  expect(together.worstDb).toBeLessThan(-80);
});

test('speed and transposition each lend their part to the pitch', async () => {
  const { factors } = await rendered(mixOf(stems, {}, { speed: 0.8, transposeCents: -250 }), 0, 1000);
  expect(factors).toEqual([2 ** (-250 / 1200) / 0.8, 1 / 0.8]);
  const octave = await rendered(mixOf(stems, {}, { speed: 2, transposeCents: 1200, keepsDrumPitch: false }), 0, 1000);
  expect(octave.factors).toEqual([]);
});

test('a shift is in frames of the song at any speed', async () => {
  const shifted = mixOf(
    stems,
    { bass: { shiftFrames: 3000 }, drums: { levelDb: decibels(-Infinity) } },
    { speed: 0.5 },
  );
  const { open } = lateShifter(2000);
  const { file } = await renderHere(stems, shifted, { startFrames: 0, endFrames: 20_000 }, { openShifter: open });
  const { left } = await file.sound();
  let worst = 0;
  for (let frame = 0; frame < left.length; frame++) {
    if (Math.abs(frame / 2 - 3000) < 100) continue;
    worst = Math.max(worst, Math.abs((left[frame] ?? NaN) - sineAt(300, frame / 2 - 3000)));
  }
  expect(20 * Math.log10(worst)).toBeLessThan(-80);
});

test('a bus whose stems cannot be decoded leaves the other one as it is', async () => {
  const some = [...stems.slice(0, 1), stemInMemory('broken', new Uint8Array(3000), 'mp3', 'drums')];
  const { open } = lateShifter(2000);
  const region = { startFrames: 0, endFrames: 5000 };
  const { file, report } = await renderHere(some, mixOf(some, {}, { speed: 0.5 }), region, { openShifter: open });
  expect(report).toMatchObject({ ok: true, value: { lengthFrames: 10_000, problems: [{ stemId: 'broken' }] } });
  expect((await file.sound()).left.length).toBe(10_000);
});
