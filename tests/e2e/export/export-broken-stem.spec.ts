import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../stemroom.ts';
import { findings, openDialog } from '../support/appearance/axe.ts';
import { renderedFiles } from '../support/service/demo-service.ts';
import { button, importFolder, readyToPlay } from '../support/hands.ts';
import { answerOpenDialog, answerSaveDialog } from '../support/native-dialogs.ts';
import { inFolder } from '../support/stem-folders.ts';

const exportDialog = (page: Page) => page.getByRole('dialog', { name: 'Export', exact: true });
const list = (page: Page) => page.getByRole('dialog', { name: 'Exports', exact: true });

/** A song at 192 kHz: a good stem, one with damage in its middle, and one of a format that does not exist. */
function makeHarmedStems(place: string): void {
  mkdirSync(place);
  const [one = '', other = ''] = renderedFiles();
  const cut = (from: string, ...how: readonly string[]): void => {
    execFileSync('ffmpeg', ['-v', 'error', '-ss', '20', '-t', '4', '-i', from, ...how]);
  };
  cut(one, '-ar', '192000', join(place, 'Drums.wav'));
  cut(one, '-ar', '192000', join(place, 'Vocals.wav'));
  const unknown = readFileSync(join(place, 'Vocals.wav'));
  unknown.writeUInt16LE(0x4444, 20);
  writeFileSync(join(place, 'Vocals.wav'), unknown);
  cut(other, '-c:a', 'libmp3lame', '-b:a', '192k', '-ar', '44100', join(place, 'Bass.mp3'));
  const damaged = readFileSync(join(place, 'Bass.mp3'));
  damaged.fill(0, damaged.length / 2, damaged.length / 2 + 3000);
  writeFileSync(join(place, 'Bass.mp3'), damaged);
  cut(other, '-ar', '192000', join(place, 'Piano.wav'));
}

test('an export goes on without a stem that cannot be read, and tells what is missing and damaged', async ({
  stemroom,
}) => {
  test.setTimeout(180_000);
  await inFolder(async (folder) => {
    const stems = join(folder, 'Harmed');
    makeHarmedStems(stems);
    const out = join(folder, 'out');
    mkdirSync(out);
    const page = await stemroom.start();
    await importFolder(stemroom, stems);
    // The demo song, which has a piano too, is on stage until then.
    await expect(page.getByRole('heading', { name: 'Harmed', level: 1 })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('group', { name: 'Piano', exact: true })).toBeVisible({ timeout: 60_000 });
    await readyToPlay(page);

    await answerSaveDialog(stemroom, join(out, '9.45am mix'));
    await button(page, 'Export').click();
    await exportDialog(page).getByRole('combobox', { name: 'Format', exact: true }).selectOption('aac');
    await expect(
      exportDialog(page).getByText('AAC does not support 192 kHz, so the export is at 96 kHz.'),
    ).toBeVisible();
    await expect(exportDialog(page).getByText('Without Vocals.')).toBeVisible();
    await stemroom.screenshot('export-left-out');
    await page.keyboard.press('Enter');
    await expect(list(page)).toBeVisible();
    await expect(list(page).getByRole('button', { name: 'Show in folder' })).toHaveCount(1, { timeout: 90_000 });

    await answerOpenDialog(stemroom, [out]);
    await button(page, 'Export').click();
    await page.getByRole('radio', { name: 'Stems', exact: true }).check();
    await exportDialog(page).getByRole('combobox', { name: 'Format', exact: true }).selectOption('flac');
    await page.getByRole('textbox', { name: 'Name template' }).fill('{variant}');
    await button(page, 'Save 3 files').click();
    await expect(list(page)).toBeVisible();
    await expect(list(page).getByRole('button', { name: 'Show in folder' })).toHaveCount(2, { timeout: 90_000 });

    await expect(list(page).getByText('Without Vocals.')).toHaveCount(2);
    await expect(list(page).getByText('Bass is damaged.')).toHaveCount(2);
    await expect(list(page).getByText(/0\.\d\d s of it is silent\./)).toHaveCount(2);
    await stemroom.screenshot('export-remarks');
    // The mixer behind it has been examined among the screens.
    expect(await findings(page, { within: openDialog })).toEqual([]);
    expect(readdirSync(out).sort()).toEqual(['9.45am mix.m4a', 'Bass.flac', 'Drums.flac', 'Piano.flac']);
  });
});
