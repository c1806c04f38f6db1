import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../stemroom.ts';
import { findings, openDialog } from '../support/appearance/axe.ts';
import { button, dragBy, readyToPlay } from '../support/hands.ts';
import { answerOpenDialog, answerSaveDialog } from '../support/native-dialogs.ts';
import { inFolder } from '../support/stem-folders.ts';

const exportDialog = (page: Page) => page.getByRole('dialog', { name: 'Export', exact: true });
const list = (page: Page) => page.getByRole('dialog', { name: 'Exports', exact: true });
const choose = (page: Page, label: string, value: string) =>
  exportDialog(page).getByRole('combobox', { name: label, exact: true }).selectOption(value);

/** In the page: files that exports hold while they run. */
async function temporaryFiles(): Promise<number> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('scratch', { create: true });
  let count = 0;
  for await (const name of folder.keys()) count += name === '' ? 0 : 1;
  return count;
}

test('versions of a loop, a mix of a loudness, the hand-off and a stem file are written one after the other', async ({
  stemroom,
}) => {
  test.setTimeout(180_000);
  await inFolder(async (folder) => {
    const page = await stemroom.start();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await readyToPlay(page);
    await dragBy(page, page.getByTitle(/drag to loop/), 0.3, 0.33);

    await answerOpenDialog(stemroom, [folder]);
    await button(page, 'Export').click();
    await page.getByRole('radio', { name: 'Versions' }).check();
    await page.getByRole('checkbox', { name: 'No Drums' }).check();
    await page.getByRole('textbox', { name: 'Name template' }).fill('{title} - {variant}');
    await expect(exportDialog(page).getByText('Ferry Lights - Instrumental.flac')).toHaveCount(0);
    await choose(page, 'Format', 'flac');
    await expect(exportDialog(page).getByText('Ferry Lights - Instrumental.flac')).toBeVisible();
    await stemroom.screenshot('export-versions');
    await button(page, 'Save 3 files').click();
    await expect(list(page)).toBeVisible();
    await expect(exportDialog(page)).toHaveCount(0);

    await answerSaveDialog(stemroom, join(folder, 'Loud.mp3'));
    await button(page, 'Export').click();
    await page.getByRole('radio', { name: 'Mix' }).check();
    // Beside it the mix stays within reach.
    await button(page, 'Mute FX').click();
    await expect(exportDialog(page).getByText('Exactly what you hear: 12 of 13 stems.')).toBeVisible();
    await button(page, 'Mute FX').click();
    await choose(page, 'Format', 'mp3');
    await choose(page, 'Loudness', '-16');
    await button(page, 'More').click();
    await page.getByRole('checkbox', { name: 'Report beside it (JSON)' }).check();
    // Enter does what the button says.
    await page.getByRole('textbox', { name: 'Artist' }).fill('The Ferry');
    await page.keyboard.press('Enter');
    await expect(list(page)).toBeVisible();

    await button(page, 'Export').click();
    await page.getByRole('radio', { name: 'For a DAW' }).check();
    await page.getByRole('checkbox', { name: 'Report beside it (JSON)' }).uncheck();
    await button(page, 'Save 16 files').click();
    await expect(exportDialog(page)).toHaveCount(0);

    await answerSaveDialog(stemroom, join(folder, 'Set'));
    await button(page, 'Export').click();
    // The keyboard begins at what was chosen last, and goes on from there.
    await expect(page.getByRole('radio', { name: 'For a DAW' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: 'NI Stems' })).toBeChecked();
    const synth = exportDialog(page).getByRole('radiogroup', { name: 'Synth', exact: true });
    await synth.getByRole('radio', { name: 'Melody' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(synth.getByRole('radio', { name: 'Bass' })).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(exportDialog(page)).toHaveCount(0);

    await expect(list(page).getByRole('button', { name: 'Show in folder' })).toHaveCount(4, { timeout: 120_000 });
    // The tracks of the stem file were held until it was whole, and no longer.
    await expect.poll(() => page.evaluate(temporaryFiles)).toBe(0);
    await expect(list(page).getByText(/→ −16\.\d LUFS/)).toBeVisible();
    // The mixer behind it has been examined among the screens.
    expect(await findings(page, { within: openDialog })).toEqual([]);
    await stemroom.screenshot('exports');

    expect(readdirSync(folder).sort()).toEqual([
      'Ferry Lights',
      'Ferry Lights - A cappella.flac',
      'Ferry Lights - Instrumental.flac',
      'Ferry Lights - No Drums.flac',
      'Loud.json',
      'Loud.mp3',
      'Set.stem.mp4',
    ]);
    const report = JSON.parse(readFileSync(join(folder, 'Loud.json'), 'utf8')) as {
      readonly files: readonly { readonly after: { readonly integratedLufs: number } }[];
    };
    expect(Math.abs((report.files[0]?.after.integratedLufs ?? 0) + 16)).toBeLessThan(0.11);
    const handed = readdirSync(join(folder, 'Ferry Lights'));
    expect(handed.filter((name) => name.endsWith('.wav'))).toHaveLength(13);
    const project = readFileSync(join(folder, 'Ferry Lights', 'Ferry Lights.rpp'), 'utf8');
    for (const name of handed.filter((file) => file.endsWith('.wav'))) expect(project).toContain(name);

    // Were Playwright informed of requests, they would take longer than the exports.
    expect(requests).toEqual([]);

    await list(page).getByRole('button', { name: 'Clear the list' }).click();
    await expect(button(page, 'Exports')).toHaveCount(0);

    await button(page, 'Export').click();
    await expect(page.getByRole('radio', { name: 'NI Stems' })).toBeChecked();
    await expect(synth.getByRole('radio', { name: 'Bass' })).toBeChecked();
    await page.getByRole('radio', { name: 'Versions' }).check();
    await expect(page.getByRole('checkbox', { name: 'No Drums' })).toBeChecked();
    await expect(page.getByRole('textbox', { name: 'Artist' })).toHaveValue('The Ferry');
    await expect(page.getByRole('combobox', { name: 'Loudness', exact: true })).toHaveValue('-16');
  });
});
