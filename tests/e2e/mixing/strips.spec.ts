import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, oneApp, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, drawn, slider, undoAll } from '../support/hands.ts';
import { answerOpenDialog } from '../support/native-dialogs.ts';
import { openedSong } from '../support/opened-song.ts';

const app = oneApp();

/** The names of the strips from top to bottom. */
const stripNames = (page: Page): Promise<readonly (string | null)[]> =>
  page.locator('[data-strip]').evaluateAll((strips) => strips.map((strip) => strip.getAttribute('aria-label')));

/** What is kept of the strips, from top to bottom. */
const keptStrips = async (page: Page) => (await openedSong(page))?.mix?.strips ?? [];

const strip = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const undoTitle = (page: Page, words: string) =>
  expect(button(page, 'Undo')).toHaveAttribute('title', new RegExp(`Undo ${words}`));

test('a strip is renamed, and everything that names the stem follows', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await drawn(page);
  await strip(page, 'Vocals').getByText('Vocals', { exact: true }).dblclick();
  const field = page.getByRole('textbox', { name: 'Name of Vocals' });
  await expect(field).toBeFocused();
  await field.fill('  Lead   voice ');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Solo Lead voice')).toBeVisible();
  await expect(slider(page, 'Lead voice level')).toBeVisible();
  await undoTitle(page, 'Rename Vocals');

  await strip(page, 'Drums').focus();
  await page.keyboard.press('Shift+N');
  await page.getByRole('textbox', { name: 'Name of Drums' }).fill('Kit');
  await page.keyboard.press('Enter');
  await expect(strip(page, 'Kit')).toBeFocused();
  await page.keyboard.press('m');
  await undoTitle(page, 'Mute Kit');
  await expect.poll(async () => (await keptStrips(page)).flatMap(({ name }) => name ?? [])).toContain('Kit');

  await button(page, 'Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: 'Versions', exact: true }).check();
  await expect(dialog.getByRole('checkbox', { name: /Lead voice/ }).first()).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: /Vocals alone/ })).toHaveCount(0);
  await stemroom.screenshot('strips-export');
  await page.keyboard.press('Escape');

  await stemroom.resize(1024, 640);
  await strip(page, 'Kit').focus();
  await page.keyboard.press('Shift+N');
  await stemroom.screenshot('strips-rename-small');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await stemroom.resize(1440, 900);

  // Nothing typed gives the stem its own name back, and Escape changes nothing.
  await strip(page, 'Kit').hover();
  await button(page, 'More for Kit').click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name of Kit' }).fill('');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(strip(page, 'Drums')).toBeVisible();
  await strip(page, 'Drums').focus();
  await page.keyboard.press('Shift+N');
  await page.keyboard.type('Other');
  await page.keyboard.press('Escape');
  await expect(strip(page, 'Drums')).toBeFocused();
  await undoAll(page);
  await expect(strip(page, 'Vocals')).toBeVisible();
});

test('a strip is moved by key and by its handle, its lane with it, and the order is kept', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await drawn(page);
  const [first = '', second = '', third = '', ...rest] = (await stripNames(page)).map((name) => name ?? '');
  await slider(page, `${first} level`).focus();
  await page.keyboard.press('Alt+PageDown');
  await expect.poll(() => stripNames(page)).toEqual([second, first, third, ...rest]);
  await expect(slider(page, `${first} level`)).toBeFocused();
  await page.keyboard.press('Alt+PageDown');
  await expect.poll(() => stripNames(page)).toEqual([second, third, first, ...rest]);
  await undoTitle(page, `Move ${first}`);
  await expect(page.getByText(`${first} is strip 3 of 13`)).toBeAttached();
  await expect.poll(async () => (await openedSong(page))?.mix?.hasOwnOrder).toBe(true);

  // The digits follow what is seen.
  await page.keyboard.press('1');
  await undoTitle(page, `Mute ${second}`);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => stripNames(page)).toEqual([first, second, third, ...rest]);

  const from = await strip(page, third).locator('.icon').boundingBox();
  const to = await strip(page, first).boundingBox();
  if (from === null || to === null) throw new Error('There is nothing to drag.');
  await page.mouse.move(from.x + 5, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, to.y + 30, { steps: 6 });
  await page.mouse.move(from.x + 5, to.y + 6, { steps: 3 });
  await expect(page.locator('.insertion')).toHaveCount(2);
  await stemroom.screenshot('strips-drag');
  // Escape lets it stay.
  await page.keyboard.press('Escape');
  await expect(page.locator('.insertion')).toHaveCount(0);
  await page.mouse.up();
  await expect.poll(() => stripNames(page)).toEqual([first, second, third, ...rest]);
  await page.mouse.move(from.x + 5, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, to.y + 30, { steps: 6 });
  await page.mouse.move(from.x + 5, to.y + 6, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => stripNames(page)).toEqual([third, first, second, ...rest]);
  await undoTitle(page, `Move ${third}`);
  expect(await findings(page)).toEqual([]);
  await undoAll(page);
});

test('a stem is shifted by hand, in steps and by a number, and its lane says so', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await drawn(page);
  await strip(page, 'Bass').focus();
  await page.keyboard.press('d');
  const field = page.getByRole('spinbutton', { name: 'Shift of Bass in milliseconds' });
  await expect(field).toBeFocused();
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(field).toHaveValue('12');
  await stemroom.screenshot('strips-shift');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(strip(page, 'Bass')).toBeFocused();
  await undoTitle(page, 'Shift Bass');
  const note = button(page, 'Bass is moved by hand: take it back');
  await expect(note).toHaveAttribute('title', 'Moved 12.0 ms later. Press to undo.');
  await expect.poll(async () => (await keptStrips(page)).map(({ shiftMs }) => shiftMs)).toContain(12);

  await strip(page, 'Bass').hover();
  await button(page, 'More for Bass').click();
  await page.getByRole('menuitem', { name: 'Shift…' }).click();
  await field.fill('-900');
  await page.keyboard.press('Enter');
  await expect(note).toHaveAttribute('title', 'Moved 500.0 ms earlier. Press to undo.');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await stemroom.screenshot('strips-shifted');
  await note.click();
  await expect(note).toHaveCount(0);
  await undoTitle(page, 'Unshift Bass');
  await undoAll(page);
});

test('a stem plays another file, longer than the song, until that is taken back', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await drawn(page);
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-take-'));
  const [take, words] = [join(folder, 'Take 2.mp3'), join(folder, 'words.mp3')];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=frequency=220:duration=95', '-b:a', '96k', take]);
  writeFileSync(words, 'These are words.');
  const replace = async (path: string): Promise<void> => {
    await answerOpenDialog(stemroom, [path]);
    await strip(page, 'Bass').hover();
    await button(page, 'More for Bass').click();
    await page.getByRole('menuitem', { name: 'Replace file…' }).click();
  };
  const bass = async () => (await openedSong(page))?.session.stems.find(({ name }) => name === 'Bass');
  const before = await bass();

  await replace(words);
  await expect(page.getByText('This is not a sound file Stemroom can play.')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await bass()).toEqual(before);
  await expect(button(page, 'Undo')).toBeDisabled();

  await button(page, 'Play').click();
  await replace(take);
  await expect(slider(page, 'Position')).toHaveAttribute('aria-valuemax', /^95/);
  await expect(button(page, 'Pause')).toBeVisible();
  await undoTitle(page, 'Replace Bass');
  const replaced = await bass();
  expect(replaced?.spares).toHaveLength(1);
  await expect(page.getByText('Drawing the waveform')).toHaveCount(0);
  await stemroom.screenshot('strips-replaced');
  await page.keyboard.press('Control+z');
  await expect(slider(page, 'Position')).toHaveAttribute('aria-valuemax', /^77/);
  await expect.poll(async () => (await bass())?.file).toEqual(before?.file);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await bass())?.file).toEqual(replaced?.file);
  await button(page, 'Pause').click();
  await undoAll(page);
  await expect.poll(async () => (await bass())?.file).toEqual(before?.file);
  rmSync(folder, { recursive: true });
});

test('strips are grouped by Ctrl-click and in the menu, under one fader, mute and solo', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await drawn(page);
  const nameOf = (name: string) => strip(page, name).getByText(name, { exact: true });
  const isSilent = (name: string) => strip(page, name).evaluate((one) => one.classList.contains('silent'));
  const keptGroups = async () => (await openedSong(page))?.mix?.groups ?? [];

  await nameOf('Drums').click({ modifiers: ['Control'] });
  await nameOf('Percussion').click({ modifiers: ['Shift'] });
  await stemroom.screenshot('strips-chosen');
  expect(await findings(page)).toEqual([]);
  await button(page, 'Group 2 strips').click();
  const group = page.getByRole('group', { name: 'Group Group 1', exact: true });
  await expect(group).toBeVisible();
  await undoTitle(page, 'Group 2 strips');
  await button(page, 'Mute Group 1').click();
  await undoTitle(page, 'Mute Group 1');
  await expect.poll(() => Promise.all(['Drums', 'Percussion', 'Bass'].map(isSilent))).toEqual([true, true, false]);
  await button(page, 'Mute Group 1').click();
  await button(page, 'Solo Group 1').click();
  await expect.poll(() => Promise.all(['Drums', 'Percussion', 'Bass'].map(isSilent))).toEqual([false, false, true]);
  await button(page, 'Solo Group 1').click();
  await slider(page, 'Group 1 level').focus();
  await page.keyboard.press('ArrowDown');
  await undoTitle(page, 'Level of Group 1');
  await group.getByText('Group 1', { exact: true }).dblclick();
  await page.getByRole('textbox', { name: 'Name of Group 1' }).fill('Rhythm');
  await page.keyboard.press('Enter');
  await expect(slider(page, 'Rhythm level')).toBeVisible();
  await expect.poll(async () => (await keptGroups()).map(({ name }) => name)).toEqual(['Rhythm']);

  await strip(page, 'Bass').hover();
  await button(page, 'More for Bass').click();
  await page.getByRole('menuitem', { name: 'Put into Rhythm' }).click();
  await undoTitle(page, 'Put Bass into Rhythm');
  await strip(page, 'Vocals').focus();
  await page.keyboard.press('Shift+G');
  const panel = page.getByRole('dialog', { name: 'Group Vocals with' });
  await panel.getByRole('textbox', { name: 'Name of the group' }).fill('Voices');
  await expect(panel.getByRole('button', { name: 'Group', exact: true })).toBeDisabled();
  await panel.getByRole('checkbox', { name: 'Backing vocals' }).check();
  await stemroom.screenshot('strips-group-panel');
  expect(await findings(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Group', exact: true }).click();
  await expect(slider(page, 'Voices level')).toBeVisible();
  await stemroom.screenshot('strips-groups');
  await stemroom.resize(1024, 640);
  await stemroom.screenshot('strips-groups-small');
  expect(await findings(page)).toEqual([]);
  await stemroom.resize(1440, 900);

  await button(page, 'More for Voices').click();
  await page.getByRole('menuitem', { name: 'Dissolve group' }).click();
  await expect(slider(page, 'Voices level')).toHaveCount(0);
  await undoTitle(page, 'Dissolve Voices');
  await undoAll(page);
  await expect(slider(page, 'Rhythm level')).toHaveCount(0);
  await expect.poll(keptGroups).toEqual([]);
});
