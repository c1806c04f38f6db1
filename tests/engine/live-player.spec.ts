import { expect } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { frames } from '#contract';
import { stemOf, test } from './harness/fixture.ts';
import type { HarnessServer } from './harness/server.ts';
import type { PlayerStem } from '../../renderer/engine/player.ts';

const folder = resolve(import.meta.dirname, '../fixtures/generated/engine');

/** MP3 stems of seeded noise, made once. */
function mp3Stems(server: HarnessServer, count: number, seconds: number): readonly PlayerStem[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const name = `noise-${String(seconds)}-${String(index)}`;
    const path = join(folder, `${name}.mp3`);
    if (!existsSync(path)) encodeNoise(path, index, seconds);
    return stemOf(server, name, path, 'mp3');
  });
}

function encodeNoise(path: string, seed: number, seconds: number): void {
  const noise = (side: number): string[] => [
    ...['-f', 'lavfi', '-i'],
    `anoisesrc=d=${String(seconds)}:c=pink:r=44100:a=0.1:seed=${String(seed * 2 + side)}`,
  ];
  const join2 = ['-filter_complex', 'amerge=inputs=2', '-b:a', '192k', path];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...noise(1), ...noise(2), ...join2]);
}

test('opens a song of twelve stems and plays it with no page late', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf } = globalThis.harness;
    const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const player = await createPlayer({ pagePoolMiB: 160, hasSafetyLimiter: true, urlOf });
    const notices: string[] = [];
    player.onNotice((notice) => notices.push(JSON.stringify(notice)));
    const mix = flatMix(songStems.map(({ id }) => id));
    const song = valueOf(await player.open(songStems, mix));
    await player.play();
    while (player.playhead() <= 0) await after(10);
    await after(1000);
    const positions = [];
    for (let look = 0; look < 100; look += 1) {
      positions.push(player.playhead());
      await after(10);
    }
    for (let seek = 0; seek < 20; seek += 1) {
      player.seek(Math.round(Math.random() * 1_200_000) as never);
      await after(150);
    }
    const master = player.readMasterMeter();
    const strips = songStems.map(({ id }) => player.readStripMeter(id));
    player.pause();
    // What was rendered before the pause is still to be heard.
    await after(800);
    const paused = player.playhead();
    await after(100);
    const still = player.playhead();
    player.stop();
    const stopped = player.playhead();
    await player.dispose();
    return { song, positions, master, strips, paused, still, stopped, notices };
  }, stems);
  expect(seen.song.lengthFrames).toBe(30 * 44100);
  expect(seen.song.problems).toEqual([]);
  expect(seen.positions.every((position, index) => position >= (seen.positions[index - 1] ?? 0))).toBe(true);
  const covered = (seen.positions.at(-1) ?? 0) - (seen.positions[0] ?? 0);
  expect(covered).toBeGreaterThan(44100 * 0.8);
  expect(seen.master.peakLeft).toBeGreaterThan(0.05);
  for (const strip of seen.strips) expect(strip.rmsLeft).toBeGreaterThan(0.005);
  expect(seen.still).toBe(seen.paused);
  expect(seen.stopped).toBe(0);
  const states = ['playing', 'paused', 'stopped'];
  expect(seen.notices).toEqual(states.map((state) => JSON.stringify({ about: 'transport', state })));
});

test('stops by itself at the end, and plays again from the start', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30).slice(0, 2);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf } = globalThis.harness;
    const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
    const song = valueOf(await player.open(songStems, flatMix(songStems.map(({ id }) => id))));
    player.seek((song.lengthFrames - 22_050) as never);
    await player.play();
    await after(1200);
    const ended = { state: player.state(), playhead: player.playhead() };
    await player.play();
    await after(500);
    const again = { state: player.state(), playhead: player.playhead() };
    await player.dispose();
    return { ended, again };
  }, stems);
  expect(seen.ended).toEqual({ state: 'stopped', playhead: 0 });
  expect(seen.again.state).toBe('playing');
  expect(seen.again.playhead).toBeGreaterThan(4410);
});

test('stems that arrive join the song where it is, past the strips that were ready for them too', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf } = globalThis.harness;
    const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const player = await createPlayer({ pagePoolMiB: 160, hasSafetyLimiter: true, urlOf });
    const mix = flatMix(songStems.map(({ id }) => id));
    valueOf(await player.open(songStems.slice(0, 3), mix));
    await player.play();
    await after(600);
    const heads = [player.playhead()];
    const peaks: number[] = [];
    for (const count of [6, 12]) {
      valueOf(await player.open(songStems.slice(0, count), mix));
      heads.push(player.playhead());
      await after(600);
      heads.push(player.playhead());
      const last = songStems[count - 1];
      peaks.push(last === undefined ? 0 : player.readStripMeter(last.id).peakLeft);
    }
    const state = player.state();
    await player.dispose();
    return { heads, peaks, state };
  }, stems);
  expect(seen.state).toBe('playing');
  expect(seen.heads).toEqual([...seen.heads].sort((one, other) => one - other));
  expect(seen.heads.at(-1)).toBeGreaterThan(44100);
  for (const peak of seen.peaks) expect(peak).toBeGreaterThan(0.01);
});

test('a stem that is withdrawn falls silent, and the others play on', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30).slice(0, 3);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf } = globalThis.harness;
    const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
    valueOf(await player.open(songStems, flatMix(songStems.map(({ id }) => id))));
    await player.play();
    await after(600);
    const before = player.playhead();
    await player.withdraw(songStems.slice(1, 2).map(({ id }) => id));
    // Reading them empties the meters.
    await after(600);
    for (const { id } of songStems) player.readStripMeter(id);
    player.seek(441_000 as never);
    await after(600);
    const peaks = songStems.map(({ id }) => player.readStripMeter(id).peakLeft > 0.01);
    const seenNow = { before, playhead: player.playhead(), state: player.state(), peaks };
    await player.dispose();
    return seenNow;
  }, stems);
  expect(seen.state).toBe('playing');
  expect(seen.before).toBeGreaterThan(4410);
  expect(seen.playhead).toBeGreaterThan(441_000);
  expect(seen.peaks).toEqual([true, false, true]);
});

test('a stem that is no sound is a problem of its own; the others play', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30).slice(0, 2);
  const path = join(folder, 'no-sound.mp3');
  writeFileSync(path, 'This is not a song.');
  const all = [...stems, stemOf(rig.server, 'no-sound', path, 'mp3')];
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf } = globalThis.harness;
    const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
    const song = valueOf(await player.open(songStems, flatMix(songStems.map(({ id }) => id))));
    await player.play();
    await new Promise((resolve) => setTimeout(resolve, 700));
    const playhead = player.playhead();
    await player.dispose();
    return { problems: song.problems, playhead };
  }, all);
  expect(seen.problems).toMatchObject([{ stemId: 'no-sound', failure: { kind: 'undecodable' } }]);
  expect(seen.playhead).toBeGreaterThan(frames(4410));
});

test('a song at another rate gets its device, and a stem at another rate is brought to that of the song', async ({
  rig,
}) => {
  const stems = mp3Stems(rig.server, 12, 30).slice(0, 2);
  const path = join(folder, 'at-48000.mp3');
  if (!existsSync(path))
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', join(folder, 'noise-30-2.mp3'), '-ar', '48000', path]);
  const other = stemOf(rig.server, 'at-48000', path, 'mp3');
  const seen = await rig.page.evaluate(
    async (songs) => {
      const { createPlayer, flatMix, valueOf, urlOf } = globalThis.harness;
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
      const heard = [];
      for (const song of songs) {
        const { sampleRate, lengthFrames, problems } = valueOf(
          await player.open(song, flatMix(song.map(({ id }) => id))),
        );
        await player.play();
        await new Promise((resolve) => setTimeout(resolve, 700));
        const last = song.at(-1);
        const peak = last === undefined ? 0 : player.readStripMeter(last.id).peakLeft;
        heard.push({ sampleRate, lengthFrames, problems: problems.length, sounds: peak > 0.01 });
      }
      await player.dispose();
      return heard;
    },
    [[...stems, other], [other]],
  );
  expect(seen).toEqual([
    { sampleRate: 44100, lengthFrames: 30 * 44100, problems: 0, sounds: true },
    { sampleRate: 48000, lengthFrames: 30 * 48000, problems: 0, sounds: true },
  ]);
});

test('nothing in the page complained', ({ rig }) => {
  expect(rig.complaints).toEqual([]);
});
