import { expect } from '@playwright/test';
import { decibels, flatMix, type Mix } from '#contract';
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

test('the playhead is where the sound is', async ({ rig }) => {
  const stem = noiseStem(rig.server, 'head', 71, rate * 5);
  const recorder = await startRecorder();
  // A seek is a mark that both the recording and the playhead show.
  const seen = await rig.page.evaluate(
    async ([songStem, mix]) => {
      const { createPlayer, valueOf, urlOf } = globalThis.harness;
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, latencySeconds: 0.2, urlOf });
      valueOf(await player.open([songStem], mix));
      await player.play();
      while (player.playhead() < 44100) await pause(5);
      const looks: { time: number; position: number }[] = [];
      for (let look = 0; look < 60; look += 1) {
        looks.push({ time: performance.now(), position: player.playhead() });
        await pause(16);
      }
      await player.dispose();
      return looks;
    },
    [stem.stem, flatMix([stem.stem.id])] as const,
  );
  const heard = channelOf(await recorder.stop(), 0);
  expect(heard.length).toBeGreaterThan(rate);
  const [first] = seen;
  const drifts = seen.map(({ time, position }) =>
    Math.abs(position - (first?.position ?? 0) - ((time - (first?.time ?? 0)) / 1000) * rate),
  );
  // Within 15 ms of even motion, however the audio thread hands out its quanta.
  expect(Math.max(...drifts)).toBeLessThan(0.015 * rate);
});
