import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, chooseFromSongMenu, importFolder, position, readyToPlay, song } from '../support/hands.ts';
import { answerOpenDialog } from '../support/native-dialogs.ts';
import { wear } from '../support/appearance/screens.ts';
import { inFolder, makeStems } from '../support/stem-folders.ts';
import { writeSong } from '../support/written-songs.ts';

const gibibyte = 2 ** 30;
const nextWeek = (): number => Date.now() + 7 * 86_400_000;
const task = (taskId: string, expiresAt: number): object => ({ from: 'task', taskId, expiresAt, note: null });

test('F37 a full library asks what may go, then takes a song, is moved to another folder, and plays from there', async ({
  stemroom,
}) => {
  const { userData } = stemroom;
  writeSong(userData, {
    ...{ id: '01hzy3v7q8m4n5p6r7s8t9vwxy', title: 'Removed stems', addedAt: 1000, stemBytes: null },
    ...{ origin: task('3e63b4cc88d52611159371f6af5571e7', nextWeek()), arrival: { state: 'evicted' } },
  });
  writeSong(userData, {
    ...{ id: '01hzy3v7q8m4n5p6r7s8t9vwxz', title: 'Only copy', addedAt: 2000, stemBytes: gibibyte },
    ...{ origin: task('88d52611159371f6af5571e73e63b4cc', 1), arrival: { state: 'complete' } },
  });
  writeFileSync(
    join(userData, 'settings.json'),
    JSON.stringify({ version: 1, page: { quota: { isOn: true, limitGiB: 1 } } }),
  );
  // Nobody is asked: there is no key.
  const page = await stemroom.start({ env: { STEMROOM_API_BASE: 'http://127.0.0.1:9' } });
  const look = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await wear(stemroom, theme);
      await stemroom.screenshot(`${name}-${theme}`);
      expect.soft(await findings(stemroom.page), `${name}, ${theme}`).toEqual([]);
    }
  };
  await expect(song(page, 'Removed stems')).toHaveAccessibleDescription(/can be fetched again until \d+ [A-Z]/);
  // The demo song may have been quicker to be there, and on stage.
  await song(page, 'Removed stems').click();
  await expect(page.getByText('Stemroom removed the stems of this song to free up space.')).toBeVisible();
  await expect(page.getByText('Library full')).toBeVisible();
  await expect(song(page, 'Ferry Lights')).toBeVisible({ timeout: 60_000 });
  await look('song-removed-stems');

  await inFolder(async (folder) => {
    const stems = makeStems(folder, 'New Song', 2);
    await importFolder(stemroom, stems);
    const dialog = page.getByRole('dialog', { name: 'Free up space' });
    await dialog.getByRole('checkbox', { name: 'Only copy' }).check();
    await expect(dialog.getByText("1 of these can't be downloaded again.")).toBeVisible();
    await look('free-up-space');
    await dialog.getByRole('button', { name: /^Move 1 song, 1.07 GB, to the trash$/ }).click();
    await expect(dialog).toHaveCount(0);
    await expect(song(page, 'Only copy')).toHaveCount(0);
    await expect(page.getByText('Library full')).toHaveCount(0);
    await importFolder(stemroom, stems);
    await expect(song(page, 'New Song')).toHaveAttribute('aria-current', 'true');
    await readyToPlay(page);
    await expect(page.getByText('Something went wrong inside Stemroom')).toHaveCount(0);
    await chooseFromSongMenu(page, 'Removed stems', 'Keep always');
    await expect(song(page, 'Removed stems')).toHaveAccessibleDescription(/kept/);

    await page.keyboard.press('Control+,');
    await expect(page.getByText('nothing can be freed automatically now')).toBeVisible();
    await look('settings-library');
    await answerOpenDialog(stemroom, [folder]);
    await button(page, 'Move…').press('Enter');
    await expect(page.getByText(new RegExp(`${basename(folder)}/Stemroom$`))).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await button(page, 'Play').click();
    await expect.poll(() => position(page)).toBeGreaterThan(0.5);
    await button(page, 'Stop').click();
    await song(page, 'Ferry Lights').click();
    await readyToPlay(page);
    await button(page, 'Play').click();
    await expect.poll(() => position(page)).toBeGreaterThan(0.5);
    expect(existsSync(join(userData, 'library'))).toBe(false);
    expect(readdirSync(join(folder, 'Stemroom')).filter((name) => name.length === 26)).toHaveLength(3);
    await stemroom.quit();
  });
});
