import { expect } from '@playwright/test';
import { decibels, flatMix, frames, type Mix } from '#contract';
import { test } from './harness/fixture.ts';
import { findIn, startRecorder } from './harness/recorder.ts';
import { channelOf, exactMix, noiseStem, rate, snr } from './harness/stems.ts';

test('what leaves the speakers is the mix, and muting a stem takes exactly that stem away', async ({ rig }) => {
  const stems = [61, 62, 63].map((seed) => noiseStem(rig.server, `heard${String(seed)}`, seed, rate * 7));
  const flat: Mix = { ...flatMix(stems.map(({ stem }) => stem.id)), masterDb: decibels(-9) };
  const muted: Mix = { ...flat, strips: flat.strips.map((strip, index) => ({ ...strip, isMuted: index === 1 })) };
  const recorder = await startRecorder();
  const underruns = await rig.page.evaluate(
    async ([songStems, before, after]) => {
      const { createPlayer, valueOf, urlOf } = globalThis.harness;
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, latencySeconds: 0.2, urlOf });
      const counts: number[] = [];
      player.onNotice((notice) => {
        if (notice.about === 'underrun') counts.push(notice.count);
      });
      valueOf(await player.open(songStems, before));
      await player.play();
      while (player.playhead() < 3.5 * 44100) await pause(10);
      player.applyMix(after);
      while (player.playhead() < 6.5 * 44100) await pause(10);
      await player.dispose();
      return counts;
    },
    [stems.map(({ stem }) => stem), flat, muted] as const,
  );
  const heard = channelOf(await recorder.stop(), 0);
  expect(underruns).toEqual([]);
  const pattern = (mix: Mix, at: number, length: number): Float64Array =>
    exactMix(stems, mix).left.slice(at, at + length);
  const lag = findIn(heard, pattern(flat, rate, 512), 0, heard.length) - rate;
  expect(findIn(heard, pattern(muted, 5 * rate, 512), lag + 5 * rate - 3000, lag + 5 * rate + 3000) - 5 * rate).toBe(
    lag,
  );
  expect(snr(heard, lag + rate, pattern(flat, rate, 2 * rate))).toBeGreaterThan(90);
  expect(snr(heard, lag + 4.5 * rate, pattern(muted, 4.5 * rate, 1.5 * rate))).toBeGreaterThan(90);
});

test('after a seek, and in every one of 20 passes of a loop, the sound is the mix at its exact place', async ({
  rig,
}) => {
  const stems = [64, 65, 66].map((seed) => noiseStem(rig.server, `heard${String(seed)}`, seed, rate * 7));
  const flat: Mix = { ...flatMix(stems.map(({ stem }) => stem.id)), masterDb: decibels(-9) };
  const [start, end] = [Math.round(4.0003 * rate), Math.round(4.6345 * rate)];
  const looped: Mix = { ...flat, loop: { startFrames: frames(start), endFrames: frames(end), isOn: true } };
  const recorder = await startRecorder();
  const underruns = await rig.page.evaluate(
    async ([songStems, before, after, passesMs]) => {
      const { createPlayer, valueOf, urlOf } = globalThis.harness;
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, latencySeconds: 0.2, urlOf });
      valueOf(await player.open(songStems, before));
      await player.play();
      while (player.playhead() < 44_100) await pause(10);
      player.seek((2 * 44_100 + 1) as never);
      while (player.playhead() < 3.4 * 44_100) await pause(10);
      player.applyMix(after);
      await pause(passesMs);
      const count = player.underruns();
      await player.dispose();
      return count;
    },
    [stems.map(({ stem }) => stem), flat, looped, (1.5 + (22 * (end - start)) / rate) * 1000] as const,
  );
  const heard = channelOf(await recorder.stop(), 0);
  expect(underruns).toBe(0);
  const { left } = exactMix(stems, flat);
  const placeOf = (at: number, from: number): number => findIn(heard, left.slice(at, at + 512), from, heard.length);
  const afterSeek = Math.round(2.2 * rate);
  const seekAt = placeOf(afterSeek, rate);
  expect(snr(heard, seekAt, left.slice(afterSeek, Math.round(3.3 * rate)))).toBeGreaterThan(90);
  // Without the loop's crossfade, which ends with the pass.
  const pass = left.slice(start, end - Math.round(rate * 0.004));
  const firstAt = placeOf(start + 4096, seekAt) - 4096;
  expect(firstAt - seekAt).toBe(start - afterSeek);
  for (let number = 0; number < 20; number += 1)
    expect(snr(heard, firstAt + number * (end - start), pass), `pass ${String(number)}`).toBeGreaterThan(90);
});

test('the playhead is where the sound is, to 10 ms', async ({ rig }) => {
  const stem = noiseStem(rig.server, 'head', 71, rate * 6);
  const recorder = await startRecorder(4);
  const seen = await rig.page.evaluate(
    async ([songStem, mix]) => {
      const { createPlayer, valueOf, urlOf } = globalThis.harness;
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: false, urlOf });
      valueOf(await player.open([songStem], mix));
      await player.play();
      while (player.playhead() < 2 * 44100) await pause(5);
      const looks: { wallMs: number; position: number }[] = [];
      for (let look = 0; look < 100; look += 1) {
        looks.push({ wallMs: performance.timeOrigin + performance.now(), position: player.playhead() });
        await pause(16);
      }
      await player.dispose();
      return looks;
    },
    [stem.stem, flatMix([stem.stem.id])] as const,
  );
  const heard = channelOf(await recorder.stop(), 0);
  // Where in the recording the song's first frame is, by a stretch in the middle of it.
  const songAt = findIn(heard, stem.left.subarray(rate, rate + 512), 0, heard.length) - rate;
  const lateMs = seen
    .map(({ wallMs, position }) => recorder.wallMsOf(songAt + position) - wallMs)
    .sort((a, b) => a - b);
  const at = (part: number): number => lateMs[Math.floor(part * (lateMs.length - 1))] ?? NaN;
  expect(Math.abs(at(0.5))).toBeLessThan(10);
  // And it moves evenly, however the audio thread hands out its quanta.
  expect(at(0.95) - at(0.05)).toBeLessThan(15);
});
