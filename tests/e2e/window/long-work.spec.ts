import { readdirSync, truncateSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, oneApp, test, type Stemroom } from '../stemroom.ts';
import { button, importFolder, readyToPlay, song, toDemoSong } from '../support/hands.ts';
import { answerQuestions } from '../support/native-dialogs.ts';
import { inFolder, makeStems } from '../support/stem-folders.ts';

const app = oneApp();

/** A folder with two stems of 40 MB. */
function heavyFolder(folder: string): string {
  const place = join(folder, 'Heavy Song');
  mkdirSync(place);
  for (const name of ['Bass.wav', 'Drums.wav']) {
    const path = join(place, name);
    writeFileSync(path, Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(1000)]));
    truncateSync(path, 40e6);
  }
  return place;
}

/** From now on the app's disk takes 200 ms for each piece it reads, as a stick on an old socket does. */
async function slowDisk({ app }: Stemroom): Promise<void> {
  await app.evaluate(async () => {
    const { open } = process.getBuiltinModule('node:fs/promises');
    const { setTimeout: pause } = process.getBuiltinModule('node:timers/promises');
    const handle = await open(process.execPath);
    type Shared = { read: (...given: unknown[]) => Promise<unknown>; isSlow?: boolean };
    const shared = Object.getPrototypeOf(handle) as Shared;
    await handle.close();
    if (shared.isSlow === true) return;
    shared.isSlow = true;
    const { read } = shared;
    shared.read = async function (...given) {
      await pause(200);
      return read.apply(this, given);
    };
  });
}

/** What lies in the library besides the demo song. */
const strangers = ({ userData }: Stemroom): readonly string[] =>
  readdirSync(join(userData, 'library')).filter((name) => name.startsWith('.unfinished'));

test('a computer that goes to sleep pauses the song', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await button(page, 'Play').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await stemroom.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
  });
  await expect(button(page, 'Play')).toBeVisible();
});

test('real files that are dropped become a song', async () => {
  const { page } = await app();
  await toDemoSong(page);
  await inFolder(async (folder) => {
    const place = makeStems(folder, 'Dropped', 3);
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'dropped' });
      input.hidden = true;
      document.body.append(input);
    });
    await page.locator('#dropped').setInputFiles(readdirSync(place).map((name) => join(place, name)));
    await page.evaluate(() => {
      const files = document.querySelector<HTMLInputElement>('#dropped')?.files ?? new FileList();
      const held = new DataTransfer();
      for (const file of files) held.items.add(file);
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: held, cancelable: true }));
    });
    await expect(song(page, 'Dropped')).toBeVisible();
    await readyToPlay(page);
    await expect(page.getByRole('group', { name: 'Drums', exact: true })).toBeVisible();
  });
});

test('an import shows how far it is, and cancelled it leaves nothing', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await inFolder(async (folder) => {
    await slowDisk(stemroom);
    await importFolder(stemroom, heavyFolder(folder));
    const bar = page.getByRole('progressbar', { name: 'Copying Heavy Song' });
    await expect(bar).toBeVisible();
    await expect(page.getByText(/^[01] of 2 stems, .* of 80\.0 MB$/)).toBeVisible();
    await stemroom.screenshot('importing');
    await button(page, 'Cancel the import').click();
    await expect(page.getByText('Import cancelled. Nothing was added.')).toBeVisible();
    await expect(bar).toHaveCount(0);
    expect(strangers(stemroom)).toEqual([]);
    await expect(song(page, 'Heavy Song')).toHaveCount(0);
  });
});

test('quitting in the middle of something asks once, and a quit that is meant leaves nothing half-done', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await inFolder(async (folder) => {
    await slowDisk(stemroom);
    await importFolder(stemroom, heavyFolder(folder));
    await expect(page.getByRole('progressbar', { name: 'Copying Heavy Song' })).toBeVisible();

    const asked = await answerQuestions(stemroom, 0);
    await stemroom.app.evaluate(({ app }) => {
      app.quit();
    });
    await expect.poll(async () => (await asked()).length).toBe(1);
    expect((await asked())[0]).toContain('The import is not finished.');
    await expect(button(page, 'Cancel the import')).toBeEnabled();

    await stemroom.quit();
    expect(strangers(stemroom)).toEqual([]);
  });
});
