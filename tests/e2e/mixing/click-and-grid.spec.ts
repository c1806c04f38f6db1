import type { Page } from '@playwright/test';
import type { LoopRegion } from '../../../electron/contract/mix.ts';
import { expect, oneApp, test } from '../stemroom.ts';
import { findings, openDialog } from '../support/appearance/axe.ts';
import { button, drawn, readyToPlay, slider, toDemoSong, undoAll } from '../support/hands.ts';
import { openedSong } from '../support/opened-song.ts';
import { primeAnalysis } from '../support/prime-analysis.ts';

const app = oneApp({ prepare: primeAnalysis });

/** The demo song from its start, as nothing was done to it yet. */
async function fromStart(page: Page): Promise<void> {
  await toDemoSong(page);
  await slider(page, 'Position').press('Home');
  await expect(page.getByRole('group', { name: 'Sections', exact: true })).toHaveCount(0);
  await expect(button(page, 'Loop')).toHaveAttribute('aria-pressed', 'false');
}

test('sections are named, looped, extended and dragged, and keys set the loop', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await fromStart(page);
  const sections = page.getByRole('group', { name: 'Sections', exact: true });
  await expect(sections).toHaveCount(0);
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Name of the section' })).toBeFocused();
  await page.keyboard.press('Enter');
  await slider(page, 'Position').focus();
  await page.keyboard.press('PageUp');
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('n');
  await page.keyboard.type('Chorus');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Loop Intro')).toBeVisible();

  await button(page, 'Loop Chorus').click();
  await expect(button(page, 'Loop')).toHaveAttribute('aria-pressed', 'true');
  const startOfLoop = () => loopOf(page).then((loop) => loop?.startFrames);
  await expect.poll(startOfLoop).toBeGreaterThan(20 * 44_100);
  await button(page, 'Loop Intro').click({ modifiers: ['Shift'] });
  await expect.poll(startOfLoop).toBeLessThan(44_100);
  await stemroom.screenshot('sections');
  expect(await findings(page)).toEqual([]);

  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('[');
  await expect.poll(startOfLoop).toBeGreaterThan(20 * 44_100);
  await button(page, 'Loop Intro').press('Delete');
  await expect(button(page, 'Loop Intro')).toHaveCount(0);
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Remove section/);
  await undoAll(page);
});

test('a loop has typed bounds, repeats and a speed ramp, and sections play in a chain and are exported', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await fromStart(page);
  const song = page.getByRole('region', { name: 'Song', exact: true });
  for (const press of ['n', 'PageDown']) {
    await song.focus();
    await page.keyboard.press(press);
    if (press === 'n') await page.keyboard.press('Enter');
  }
  await slider(page, 'Position').focus();
  await page.keyboard.press('PageUp');
  await song.focus();
  await page.keyboard.press('n');
  await page.keyboard.type('Chorus');
  await page.keyboard.press('Enter');

  await song.focus();
  await page.keyboard.press('Shift+L');
  const panel = page.getByRole('dialog', { name: 'Loop', exact: true });
  await panel.getByRole('textbox', { name: 'Loop from' }).fill('2');
  await panel.getByRole('textbox', { name: 'Loop to' }).fill('3');
  await panel.getByRole('radio', { name: '×4' }).check();
  await panel.getByRole('radio', { name: 'Stop' }).check();
  await panel.getByRole('checkbox', { name: 'Speed up' }).check();
  await stemroom.screenshot('loop-panel');
  expect(await findings(page, { within: openDialog })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(button(page, 'Loop, bars 2–3, ×4')).toBeVisible();

  await button(page, 'Loop Chorus').click({ modifiers: ['Control'] });
  await button(page, 'Loop Intro').press('Control+Enter');
  await expect(button(page, 'Loop Intro, 2 in the chain')).toBeVisible();
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Chain of sections/);
  await stemroom.screenshot('chain');
  expect(await findings(page)).toEqual([]);

  await button(page, 'Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: /^Sections/ }).check();
  await expect(dialog.getByRole('button', { name: 'Save 2 files' })).toBeEnabled();
  await stemroom.screenshot('export-sections');
  expect(await findings(page, { within: openDialog })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await undoAll(page);
});

test('a stem is muted in the loop by key and lowered by a drag along its lane, undone by name', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await fromStart(page);
  await drawn(page);
  const lane = await page.locator('.lanes .row').nth(2).boundingBox();
  if (lane === null) throw new Error('no lane');
  const song = page.getByRole('region', { name: 'Song', exact: true });
  await song.focus();
  await page.keyboard.press('a');
  const [left, top] = [lane.x + lane.width / 4, lane.y + 6];
  await page.mouse.move(left, top);
  await page.mouse.down();
  await page.mouse.move(left + lane.width / 4, top, { steps: 4 });
  await page.mouse.move(left + lane.width / 4, lane.y + lane.height / 2, { steps: 4 });
  await page.mouse.up();
  const lowered = page.getByRole('button', { name: /^Drums, −\d+\.\d dB here$/ });
  await expect(lowered).toBeVisible();
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Automation of Drums/);
  await lowered.press('ArrowUp');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Level of a stretch/);

  await page.keyboard.press('Shift+L');
  const panel = page.getByRole('dialog', { name: 'Loop', exact: true });
  await panel.getByRole('textbox', { name: 'Loop from' }).fill('9');
  await panel.getByRole('textbox', { name: 'Loop to' }).fill('16');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'Guitar', exact: true }).focus();
  await page.keyboard.press('x');
  await expect(button(page, 'Guitar, muted here')).toBeVisible();
  await stemroom.screenshot('automation');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('x');
  await expect(button(page, 'Guitar, muted here')).toHaveCount(0);
  await undoAll(page);
});

test('click, count-in and beat grid are set by mouse and key, undone by name, and still there after a restart', async () => {
  const stemroom = await app();
  let { page } = stemroom;
  await fromStart(page);
  await drawn(page);
  const strip = () => page.getByRole('group', { name: 'Click', exact: true });
  await expect(strip()).toHaveCount(0);

  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('k');
  await expect(button(page, 'Click')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+K');
  await slider(page, 'Click level').press('ArrowDown');
  await expect(slider(page, 'Click level')).toHaveAttribute('aria-valuetext', /0\.5/);
  await button(page, 'More for the click').click();
  await page.getByRole('menuitemradio', { name: 'Wood block' }).click();
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Sound of the click/);

  await button(page, 'Tempo, about 120 bpm').click();
  const tempo = page.getByRole('dialog', { name: 'Tempo' });
  await tempo.getByRole('combobox', { name: 'Time signature' }).selectOption('3/4');
  await tempo.getByRole('button', { name: 'The 1 a beat later' }).click();
  await tempo.getByRole('button', { name: 'Beats 5 ms later' }).click();
  await stemroom.screenshot('click-and-grid');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Nudge beats/);
  await expect(button(page, 'Tempo, 120 bpm')).toBeVisible();

  await button(page, 'Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: 'Mix', exact: true }).check();
  await button(page, 'More').click();
  await dialog.getByRole('combobox', { name: 'Click', exact: true }).selectOption('As its own file');
  await dialog.getByRole('combobox', { name: 'Count-in', exact: true }).selectOption('2 bars of count-in');
  await expect(dialog.getByRole('button', { name: 'Save 2 files' })).toBeEnabled();
  await stemroom.screenshot('export-click');
  expect(await findings(page, { within: openDialog })).toEqual([]);
  await page.keyboard.press('Escape');

  await button(page, 'Play').click();
  await expect
    .poll(async () => Number(await slider(page, 'Position').getAttribute('aria-valuenow')))
    .toBeGreaterThan(0);
  await button(page, 'Stop').click();
  await stemroom.quit();

  page = await stemroom.start();
  await readyToPlay(page);
  await expect(strip()).toBeVisible();
  await expect(button(page, 'Tempo, 120 bpm')).toBeVisible();
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('k');
  await expect(strip()).toContainText('Count-in');
  await page.keyboard.press('Control+z');
  await expect(button(page, 'Click')).toHaveAttribute('aria-pressed', 'true');
});

/** The loop of the open song as it is saved. */
const loopOf = async (page: Page): Promise<LoopRegion | null> => (await openedSong(page))?.mix?.loop ?? null;
