import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Stemroom } from './stemroom.ts';
import { button, readyToPlay } from './support/hands.ts';

/** The file of a stem of the open song, and what the song says of it. */
async function stemFile({ page, userData }: Stemroom, name: string) {
  const found = await page.evaluate(async (wanted) => {
    const sessions = await globalThis.stemroom.listSessions();
    const session = sessions.ok ? sessions.value[0] : undefined;
    const file = session?.stems.find((stem) => stem.name === wanted)?.file;
    return session === undefined || file === undefined || !('audio' in file) || file.audio === undefined
      ? null
      : { id: session.id, ...file.audio };
  }, name);
  if (found === null) throw new Error(`no stem ${name}`);
  return join(userData, 'library', found.id, 'stems', `${found.sha256}.${found.container}`);
}

test('F56 a stem file that is renamed under the running app is told, looked for and heard again', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await readyToPlay(page);
  await button(page, 'Play').click();
  const path = await stemFile(stemroom, 'Vocals');
  const level = () => button(page, 'Look again for Vocals');

  // Out of the song's folder, as a synced folder does.
  const elsewhere = join(stemroom.userData, 'elsewhere.mp3');
  renameSync(path, elsewhere);
  await expect(level()).toBeVisible();
  await expect(page.getByText('The file of this stem is missing.')).toBeVisible();
  await expect(page.getByText(/1 file missing/)).toBeVisible();
  await expect(button(page, 'Pause')).toBeVisible();
  await stemroom.screenshot('missing-stem');
  await level().click();
  await expect(level()).toBeVisible();

  // Under another name in its folder: looking again finds it by its hash and puts it back.
  renameSync(elsewhere, join(path, '..', 'my vocals.mp3'));
  await level().click();
  await expect(level()).toBeHidden();
  await expect(page.getByText('The file of this stem is missing.')).toBeHidden();
  expect(readdirSync(join(path, '..'))).not.toContain('my vocals.mp3');

  // And back by itself, while it plays.
  renameSync(path, elsewhere);
  await expect(level()).toBeVisible();
  renameSync(elsewhere, path);
  await expect(level()).toBeHidden();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(page.getByText(/saved/).first()).toBeVisible();
  await button(page, 'Solo Vocals').click();
  await stemroom.screenshot('missing-stem-back');
});
