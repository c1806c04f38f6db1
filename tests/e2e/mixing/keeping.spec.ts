import type { Page } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mix } from '../../../electron/contract/mix.ts';
import { holdAt } from '../../fakes/file-steps.ts';
import { ready } from '../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { expect, layLibrary, oneApp, project, test, type Stemroom } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import {
  button,
  dragBy,
  fetchStems,
  position,
  readyToPlay,
  saveKey,
  slider,
  song,
  toDemoSong,
  undoAll,
} from '../support/hands.ts';
import { openedSong } from '../support/opened-song.ts';
import { offerStems, troubles } from '../support/service/troubled-service.ts';
import { appAddress, crashedAddress, startUnattached, type UnattachedApp } from '../support/unattached-app.ts';

/** The open demo song's mix, as main would give it to the next window. */
const savedMix = async ({ page }: Stemroom): Promise<Mix | null> => (await openedSong(page))?.mix ?? null;

const loopEndOverStart = (mix: Mix | null): number => (mix?.loop ? mix.loop.endFrames / mix.loop.startFrames : 0);

async function makeMix({ page }: Stemroom): Promise<void> {
  await slider(page, 'Drums level').focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
  await slider(page, 'Bass pan').focus();
  await page.keyboard.press('PageDown');
  await button(page, 'Mute Vocals').click();
  await button(page, 'Solo Guitar').click();
  await slider(page, 'Master level').focus();
  await page.keyboard.press('PageDown');
  // Held, Alt keeps the loop off the bars.
  await page.keyboard.down('Alt');
  await dragBy(page, page.getByTitle(/drag to loop/), 0.25, 0.5);
  await page.keyboard.up('Alt');
}

async function expectMix({ page }: Stemroom): Promise<void> {
  await expect(slider(page, 'Drums level')).toHaveAttribute('aria-valuenow', '-2');
  await expect(slider(page, 'Bass pan')).toHaveAttribute('aria-valuenow', '-0.25');
  await expect(button(page, 'Mute Vocals')).toHaveAttribute('aria-pressed', 'true');
  await expect(button(page, 'Solo Guitar')).toHaveAttribute('aria-pressed', 'true');
  await expect(slider(page, 'Master level')).toHaveAttribute('aria-valuenow', '-3');
  await expect(button(page, 'Loop')).toHaveAttribute('aria-pressed', 'true');
}

const app = oneApp();

test('one drag of a fader is one step of undo, however the hand rests; steps of keys come back one and all', async () => {
  const { page } = await app();
  await toDemoSong(page);
  const level = slider(page, 'Drums level');
  const now = async (): Promise<number> => Number(await level.getAttribute('aria-valuenow'));

  await button(page, 'Mute Bass').click();
  await dragBy(page, level, 0.7, 0.2, { rest: true });
  const dragged = await now();
  expect(dragged).toBeLessThan(-6);
  await page.keyboard.press('Control+z');
  await expect(level).toHaveAttribute('aria-valuenow', '0');
  await expect(button(page, 'Mute Bass')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(now).toBe(dragged);

  await level.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown');
  const stepped = await now();
  expect(stepped).toBeLessThan(dragged);
  await undoAll(page);
  await expect(level).toHaveAttribute('aria-valuenow', '0');
  await expect(button(page, 'Mute Bass')).toHaveAttribute('aria-pressed', 'false');
  while (await button(page, 'Redo').isEnabled()) await button(page, 'Redo').click();
  await expect.poll(now).toBe(stepped);
  await expect(button(page, 'Mute Bass')).toHaveAttribute('aria-pressed', 'true');
  await undoAll(page);
});

test('F38 a mix saves itself, loop and all, and is there after a power cut; half an export is not', async () => {
  const stemroom = await app();
  await toDemoSong(stemroom.page);
  await makeMix(stemroom);
  await expectMix(stemroom);
  // The loop is saved while it is still being drawn: it is whole when it ends twice as far in as it starts.
  await expect.poll(async () => loopEndOverStart(await savedMix(stemroom))).toBeCloseTo(2, 3);
  const before = await savedMix(stemroom);
  expect(before?.masterDb).toBe(-3);
  await stemroom.kill();
  const part = join(stemroom.userData, `.stemroom-${'0'.repeat(26)}.part`);
  writeFileSync(part, 'half of an export');
  writeFileSync(join(stemroom.userData, 'exports.json'), JSON.stringify([part]));

  await readyToPlay(await stemroom.start());
  await expect.poll(() => existsSync(part)).toBe(false);
  await expectMix(stemroom);
  expect(await savedMix(stemroom)).toEqual(before);
});

test.describe(() => {
  let service: RecordInfoServer;
  let folder: string;
  let unattached: UnattachedApp;
  test.beforeAll(async () => {
    service = await RecordInfoServer.start({ key: 'crash-key-0000-MNOP' });
    folder = mkdtempSync(join(tmpdir(), 'stemroom-crash-'));
    await layLibrary(folder);
    unattached = await startUnattached(folder, { STEMROOM_API_BASE: service.origin });
  });
  test.afterAll(async () => {
    await unattached.stop();
    await service.close();
    // Its processes may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  test('F39 when the page crashes while it plays and a song is fetched, it comes back with the same mix, and the song comes whole', async () => {
    const gate: { open: () => void } = { open: () => undefined };
    const opened = new Promise<void>((open) => (gate.open = open));
    const { taskId, title } = troubles.fetching;
    offerStems(service, taskId, (index) => (index === 2 ? holdAt(40_000, opened) : null));
    await unattached.look(async (page) => {
      await toDemoSong(page);
      await saveKey(page, service.key);
      await fetchStems(page, taskId);
      await expect(song(page, title)).toHaveAccessibleDescription(/11 of 12 saved/, { timeout: 60_000 });
      await song(page, 'Ferry Lights').click();
      await readyToPlay(page);
      await button(page, 'Solo Drums').click();
      await button(page, 'Play').click();
      await expect.poll(() => position(page)).toBeGreaterThan(1);
    });
    unattached.crashPage();
    await unattached.look(async (page) => {
      gate.open();
      await readyToPlay(page);
      expect(await position(page)).toBe(0);
      await expect(button(page, 'Solo Drums')).toHaveAttribute('aria-pressed', 'true');
      await expect(button(page, 'Solo Bass')).toHaveAttribute('aria-pressed', 'false');
      await button(page, 'Play').click();
      await expect.poll(() => position(page)).toBeGreaterThan(0.5);
      await song(page, title).click();
      await expect(song(page, title)).toHaveAccessibleDescription(/^12 stems/, { timeout: 60_000 });
      await page.evaluate(() => globalThis.stemroom.removeKey());
    });
  });

  test('B12 a question about a server that was open when the page crashed is asked again, and answered', async () => {
    const { taskId, title } = troubles.incomplete;
    const question = (page: Page) => page.getByRole('dialog', { name: 'Fetch from this server?' });
    const vocalUrl = 'https://cdn.example-music.io/vocals.mp3';
    service.task(taskId, [ready(taskId, { vocalUrl, drumsUrl: `${vocalUrl}?drums` })]);
    await unattached.look(async (page) => {
      await toDemoSong(page);
      await saveKey(page, service.key);
      await button(page, 'Add song').click();
      await page.getByRole('textbox', { name: 'Task id' }).fill(taskId);
      await button(page, 'Fetch stems').click();
      await expect(question(page).getByText('cdn.example-music.io', { exact: true })).toBeVisible();
    });
    unattached.crashPage();
    await unattached.look(async (page) => {
      await expect(question(page).getByText('cdn.example-music.io', { exact: true })).toBeVisible();
      await page.screenshot({ path: join(project, 'tests/results/screenshots/asked-again.png') });
      await button(page, 'Do not fetch').click();
      await expect(question(page)).toHaveCount(0);
      await song(page, title).click();
      await expect(page.locator('b', { hasText: "One stem is on a server you haven't allowed." })).toBeVisible();
      await page.evaluate(() => globalThis.stemroom.removeKey());
    });
  });

  /** More would be a page that never gives way. */
  const mostCrashes = 12;

  test('F39 a page that crashes over and over makes way for a plain one, from which it can be opened again', async () => {
    const crashes = () => readFileSync(join(folder, 'logs', 'main.log'), 'utf8').split('the page is gone').length - 1;
    const shown = () => unattached.look((page) => Promise.resolve(page.url()), [appAddress, crashedAddress]);
    await unattached.look(toDemoSong);
    const before = crashes();
    for (let crash = 1; (await shown()) === appAddress && crash <= mostCrashes; crash += 1) {
      unattached.crashPage();
      await expect.poll(crashes).toBe(before + crash);
    }
    await unattached.look(
      async (page) => {
        await expect(page.getByRole('heading', { name: 'This window keeps stopping' })).toBeVisible();
        await expect(button(page, 'Open log folder')).toBeVisible();
        await page.screenshot({ path: join(project, 'tests/results/screenshots/crashed.png') });
        expect(await findings(page, { leastPasses: 5 })).toEqual([]);
        await page.getByRole('link', { name: 'Try again' }).click();
        await readyToPlay(page);
      },
      [crashedAddress],
    );
  });
});
