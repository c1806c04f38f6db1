import { expect } from '@playwright/test';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lame } from '../unit/codecs/fixtures.ts';
import { stemOf, test } from './harness/fixture.ts';

const folder = resolve(import.meta.dirname, '../fixtures/generated/engine');
const stemCount = 15;
const seconds = 600;

/** Ten minutes of MP3: the frames of a few seconds, again and again. */
function longMp3(): string {
  const path = join(folder, 'ten-minutes.mp3');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const piece = lame('bare-192.mp3', '-t', '-b', '192');
  // 49 frames of 192 kbit/s are so many bytes exactly: the grid of frames holds over the seams.
  const whole = piece.subarray(0, 30_720 * Math.floor(piece.length / 30_720));
  const times = Math.ceil((seconds * 192_000) / 8 / whole.length);
  writeFileSync(path, Buffer.concat(Array.from({ length: times }, () => whole)));
  return path;
}

test('fifteen stems of ten minutes are at the same frame through seeks, mutes, solos, faders, loops and pauses', async ({
  rig,
}) => {
  const path = longMp3();
  expect(statSync(path).size).toBeGreaterThan(14_000_000);
  // One file under fifteen names: whatever happens, all must put out the same sound, sample by sample.
  const stems = Array.from({ length: stemCount }, (_, row) => stemOf(rig.server, `long-${String(row)}`, path, 'mp3'));
  const seen = await rig.page.evaluate(async (songStems) => {
    const { createPlayer, flatMix, valueOf, urlOf, tapReader } = globalThis.harness;
    const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
    const player = await createPlayer({ pagePoolMiB: 160, hasSafetyLimiter: true, urlOf });
    const flat = flatMix(songStems.map(({ id }) => id));
    const song = valueOf(await player.open(songStems, flat));
    const tap = await tapReader(songStems.length);
    await player.play();
    const looks: { deed: string; frames: number; unequal: number; silent: number; isLate: boolean }[] = [];
    let counted = 0;
    const look = async (deed: string, ms: number): Promise<void> => {
      await after(ms);
      const seenNow = await tap.look();
      // A stem whose page is late is faded out, and stays behind until its pages are there.
      const isLate =
        player.dropouts() > counted || (looks.at(-1)?.isLate === true && (seenNow.unequal > 0 || seenNow.frames === 0));
      counted = player.dropouts();
      looks.push({ deed, ...seenNow, isLate });
    };
    let state = 4711;
    const random = (): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 31;
    };
    const change = (row: number, what: object): void => {
      const strips = flat.strips.map((strip, index) => (index === row ? { ...strip, ...what } : strip));
      player.applyMix({ ...flat, strips });
    };
    for (let seek = 0; seek < 100; seek += 1) {
      player.seek(Math.floor(random() * (song.lengthFrames - 441_000)) as never);
      await look('seek', 250);
    }
    for (let row = 0; row < songStems.length; row += 1) {
      change(row, { isMuted: true });
      await look('mute', 60);
      change(row, { isSoloed: true });
      await look('solo', 60);
      change(row, { levelDb: -12 * random(), pan: random() * 2 - 1 });
      await look('fader', 60);
    }
    for (let loop = 0; loop < 8; loop += 1) {
      const startFrames = player.playhead() + 3000 + Math.floor(random() * 9000);
      const endFrames = startFrames + 6000 + Math.floor(random() * 9000);
      player.applyMix({ ...flat, loop: { startFrames, endFrames, isOn: true } as never });
      await look('loop', 700);
    }
    player.applyMix(flat);
    for (let pause = 0; pause < 8; pause += 1) {
      player.pause();
      await look('pause', 60);
      await player.play();
      await look('play', 200);
    }
    const facts = { problems: song.problems.length, lengthFrames: song.lengthFrames };
    await player.dispose();
    return { ...facts, looks };
  }, stems);
  expect(seen.problems).toBe(0);
  expect(seen.lengthFrames).toBeGreaterThan(seconds * 44_100);
  // None is late on a quiet machine, which the bench sees to; a busy one may hold some up, and they do not count here.
  const looks = seen.looks.filter(({ isLate }) => !isLate);
  for (const { deed, unequal } of looks) expect(unequal, deed).toBe(0);
  // And it was sound that was compared.
  const soundOf = (deed: string): number =>
    looks.filter((look) => look.deed === deed).reduce((sum, { frames, silent }) => sum + frames - silent, 0);
  for (const deed of ['seek', 'mute', 'solo', 'fader', 'loop', 'play'])
    expect(soundOf(deed), deed).toBeGreaterThan(8192);
});

test('nothing in the page complained', ({ rig }) => {
  expect(rig.complaints).toEqual([]);
});
