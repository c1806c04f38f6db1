import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, drawn, position } from '../support/hands.ts';
import { answerOpenDialog, answerSaveDialog } from '../support/native-dialogs.ts';
import { startListenedTo } from '../support/prime-analysis.ts';

test('chords are typed, moved, transposed, read with a capo, and go through ChordPro', async ({ stemroom }) => {
  const page = await startListenedTo(stemroom);
  await drawn(page);
  const line = page.getByRole('group', { name: 'Chords', exact: true });
  const chord = (name: string) => line.getByRole('button', { name, exact: true });
  const stage = page.getByRole('region', { name: 'Song', exact: true });
  const menu = async (opener: string, item: string): Promise<void> => {
    await button(page, opener).click();
    await page.getByRole('menu').getByText(item, { exact: true }).click();
  };
  await expect(line).toHaveCount(0);

  await stage.focus();
  await page.keyboard.press('h');
  const field = line.getByRole('textbox', { name: 'Chord' });
  await page.keyboard.type('hello');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('am');
  await page.keyboard.press('Tab');
  await page.keyboard.type('F/C');
  for (let bars = 0; bars < 4; bars += 1) await page.keyboard.press('Tab');
  await page.keyboard.type('Bb');
  await page.keyboard.press('Enter');
  await expect(chord('Bb')).toBeFocused();
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Chord Bb/);
  await stemroom.screenshot('chords');
  expect(await findings(page)).toEqual([]);

  await page.keyboard.press('Control+ArrowRight');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Move chord/);
  await page.keyboard.press('Enter');
  const moved = await position(page);
  const from = await chord('Bb').boundingBox();
  const lane = await line.boundingBox();
  if (from === null || lane === null) throw new Error('no chord');
  await page.mouse.move(from.x + 5, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(lane.x + lane.width / 2, from.y + 8, { steps: 3 });
  await page.mouse.up();
  await chord('Bb').click();
  await expect.poll(() => position(page)).toBeGreaterThan(moved + 5);

  await stage.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(chord('B')).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(chord('C')).toBeVisible();
  await menu('Chords', 'Capo 2');
  await expect(chord('Am, sounds Bm')).toBeVisible();
  await stemroom.screenshot('chords-capo');
  expect(await findings(page)).toEqual([]);

  const folder = join(stemroom.userData, 'sheets');
  mkdirSync(folder);
  await answerSaveDialog(stemroom, join(folder, 'out.cho'));
  await menu('Chords, capo 2', 'Save as ChordPro…');
  await expect(page.getByText('out.cho is saved')).toBeVisible();
  const saved = readFileSync(join(folder, 'out.cho'), 'utf8');
  expect(saved).toContain('{capo: 2}');
  expect(saved).toMatch(/\| Am \. \. \. \| F\/C \. \. \. \|/);

  await menu('Chords, capo 2', 'Remove all chords');
  await expect(line).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(chord('Am, sounds Bm')).toBeVisible();
  const rows = ['| C . . . | % | % | % |', '| G . . . | Am . . . |'];
  writeFileSync(join(folder, 'in.cho'), ['{start_of_grid}', ...rows, '{end_of_grid}'].join('\n'));
  await answerOpenDialog(stemroom, [join(folder, 'in.cho')]);
  await menu('Chords, capo 2', 'Import chords…');
  await expect(chord('G')).toBeVisible();
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Import chords/);
});
