import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListedSong } from '../../../electron/contract/listed-song.ts';
import type { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { twelveFields } from '../../fakes/record-answers.ts';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { decodeWithFfmpeg, largestDifferenceDb, readWav24, sumOf } from '../support/sound/audio-files.ts';
import { renderedFile, startDemoService } from '../support/service/demo-service.ts';

const taskId = 'e649edb7abfd759285bd41a47a634b10';
const songTitle = /^Task e649edb7/;

/** What the hand does in one way or another: the mouse, or the keyboard alone. */
type Hand = {
  readonly press: (page: Page, role: 'button' | 'textbox', name: string | RegExp) => Promise<void>;
  readonly reachLevel: (page: Page, stem: string) => Promise<void>;
};

const mouse: Hand = {
  press: async (page, role, name) => {
    await page.getByRole(role, { name, exact: true }).first().click();
  },
  reachLevel: async (page, stem) => {
    await page.getByRole('slider', { name: `${stem} level` }).focus();
  },
};

const holdsFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.contains(document.activeElement));

async function pressUntil(page: Page, key: string, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 60; step += 1) {
    if (await holdsFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reached ${target.toString()}.`);
}

/** Tab reaches everything; in the mixer, which is one stop of it, the arrows go from strip to strip. */
const keyboard: Hand = {
  press: async (page, role, name) => {
    await pressUntil(page, 'Tab', page.getByRole(role, { name, exact: true }).first());
    if (role === 'button') await page.keyboard.press('Enter');
  },
  reachLevel: async (page, stem) => {
    await pressUntil(page, 'Tab', page.getByRole('group', { name: 'Vocals', exact: true }));
    await pressUntil(page, 'ArrowDown', page.getByRole('group', { name: stem, exact: true }));
    await pressUntil(page, 'Tab', page.getByRole('slider', { name: `${stem} level` }));
  },
};

async function walk(stemroom: Stemroom, service: RecordInfoServer, hand: Hand, folder: string): Promise<void> {
  const env = { STEMROOM_API_BASE: service.origin };
  let page = await stemroom.start({ env });
  const target = join(folder, 'my mix.wav');

  await hand.press(page, 'button', 'Settings');
  await hand.press(page, 'textbox', 'API key');
  await page.keyboard.type(service.key);
  await hand.press(page, 'button', 'Save key');
  await expect(page.getByText('ending in 1234')).toBeVisible();
  await page.keyboard.press('Escape');

  await hand.press(page, 'button', 'Add song');
  await hand.press(page, 'textbox', 'Task id');
  await page.keyboard.type(taskId);
  await hand.press(page, 'button', 'Fetch stems');

  const song = page.getByRole('button', { name: songTitle });
  await expect(song).toBeVisible();
  await hand.press(page, 'button', songTitle);
  await expect(page.getByRole('group', { name: 'Woodwinds', exact: true })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  expect(service.requestsFor(taskId).length).toBe(3);

  // The network goes, the app ends: the song is ours.
  await expect.poll(() => savedStems(stemroom)).toBe(12);
  await stemroom.quit();
  await service.close();
  page = await stemroom.start({ env });
  await hand.press(page, 'button', songTitle);
  await expect(page.getByRole('group', { name: 'Vocals', exact: true })).toBeVisible();

  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  const position = page.getByRole('slider', { name: 'Position' });
  await expect.poll(async () => Number(await position.getAttribute('aria-valuenow'))).toBeGreaterThan(0.5);
  await page.keyboard.press('Space');

  const level = page.getByRole('slider', { name: 'Drums level' });
  await hand.reachLevel(page, 'Drums');
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowDown');
  await expect(level).toHaveAttribute('aria-valuenow', '-6');
  await expect(level).toHaveAttribute('aria-valuetext', '−6.0 dB');

  await stemroom.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  await hand.press(page, 'button', 'Export');
  await hand.press(page, 'button', 'Save WAV');
  await expect(page.getByRole('button', { name: 'Show in folder' })).toBeVisible({ timeout: 90_000 });
  await stemroom.screenshot('export-done');

  const mixed = twelveFields.map((field) => ({
    sound: decodeWithFfmpeg(renderedFile(field)),
    gain: field === 'drumsUrl' ? 10 ** (-6 / 20) : 1,
  }));
  const exported = readWav24(target);
  expect(exported.sampleRate).toBe(44_100);
  expect(largestDifferenceDb(exported, sumOf(mixed))).toBeLessThan(-90);
  expect(readdirSync(folder)).toEqual(['my mix.wav']);
}

const savedStems = ({ page }: Stemroom): Promise<number> =>
  page.evaluate(async () => {
    const listed = await globalThis.stemroom.listSongs();
    const songs = listed.ok ? (JSON.parse(listed.value) as readonly ListedSong[]) : [];
    return songs.find(({ origin }) => origin.from === 'task')?.savedCount ?? 0;
  });

for (const [way, hand] of [
  ['with the mouse', mouse],
  ['with the keyboard alone', keyboard],
] as const) {
  test(`from a task id to an exported mix, ${way}`, async ({ stemroom }) => {
    test.setTimeout(300_000);
    const folder = mkdtempSync(join(tmpdir(), 'stemroom-export-'));
    const service = await startDemoService(taskId);
    try {
      await walk(stemroom, service, hand, folder);
      await stemroom.page.evaluate(() => globalThis.stemroom.removeKey());
    } finally {
      await service.close().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
