import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { button, readyToPlay } from '../support/hands.ts';
import { openedSong } from '../support/opened-song.ts';

/** The file of a stem of the open song, and what the song says of it. */
async function stemFile({ page, userData }: Stemroom, name: string) {
  const session = (await openedSong(page))?.session;
  const file = session?.stems.find((stem) => stem.name === name)?.file;
  if (session === undefined || file === undefined || !('audio' in file) || file.audio === undefined)
    throw new Error(`no stem ${name}`);
  return join(userData, 'library', session.id, 'stems', `${file.audio.sha256}.${file.audio.container}`);
}

test('F56 a stem file that is renamed under the running app is told, looked for and heard again', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await readyToPlay(page);
  await button(page, 'Play').click();
  const path = await stemFile(stemroom, 'Vocals');
  const lookAgain = button(page, 'Look again for Vocals');

  // Under another name in its folder: looking again finds it by its hash and puts it back.
  renameSync(path, join(path, '..', 'my vocals.mp3'));
  await expect(lookAgain).toBeVisible();
  await expect(page.getByText('The file of this stem is missing.')).toBeVisible();
  await expect(page.getByText(/1 file missing/)).toBeVisible();
  await expect(button(page, 'Pause')).toBeVisible();
  await stemroom.screenshot('missing-stem');
  await lookAgain.click();
  await expect(lookAgain).toBeHidden();
  await expect(page.getByText('The file of this stem is missing.')).toBeHidden();
  expect(readdirSync(join(path, '..'))).not.toContain('my vocals.mp3');

  // Out of the song's folder and back, as a synced folder does: it is heard again by itself.
  const elsewhere = join(stemroom.userData, 'elsewhere.mp3');
  renameSync(path, elsewhere);
  await expect(lookAgain).toBeVisible();
  renameSync(elsewhere, path);
  await expect(lookAgain).toBeHidden();
  await expect(button(page, 'Pause')).toBeVisible();
  await button(page, 'Solo Vocals').click();
  await stemroom.screenshot('missing-stem-back');
});
