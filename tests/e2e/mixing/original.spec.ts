import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, oneApp, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, drawn, undoAll } from '../support/hands.ts';
import { openedSong } from '../support/opened-song.ts';

type KnownSong = { readonly stems: readonly { readonly file: { readonly audio?: object } }[] };

/** Gives the demo song of a used library, which no app has open, an original: its first stem. */
async function primeOriginal(userData: string): Promise<void> {
  const library = join(userData, 'library');
  for (const name of readdirSync(library)) {
    const path = join(library, name, 'song.json');
    const text = await Promise.resolve()
      .then(() => readFileSync(path, 'utf8'))
      .catch(() => null);
    if (text === null) continue;
    const song = JSON.parse(text) as KnownSong;
    writeFileSync(path, JSON.stringify({ ...song, original: song.stems[0]?.file.audio ?? null }));
  }
}

const app = oneApp({ prepare: primeOriginal });

const original = (page: Page) => button(page, 'Original');
const isSilenced = (page: Page, strip: string) =>
  page.getByRole('group', { name: strip, exact: true }).evaluate((one) => one.classList.contains('silent'));

test('O lets the original be heard in place of the mix, and nothing of that is kept', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await drawn(page);
  await expect(original(page)).toHaveCount(0);
  const before = await openedSong(page);
  await button(page, 'Play').click();
  await page.keyboard.press('o');
  await expect(original(page)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => isSilenced(page, 'Drums')).toBe(true);
  await stemroom.screenshot('original-heard');
  expect(await findings(page)).toEqual([]);

  await button(page, 'Pause').click();

  // The whole song is louder than its first stem alone, so the mix comes down to that once both are measured.
  const lowered = page.getByRole('button', { name: /^Mix at −\d+\.\d dB/ });
  await expect(async () => {
    if ((await original(page).getAttribute('aria-pressed')) === 'false') await page.keyboard.press('o');
    await expect(original(page)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('o');
    await expect(lowered).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await expect(original(page)).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => isSilenced(page, 'Drums')).toBe(false);
  await stemroom.screenshot('original-mix-lowered');
  expect(await findings(page)).toEqual([]);
  await stemroom.resize(1024, 640);
  await stemroom.screenshot('original-mix-lowered-small');
  await stemroom.resize(1440, 900);
  await lowered.click();
  await expect(lowered).toHaveCount(0);
  await expect(original(page)).toHaveAttribute('aria-pressed', 'false');

  // An export is of the mix.
  await original(page).click();
  await expect(original(page)).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Export').click();
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await expect(original(page)).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Escape');
  await expect(button(page, 'Undo')).toBeDisabled();
  expect((await openedSong(page))?.mix).toEqual(before?.mix);
  await undoAll(page);
});
