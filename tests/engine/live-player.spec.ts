import { expect } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

test('opens a song of twelve stems, plays it, jumps about in it and pauses', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf, until } = globalThis.harness;
    const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const player = await createPlayer({ pagePoolMiB: 160, hasSafetyLimiter: true, urlOf });
    const states: string[] = [];
    player.onNotice((notice) => {
      if (notice.about === 'transport') states.push(notice.state);
    });
    const mix = flatMix(songStems.map(({ id }) => id));
    const song = valueOf(await player.open(songStems, mix));
    await player.play();
    const positions: number[] = [];
    await until(() => positions.push(player.playhead()) > 0 && player.playhead() > 88_200);
    for (let seek = 0; seek < 20; seek += 1) {
      player.seek(((seek * 424_243) % 1_200_000) as never);
      await after(150);
    }
    const sounding = new Set<string>();
    await until(() => {
      for (const { id } of songStems) if (player.readStripMeter(id).rmsLeft > 0.005) sounding.add(id);
      return sounding.size === songStems.length;
    });
    await until(() => player.readMasterMeter().peakLeft > 0.05);
    player.pause();
    // What was rendered before the pause is still to be heard.
    let last = -1;
    await until(() => last === (last = player.playhead()));
    const paused = player.playhead();
    player.stop();
    const stopped = player.playhead();
    await player.dispose();
    return { song, positions, paused, stopped, states };
  }, stems);
  expect(seen.song.lengthFrames).toBe(30 * 44100);
  expect(seen.song.problems).toEqual([]);
  expect(seen.positions.every((position, index) => position >= (seen.positions[index - 1] ?? 0))).toBe(true);
  expect(seen.paused).toBeGreaterThan(0);
  expect(seen.stopped).toBe(0);
  expect(seen.states).toEqual(['playing', 'paused', 'stopped']);
});

test('stops by itself at the end, and plays again from the start', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30).slice(0, 2);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf, until } = globalThis.harness;
    const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
    const song = valueOf(await player.open(songStems, flatMix(songStems.map(({ id }) => id))));
    player.seek((song.lengthFrames - 22_050) as never);
    await player.play();
    await until(() => player.state() !== 'playing');
    const ended = { state: player.state(), playhead: player.playhead() };
    await player.play();
    await until(() => player.playhead() > 4410);
    const again = player.state();
    await player.dispose();
    return { ended, again };
  }, stems);
  expect(seen.ended).toEqual({ state: 'stopped', playhead: 0 });
  expect(seen.again).toBe('playing');
});

test('stems that arrive join the song where it is, past the strips that were ready for them too', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf, until } = globalThis.harness;
    const player = await createPlayer({ pagePoolMiB: 160, hasSafetyLimiter: true, urlOf });
    const mix = flatMix(songStems.map(({ id }) => id));
    valueOf(await player.open(songStems.slice(0, 3), mix));
    await player.play();
    await until(() => player.playhead() > 22_050);
    const heads = [player.playhead()];
    for (const count of [6, 12]) {
      valueOf(await player.open(songStems.slice(0, count), mix));
      heads.push(player.playhead());
      const last = songStems[count - 1];
      await until(() => last !== undefined && player.readStripMeter(last.id).peakLeft > 0.01);
      heads.push(player.playhead());
    }
    const state = player.state();
    await player.dispose();
    return { heads, state };
  }, stems);
  expect(seen.state).toBe('playing');
  expect(seen.heads).toEqual([...seen.heads].sort((one, other) => one - other));
});

test('a stem that is withdrawn falls silent, and the others play on', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30).slice(0, 3);
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf, until } = globalThis.harness;
    const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
    valueOf(await player.open(songStems, flatMix(songStems.map(({ id }) => id))));
    await player.play();
    const sounds = (row: number): boolean => {
      const stem = songStems[row];
      return stem !== undefined && player.readStripMeter(stem.id).peakLeft > 0.01;
    };
    await until(() => sounds(1));
    await player.withdraw(songStems.slice(1, 2).map(({ id }) => id));
    // Reading a meter empties it.
    await until(() => !sounds(1));
    player.seek(441_000 as never);
    await until(() => player.playhead() > 441_000 + 22_050);
    const peaks = [0, 1, 2].map(sounds);
    const state = player.state();
    await player.dispose();
    return { peaks, state };
  }, stems);
  expect(seen.state).toBe('playing');
  expect(seen.peaks).toEqual([true, false, true]);
});

test('a stem that is no sound is a problem of its own; the others play', async ({ rig }) => {
  const stems = mp3Stems(rig.server, 12, 30).slice(0, 2);
  const path = join(folder, 'no-sound.mp3');
  writeFileSync(path, 'This is not a song.');
  const all = [...stems, stemOf(rig.server, 'no-sound', path, 'mp3')];
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf, until } = globalThis.harness;
    const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
    const song = valueOf(await player.open(songStems, flatMix(songStems.map(({ id }) => id))));
    await player.play();
    await until(() => player.playhead() > 4410);
    await player.dispose();
    return { problems: song.problems };
  }, all);
  expect(seen.problems).toMatchObject([{ stemId: 'no-sound', failure: { kind: 'undecodable' } }]);
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
      const { createPlayer, flatMix, valueOf, urlOf, until } = globalThis.harness;
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
      const heard = [];
      for (const song of songs) {
        const { sampleRate, lengthFrames, problems } = valueOf(
          await player.open(song, flatMix(song.map(({ id }) => id))),
        );
        await player.play();
        const last = song.at(-1);
        await until(() => last !== undefined && player.readStripMeter(last.id).peakLeft > 0.01);
        heard.push({ sampleRate, lengthFrames, problems: problems.length });
      }
      await player.dispose();
      return heard;
    },
    [[...stems, other], [other]],
  );
  expect(seen).toEqual([
    { sampleRate: 44100, lengthFrames: 30 * 44100, problems: 0 },
    { sampleRate: 48000, lengthFrames: 30 * 48000, problems: 0 },
  ]);
});

test('nothing in the page complained', ({ rig }) => {
  expect(rig.complaints).toEqual([]);
});
