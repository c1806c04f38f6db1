import { expect } from '@playwright/test';
import { decibels, flatMix, frames, type Mix } from '#contract';
import { limiterDelayFrames } from '../../renderer/engine/meters/safety-limiter.ts';
import { stretchLatency } from '../../renderer/dsp/stretch.ts';
import { noise } from '../unit/engine/reader-rig.ts';
import { listens } from '../e2e/support/desktop.ts';
import { test } from './harness/fixture.ts';
import type { OfflineRequest } from './harness/harness-api.ts';
import { startRecorder } from './harness/recorder.ts';
import { channelOf, noiseStem, rate, snr, soundStem, type KnownStem } from './harness/stems.ts';
import { centsBetween, energyCentre, pitchOf, soundingSpan, tone } from './harness/tones.ts';

type Rig = Parameters<Parameters<typeof test>[2]>[0]['rig'];

const latency = stretchLatency(rate) + limiterDelayFrames;
const mixOf = (stems: readonly KnownStem[], change: Partial<Mix>): Mix => ({
  ...flatMix(stems.map(({ stem }) => stem.id)),
  ...change,
});

async function render(
  rig: Rig,
  stems: readonly KnownStem[],
  mix: Mix,
  seconds: number,
  actions: OfflineRequest['actions'] = [],
): Promise<Float32Array> {
  const request: OfflineRequest = {
    stems: stems.map(({ stem }) => stem),
    mix,
    sampleRate: rate,
    lengthFrames: Math.round(rate * seconds),
    format: 'float32',
    hasLimiter: true,
    actions: [{ atFrame: 0, isPlaying: true }, ...actions],
  };
  const dropouts = await rig.page.evaluate(async (asked) => {
    const { renderOffline, deliver } = globalThis.harness;
    const result = await renderOffline(asked);
    await deliver('rendered', result);
    return result.dropouts;
  }, request);
  expect(dropouts).toBe(0);
  return channelOf(rig.server.result('rendered'), 0);
}

const peakOf = (samples: Float32Array): number => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** A multiple of 128 frames, at which something may be done. */
const at = (seconds: number): number => Math.round((seconds * rate) / 128) * 128;

test('a slower song lasts exactly as much longer, at the same pitch', async ({ rig }) => {
  const stems = [soundStem(rig.server, 'tone-440', tone(440, 3))];
  for (const speed of [0.75, 0.5, 1.25]) {
    const heard = await render(rig, stems, mixOf(stems, { speed }), 3 / speed + 0.5);
    const span = soundingSpan(heard);
    expect(Math.abs(span.start - latency) / rate, `start at ${String(speed)}`).toBeLessThan(0.01);
    expect(Math.abs(span.end - latency - (3 * rate) / speed) / rate, `end at ${String(speed)}`).toBeLessThan(0.01);
    const pitch = pitchOf(heard.subarray(span.start + rate / 2, span.end - rate / 4));
    expect(Math.abs(centsBetween(pitch, 440)), `pitch at ${String(speed)}`).toBeLessThan(3);
  }
});

test('a transposed song has the pitch that is asked for, and its length', async ({ rig }) => {
  const stems = [soundStem(rig.server, 'tone-440', tone(440, 3))];
  for (const [transposeCents, speed] of [
    [700, 1],
    [-1200, 1],
    [50, 1],
    [200, 0.8],
  ] as const) {
    const heard = await render(rig, stems, mixOf(stems, { transposeCents, speed }), 3 / speed + 0.5);
    const span = soundingSpan(heard);
    expect(Math.abs(span.end - latency - (3 * rate) / speed) / rate).toBeLessThan(0.01);
    const pitch = pitchOf(heard.subarray(span.start + rate / 2, span.end - rate / 4));
    const expected = 440 * 2 ** (transposeCents / 1200);
    expect(Math.abs(centsBetween(pitch, expected)), `${String(transposeCents)} cents`).toBeLessThan(3);
  }
});

test('drums keep their pitch when they are asked to, and their place beside the rest', async ({ rig }) => {
  const drums = soundStem(rig.server, 'drum-tone', tone(1000, 3), undefined, 'drums');
  for (const [keepsDrumPitch, expected] of [
    [true, 1000],
    [false, 1000 * 2 ** (5 / 12)],
  ] as const) {
    const mix = mixOf([drums], { transposeCents: 500, speed: 0.9, keepsDrumPitch });
    const pitch = pitchOf((await render(rig, [drums], mix, 2.5)).subarray(rate));
    expect(Math.abs(centsBetween(pitch, expected))).toBeLessThan(3);
  }

  const burst = noise(2 * rate, 8).map((sample, frame) => (Math.abs(frame - rate) < 1000 ? sample : 0));
  const rest = soundStem(rig.server, 'burst-rest', burst);
  const hits = soundStem(rig.server, 'burst-drums', burst, undefined, 'percussion');
  const centres: number[] = [];
  for (const stem of [rest, hits]) {
    const heard = await render(rig, [stem], mixOf([stem], { transposeCents: 1, speed: 0.8 }), 2.6);
    centres.push(energyCentre(heard));
  }
  const [restCentre = NaN, hitCentre = NaN] = centres;
  // Not more than two different factors smear a burst differently; that they are equally late on the frame is a unit test.
  expect(Math.abs(restCentre - hitCentre) / rate).toBeLessThan(0.003);
  expect(Math.abs(hitCentre - latency - rate / 0.8) / rate).toBeLessThan(0.01);
});

test('stems stay on the same frame at any speed, through seeks, loops and changes of speed', async ({ rig }) => {
  const { left } = noiseStem(rig.server, 'same', 33, rate * 6);
  const one = soundStem(rig.server, 'same-plus', left);
  // The same sound upside down: what is left of the two is how far they are apart.
  const two = soundStem(
    rig.server,
    'same-minus',
    left.map((sample) => -sample),
  );
  const stems = [one, two];
  const mix = mixOf(stems, { loop: { startFrames: frames(50_001), endFrames: frames(81_234), isOn: true } });
  for (const speed of [0.5, 0.773, 1.3, 2]) {
    const heard = await render(rig, stems, { ...mix, speed }, 3, [
      { atFrame: at(0.7), seek: 40_003 },
      { atFrame: at(1.2), mix: { ...mix, speed: speed * 0.9, transposeCents: 300 } },
      { atFrame: at(1.9), mix },
      { atFrame: at(2.4), mix: { ...mix, speed } },
    ]);
    expect(peakOf(heard), String(speed)).toBeLessThan(1e-6);
  }
});

test('a stem that is late by 1105 frames and shifted back nulls, and a live shift does not click', async ({ rig }) => {
  const { left } = noiseStem(rig.server, 'early', 34, rate * 3);
  const late = new Float32Array(left.length + 1105);
  late.set(
    left.map((sample) => -sample),
    1105,
  );
  const stems = [soundStem(rig.server, 'shift-early', left), soundStem(rig.server, 'shift-late', late)];
  const flat = mixOf(stems, {});
  const shifted: Mix = {
    ...flat,
    strips: flat.strips.map((strip, row) => ({ ...strip, shiftFrames: row === 1 ? -1105 : 0 })),
  };
  const nulled = await render(rig, stems, shifted, 2.5);
  expect(peakOf(nulled)).toBeLessThan(1e-6);
  const live = await render(rig, stems, flat, 2.5, [{ atFrame: at(1), mix: shifted }]);
  expect(peakOf(live.subarray(at(0.5), at(0.9)))).toBeGreaterThan(0.4);
  expect(peakOf(live.subarray(at(1.05)))).toBeLessThan(1e-6);
});

test('a loop at 0.75 is as long as it is in the song, for 20 passes', async ({ rig }) => {
  const [start, end, passes] = [rate, rate + 33_001, 20];
  const click = Float32Array.from({ length: 3 * rate }, (_, frame) =>
    frame >= start + 10_000 && frame < start + 10_200 ? 0.8 * Math.sin(((frame - start) * Math.PI) / 10) : 0,
  );
  const stems = [soundStem(rig.server, 'clicks', click)];
  const mix = mixOf(stems, {
    speed: 0.75,
    loop: { startFrames: frames(start), endFrames: frames(end), isOn: true },
  });
  const pass = (end - start) / 0.75;
  const heard = await render(rig, stems, mix, (pass * (passes + 1)) / rate, [{ atFrame: 0, seek: start }]);
  const centreOf = (number: number): number => {
    const around = latency + 10_100 / 0.75 + number * pass;
    return energyCentre(heard, Math.round(around - pass / 3), Math.round(around + pass / 3));
  };
  expect(Math.abs(centreOf(0) - latency - 10_100 / 0.75) / rate).toBeLessThan(0.005);
  for (let number = 1; number < passes; number += 1) {
    expect(Math.abs(centreOf(number) - centreOf(0) - number * pass), `pass ${String(number)}`).toBeLessThan(
      0.003 * rate,
    );
  }
});

test('going back to the recorded speed and key gives the samples themselves, without a step on the way', async ({
  rig,
}) => {
  const sound = tone(220, 8);
  const stems = [soundStem(rig.server, 'tone-220', sound)];
  const mix = mixOf(stems, { masterDb: decibels(0) });
  const heard = await render(rig, stems, mix, 5, [
    { atFrame: at(1), mix: { ...mix, speed: 0.8, transposeCents: 200 } },
    { atFrame: at(2), mix: { ...mix, speed: 1.1, transposeCents: 200 } },
    { atFrame: at(3), mix },
  ]);
  const tail = heard.subarray(at(3) + at(0.1));
  const least = Array.from({ length: at(5) - at(3) }, (_, index) => at(1.5) + index).map((offset) => ({
    offset,
    ratio: snr(tail, 0, sound.subarray(offset, offset + 64)),
  }));
  const best = least.reduce((found, other) => (other.ratio > found.ratio ? other : found));
  expect(snr(tail, 0, sound.subarray(best.offset, best.offset + rate))).toBeGreaterThan(120);
  let step = 0;
  heard.forEach((sample, frame) => {
    step = Math.max(step, Math.abs(sample - (heard[frame - 1] ?? 0)));
  });
  expect(step).toBeLessThan(2 * 0.5 * ((2 * Math.PI * 260) / rate));
});

test(
  'what is heard at 0.75 is as much longer, at its pitch, and the playhead is where the sound is',
  listens,
  async ({ rig }) => {
    const stem = soundStem(rig.server, 'tone-heard', tone(440, 3));
    const recorder = await startRecorder();
    const seen = await rig.page.evaluate(
      async ([songStem, mix]) => {
        const { createPlayer, valueOf, urlOf } = globalThis.harness;
        const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
        const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, latencySeconds: 0.5, urlOf });
        valueOf(await player.open([songStem], mix));
        await player.play();
        const looks: { ms: number; position: number }[] = [];
        while (player.state() === 'playing') {
          looks.push({ ms: performance.now(), position: player.playhead() });
          await pause(10);
        }
        // The device still has the last of it.
        await pause(800);
        await player.dispose();
        return looks;
      },
      [stem.stem, mixOf([stem], { speed: 0.75 })] as const,
    );
    const heard = channelOf(await recorder.stop(), 0);
    const span = soundingSpan(heard);
    // Gaps that a slow machine left between the app and the recorder are no part of the sound, which goes on behind them.
    const sound = heard.subarray(span.start, span.end).filter((sample) => sample !== 0);
    expect(Math.abs(sound.length / rate - 3 / 0.75)).toBeLessThan(0.01);
    expect(Math.abs(centsBetween(pitchOf(sound.subarray(rate / 2, sound.length - rate / 4)), 440))).toBeLessThan(3);
    // The playhead never goes back and covers 0.75 seconds of the song in a second.
    const moving = seen.filter(({ position }) => position > rate && position < 2.8 * rate);
    const [first, last] = [moving[0], moving.at(-1)];
    const positions = moving.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    const covered = ((last?.position ?? NaN) - (first?.position ?? NaN)) / rate;
    expect(Math.abs(covered - (0.75 * ((last?.ms ?? NaN) - (first?.ms ?? NaN))) / 1000)).toBeLessThan(0.25);
  },
);

test('nothing in the page complained', ({ rig }) => {
  expect(rig.complaints).toEqual([]);
});
