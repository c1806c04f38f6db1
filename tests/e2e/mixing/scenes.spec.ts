import { expect, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, drawn, slider } from '../support/hands.ts';
import { openedSong } from '../support/opened-song.ts';

test('scenes are saved, recalled, compared, morphed and offered for export, and a stem is previewed forward', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await drawn(page);
  const bar = page.getByRole('group', { name: 'Scenes', exact: true });
  const stage = page.getByRole('region', { name: 'Song', exact: true });
  await expect(bar).toHaveCount(0);
  await stemroom.screenshot('scenes-none');

  await button(page, 'Save as a scene').click();
  await page.getByRole('textbox', { name: 'Name of the scene' }).fill('All');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Scene All')).toHaveAttribute('aria-pressed', 'true');

  const level = slider(page, 'Vocals level');
  await level.focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(level).toHaveAttribute('aria-valuetext', /−6\.0/);
  await expect(button(page, 'Scene All, changed')).toBeVisible();
  await stage.focus();
  await page.keyboard.press('Shift+F2');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Save Scene 2/);
  await expect(button(page, 'Scene Scene 2')).toHaveAttribute('aria-pressed', 'true');

  await button(page, 'Play').click();
  await page.keyboard.press('F1');
  await expect(level).toHaveAttribute('aria-valuetext', /^0\.0/);
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Recall All/);
  await page.keyboard.press('b');
  await expect(level).toHaveAttribute('aria-valuetext', /−6\.0/);
  await button(page, 'Compare scenes').click();
  await expect(level).toHaveAttribute('aria-valuetext', /^0\.0/);

  await stage.focus();
  await page.keyboard.press('Shift+B');
  const morph = slider(page, 'Morph');
  await morph.focus();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
  await expect(morph).toHaveAttribute('aria-valuenow', '50');
  // Half the travel between two points of one straight of the taper is half the level.
  await expect(level).toHaveAttribute('aria-valuetext', /−3\.0/);
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Morph All – Scene 2/);
  await stemroom.screenshot('scenes-morph');
  expect(await findings(page)).toEqual([]);
  await button(page, 'Close the morph fader').click();

  await page.getByRole('group', { name: 'Vocals', exact: true }).focus();
  await page.keyboard.press('g');
  const preview = button(page, /^Vocals forward/);
  await expect(preview).toBeVisible();
  await stemroom.screenshot('forward-preview');
  await preview.click();
  await expect(preview).toHaveCount(0);
  await button(page, 'Stop').click();
  await expect.poll(async () => (await openedSong(page))?.mix?.strips[0]?.levelDb).toBeCloseTo(-3, 6);
  expect((await openedSong(page))?.sheet?.scenes.map(({ key, name }) => [key, name])).toEqual([
    [1, 'All'],
    [2, 'Scene 2'],
  ]);

  await button(page, 'Export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: 'Scenes', exact: true }).check();
  await expect(dialog.getByRole('button', { name: 'Save 2 files' })).toBeEnabled();
  await stemroom.screenshot('export-scenes');
  await dialog.getByRole('radio', { name: 'Versions', exact: true }).check();
  await dialog.getByRole('checkbox', { name: 'Vocals forward', exact: true }).check();
  await dialog.getByRole('checkbox', { name: 'Stem left, others right' }).check();
  await stemroom.screenshot('export-forward');
  expect(await findings(page)).toEqual([]);
});
