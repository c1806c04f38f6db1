import type { Page } from '@playwright/test';
import { expect, oneApp, test } from '../stemroom.ts';
import { decodeWithFfmpeg, sumOf, type Stereo } from '../support/sound/audio-files.ts';
import { findings } from '../support/appearance/axe.ts';
import { renderedFiles } from '../support/service/demo-service.ts';
import { listens } from '../support/desktop.ts';
import { findSound, musicMatchDb } from '../support/sound/find-sound.ts';
import { button, position, slider, toDemoSong, toMiddle, undoAll } from '../support/hands.ts';
import { listen } from '../support/sound/listen.ts';
import { OwnSpeakers } from '../support/sound/own-speakers.ts';
import { primeAnalysis } from '../support/prime-analysis.ts';

const rate = 44_100;
const inEars = { name: 'cue', label: 'InEars' } as const;
/** As the sound server calls the sink that all specs have. */
const usualSpeakers = 'Null Output';

const speakers = new OwnSpeakers();
let inEarsModule = '';
test.beforeAll(async () => {
  stems = renderedFiles().map((file) => ({ file, sound: decodeWithFfmpeg(file), gain: 1 }));
  await speakers.plugIn();
  inEarsModule = speakers.addSink(inEars.name, inEars.label);
});
test.afterAll(() => speakers.end());
const app = oneApp({ prepare: primeAnalysis, options: () => ({ env: speakers.env }) });

const isStem = (file: string, stem: string): boolean => file.endsWith(`/${stem}.mp3`);
let stems: readonly { readonly file: string; readonly sound: Stereo; readonly gain: number }[] = [];
const songOf = (has: (file: string) => boolean): Stereo => sumOf(stems.filter(({ file }) => has(file)));

const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
const cueStatus = (page: Page) =>
  settings(page)
    .getByRole('status')
    .filter({ hasText: /cue|gone/i });

async function chooseCue(page: Page, device: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('combobox', { name: 'Cue output' }).selectOption({ label: device });
  await expect(cueStatus(page)).toHaveText(/ready|runs/);
  await page.keyboard.press('Escape');
}

async function send(page: Page, strip: string, where: string): Promise<void> {
  await button(page, `More for ${strip}`).click();
  await page.getByRole('menuitemradio', { name: where, exact: true }).click();
}

/** Plays the song from here until the playhead is past `until`. */
async function playTo(page: Page, until: number): Promise<void> {
  await button(page, 'Play').click();
  await expect.poll(() => position(page), { timeout: 30_000 }).toBeGreaterThan(until);
}

/** How alike a sound at `at` and a pattern are, from -1 to 1. */
function likeness(heard: Float64Array, at: number, pattern: Float64Array): number {
  const [both, own, other] = pattern.reduce<readonly [number, number, number]>(
    ([xy, xx, yy], wanted, frame) => {
      const sample = heard[at + frame] ?? 0;
      return [xy + wanted * sample, xx + wanted * wanted, yy + sample * sample];
    },
    [0, 0, 0],
  );
  return own * other === 0 ? 0 : both / Math.sqrt(own * other);
}

/** The best likeness of pieces of the song between two seconds in a recording. */
function bestLikeness(heard: Float64Array, song: Float64Array, from: number, to: number, length = 16_384): number {
  const best = { likeness: -1 };
  for (let second = from; second < to; second += 0.5) {
    const pattern = song.subarray(second * rate, second * rate + length);
    best.likeness = Math.max(best.likeness, likeness(heard, findSound(heard, pattern), pattern));
  }
  return best.likeness;
}

test('what is sent to the cue is heard there and not in the main output', listens, async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await chooseCue(page, inEars.label);
  await send(page, 'Drums', 'Cue output only');
  await page.keyboard.press('Control+,');
  expect(await findings(page)).toEqual([]);
  await stemroom.screenshot('settings-cue');
  await page.keyboard.press('Escape');
  await stemroom.screenshot('strip-to-cue');

  const from = await toMiddle(page);
  const main = listen(speakers.env);
  const cue = listen(speakers.env, inEars.name);
  await playTo(page, from + 7);
  await button(page, 'Pause').click();
  const heardMain = await main.stop();
  const heardCue = await cue.stop();

  const drums = songOf((file) => isStem(file, 'drums'));
  const rest = songOf((file) => !isStem(file, 'drums'));
  expect(musicMatchDb(heardMain, rest, Math.round((from + 2) * rate), rate)).toBeGreaterThan(30);
  expect(bestLikeness(heardCue.left, drums.left, from + 1, from + 6)).toBeGreaterThan(0.9);
  expect(bestLikeness(heardCue.left, rest.left, from + 1, from + 3)).toBeLessThan(0.5);
  await undoAll(page);
});

test('the click is sent to the cue alone, by the menu of its strip', listens, async () => {
  const { page } = await app();
  await toDemoSong(page);
  await chooseCue(page, inEars.label);
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('k');
  await send(page, 'the click', 'Cue output only');
  const from = await toMiddle(page);
  const main = listen(speakers.env);
  const cue = listen(speakers.env, inEars.name);
  await playTo(page, from + 6);
  await button(page, 'Pause').click();
  const heardMain = await main.stop();
  const heardCue = await cue.stop();
  const whole = songOf(() => true);
  // A tenth of a second without a click would match in any case; pieces of a second all have one.
  expect(bestLikeness(heardMain.left, whole.left, from + 1, from + 5, rate)).toBeGreaterThan(0.999);
  expect(heardCue.left.reduce((loudest, sample) => Math.max(loudest, sample), 0)).toBeGreaterThan(0.1);
  expect(bestLikeness(heardCue.left, whole.left, from + 1, from + 3)).toBeLessThan(0.5);
  await undoAll(page);
});

test('both outputs are heard together', listens, async () => {
  const { page } = await app();
  await toDemoSong(page);
  // Through the same speakers, so that one recording has both: the bass on the left, and the drums of the cue on the right.
  await chooseCue(page, usualSpeakers);
  await send(page, 'Drums', 'Cue output only');
  for (const stem of ['Drums', 'Bass']) await button(page, `Solo ${stem}`).click();
  await slider(page, 'Drums pan').press('End');
  await slider(page, 'Bass pan').press('Home');
  const from = await toMiddle(page);
  const recording = listen(speakers.env);
  await playTo(page, from + 12);
  await button(page, 'Pause').click();
  const heard = await recording.stop();
  const monoOf = (stem: string): Float64Array => {
    const { left, right } = songOf((file) => isStem(file, stem));
    return left.map((sample, frame) => sample + (right[frame] ?? 0));
  };
  const bass = monoOf('bass');
  const drums = monoOf('drums');
  const offsets: number[] = [];
  for (let second = Math.ceil(from + 4); second < from + 11; second += 0.5) {
    const [bassPiece, drumPiece] = [bass, drums].map((song) => song.subarray(second * rate, second * rate + 16_384));
    if (bassPiece === undefined || drumPiece === undefined) continue;
    const bassAt = findSound(heard.left, bassPiece);
    if (likeness(heard.left, bassAt, bassPiece) < 0.98) continue;
    const drumsAt = findSound(heard.right, drumPiece, bassAt - rate / 5, bassAt + rate / 5 + drumPiece.length);
    if (likeness(heard.right, drumsAt, drumPiece) > 0.9) offsets.push((drumsAt - bassAt) / rate);
  }
  expect(offsets.length).toBeGreaterThan(2);
  const middle = offsets.toSorted((one, other) => one - other)[offsets.length >> 1] ?? NaN;
  test.info().annotations.push({ type: 'cue after main', description: `${String(Math.round(middle * 1e4) / 10)} ms` });
  // The stamps of silent speakers wander by some milliseconds. Without the delay of the main output it would be 50 and more.
  expect(Math.abs(middle)).toBeLessThan(0.025);
  await undoAll(page);
});

test(
  'a cue device that goes away is told, the main output plays on, and it comes back by itself',
  listens,
  async () => {
    const stemroom = await app();
    const { page } = stemroom;
    // Chromium itself writes about a device that fails.
    stemroom.expectComplaints(/encountered an error from the audio device/);
    await toDemoSong(page);
    await chooseCue(page, inEars.label);
    await send(page, 'Drums', 'Cue output only');
    await slider(page, 'Position').focus();
    await page.keyboard.press('Home');
    const rest = songOf((file) => !isStem(file, 'drums'));
    const main = listen(speakers.env);
    await playTo(page, 3);
    speakers.control('unload-module', inEarsModule);
    await expect(page.getByText('InEars is gone.')).toBeVisible();
    const gone = await position(page);
    await expect.poll(() => position(page)).toBeGreaterThan(gone + 2);
    inEarsModule = speakers.addSink(inEars.name, inEars.label);
    await expect(page.getByText('InEars is back')).toBeVisible();
    const cue = listen(speakers.env, inEars.name);
    const back = await position(page);
    await expect.poll(() => position(page)).toBeGreaterThan(back + 4);
    await button(page, 'Pause').click();
    const heardMain = await main.stop();
    const heardCue = await cue.stop();
    expect(musicMatchDb(heardMain, rest, Math.round(gone * rate), rate)).toBeGreaterThan(20);
    expect(musicMatchDb(heardMain, rest, Math.round((back + 1) * rate), rate)).toBeGreaterThan(20);
    const drums = songOf((file) => isStem(file, 'drums'));
    expect(bestLikeness(heardCue.left, drums.left, Math.ceil(back) + 1, back + 4)).toBeGreaterThan(0.8);
    await undoAll(page);
  },
);
