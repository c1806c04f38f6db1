import type { Page } from '@playwright/test';
import { speakersName } from '../../../build/desktop.js';
import { expect, test } from '../stemroom.ts';
import { decodeWithFfmpeg, sumOf, type Stereo } from '../support/sound/audio-files.ts';
import { renderedFiles } from '../support/service/demo-service.ts';
import { listens } from '../support/desktop.ts';
import { musicMatchDb } from '../support/sound/find-sound.ts';
import { listen } from '../support/sound/listen.ts';
import { OwnSpeakers } from '../support/sound/own-speakers.ts';

const rate = 44_100;
const trouble = "Can't use the audio device.";

const speakers = new OwnSpeakers();
/** The sum of the demo song's stems. */
let song: Stereo;
test.beforeAll(async () => {
  song = sumOf(renderedFiles().map((file) => ({ sound: decodeWithFfmpeg(file), gain: 1 })));
  await speakers.plugIn();
});
test.afterAll(() => speakers.end());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const seconds = async (page: Page): Promise<number> =>
  Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow'));

/** Plays until the playhead is past `until`. */
async function playTo(page: Page, until: number): Promise<void> {
  await button(page, 'Play').click();
  await expect.poll(() => seconds(page)).toBeGreaterThan(until);
}

/** Playback pauses by itself, says why, and stands where it was. */
async function expectPaused(page: Page): Promise<number> {
  await expect(page.getByText(trouble)).toBeVisible();
  await expect(button(page, 'Play')).toBeVisible();
  const stands = await seconds(page);
  expect(stands).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  return stands;
}

/** What is heard from the next Play on is the song from about the second it stood at. */
async function expectSoundFrom(page: Page, stands: number): Promise<void> {
  const recording = listen(speakers.env);
  await playTo(page, stands + 2.5);
  await button(page, 'Pause').click();
  const heard = await recording.stop();
  const match = musicMatchDb(heard, song, Math.round((stands + 0.8) * rate), rate);
  // Between the most that another place of the song gives and the least that the right one does.
  expect(match).toBeGreaterThan(12);
  await expect(page.getByText(trouble)).toBeHidden();
}

test.beforeEach(({ stemroom }) => {
  // Chromium itself writes about a device that fails. Any other complaint still counts.
  stemroom.expectComplaints(/encountered an error from the audio device/);
});

test(
  'a sink that is suspended by the system pauses the song, and it goes on when the sink is back',
  listens,
  async ({ stemroom }) => {
    const page = await stemroom.start({ env: speakers.env });
    await playTo(page, 2.5);
    speakers.control('suspend-sink', speakersName, '1');
    const stands = await expectPaused(page);
    speakers.control('suspend-sink', speakersName, '0');
    await expectSoundFrom(page, stands);
  },
);

test(
  'a sink that goes away pauses the song; Play says so until there is another, at another rate',
  listens,
  async ({ stemroom }) => {
    const page = await stemroom.start({ env: speakers.env });
    await playTo(page, 2.5);
    const sinkModule = /^(\d+)\tmodule-null-sink/m.exec(speakers.control('list', 'short', 'modules'))?.[1] ?? '';
    speakers.control('unload-module', sinkModule);
    const stands = await expectPaused(page);
    await button(page, 'Play').click();
    await expectPaused(page);
    speakers.control('load-module', 'module-null-sink', `sink_name=${speakersName}`, 'rate=48000', 'format=float32le');
    await expectSoundFrom(page, stands);
  },
);

test('a sound server that ends and comes back finds the song where it was', listens, async ({ stemroom }) => {
  const page = await stemroom.start({ env: speakers.env });
  await playTo(page, 2.5);
  await speakers.unplug();
  const stands = await expectPaused(page);
  await button(page, 'Play').click();
  await expectPaused(page);
  await speakers.plugIn();
  await expectSoundFrom(page, stands);
});
