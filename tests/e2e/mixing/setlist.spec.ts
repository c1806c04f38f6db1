import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, chooseFromSongMenu, drawn, importFolder, position } from '../support/hands.ts';
import { answerOpenDialog, answerSaveDialog } from '../support/native-dialogs.ts';
import { inFolder, makeStems } from '../support/stem-folders.ts';

const demo = 'Ferry Lights';
const inSet = (page: Page) => page.getByRole('list', { name: 'Songs of Setlist' });
const order = (page: Page) => inSet(page).getByRole('listitem').locator('.title').allTextContents();
const title = (page: Page) => page.getByRole('heading', { level: 1 });

test('a setlist is put together, played from song to song, undone by name, and goes to a text list and back', async ({
  stemroom,
}) => {
  await inFolder(async (folder) => {
    const page = await stemroom.start();
    await drawn(page);
    await expect(button(page, 'Setlist')).toHaveCount(0);
    await button(page, 'Mute Drums').click();
    await page.keyboard.press('Shift+F1');
    await expect(button(page, /^Scene /)).toBeVisible();
    await button(page, 'Mute Drums').click();
    await importFolder(stemroom, makeStems(folder, 'Night Drive', 2));
    await expect(title(page)).toHaveText('Night Drive');

    await chooseFromSongMenu(page, demo, 'Add to setlist');
    await chooseFromSongMenu(page, 'Night Drive', 'Add to setlist');
    await button(page, 'Setlist').click();
    await expect.poll(() => order(page)).toEqual([demo, 'Night Drive']);

    // By key and by hand.
    await inSet(page).getByRole('button', { name: 'Night Drive' }).press('Alt+ArrowUp');
    await expect.poll(() => order(page)).toEqual(['Night Drive', demo]);
    await expect(inSet(page).getByRole('button', { name: 'Night Drive' })).toBeFocused();
    await expect(button(page, 'Undo in setlists')).toHaveAttribute('title', /Undo Move Night Drive/);
    await page.keyboard.press('Control+z');
    await expect.poll(() => order(page)).toEqual([demo, 'Night Drive']);
    const number = inSet(page).getByText('2', { exact: true });
    const box = await number.boundingBox();
    if (box === null) throw new Error('There is nothing to drag.');
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 5, box.y - 60, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => order(page)).toEqual(['Night Drive', demo]);

    const entry = inSet(page).getByRole('listitem').filter({ hasText: demo });
    await entry.hover();
    await entry.getByRole('button', { name: 'Song of the setlist' }).click();
    await page.getByRole('menuitem', { name: 'Key, speed, scene and note' }).click();
    await page.getByRole('textbox', { name: 'Speed, in percent' }).fill('90');
    await page.getByRole('combobox', { name: 'Scene' }).selectOption({ label: 'F1' });
    await page.getByRole('textbox', { name: 'Note' }).fill('Capo 2');
    await page.keyboard.press('Enter');
    await expect(entry).toContainText(/scene F1 ·\s*90 % ·\s*Capo 2/);
    await stemroom.screenshot('setlist-details');
    expect(await findings(page)).toEqual([]);

    await inSet(page).getByRole('button', { name: 'Night Drive' }).click();
    await expect(button(page, /^Next: /)).toBeEnabled();
    await page.getByRole('region', { name: 'Song', exact: true }).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => position(page)).toBeGreaterThan(0.2);
    await stemroom.screenshot('setlist-playing');
    await page.keyboard.press('Shift+PageDown');
    await expect(title(page)).toHaveText(demo);
    await expect(button(page, 'Pause')).toBeVisible();
    await expect.poll(() => position(page)).toBeGreaterThan(0);
    await expect(page.getByRole('spinbutton', { name: 'Speed' })).toHaveText(/90 %/);
    await expect(button(page, 'Mute Drums')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Space');

    await answerSaveDialog(stemroom, join(folder, 'set.txt'));
    await button(page, 'More for the setlist').click();
    await page.getByRole('menuitem', { name: 'Save as text…' }).click();
    await expect(page.getByText('set.txt is saved')).toBeVisible();
    expect(readFileSync(join(folder, 'set.txt'), 'utf8')).toBe(
      `# Setlist\n\n1. Night Drive\n2. ${demo} | scene 1 | speed 90 % | note: Capo 2\n`,
    );
    await answerOpenDialog(stemroom, [join(folder, 'set.txt')]);
    await button(page, 'More for the setlist').click();
    await page.getByRole('menuitem', { name: 'Import text list…' }).click();
    await expect(button(page, 'Undo in setlists')).toHaveAttribute('title', /Undo Import Setlist/);
    await expect.poll(() => order(page)).toEqual(['Night Drive', demo]);
    await expect
      .poll(() => readFileSync(join(stemroom.userData, 'setlists.json'), 'utf8').match(/Capo 2/g))
      .toHaveLength(2);
  });
});
