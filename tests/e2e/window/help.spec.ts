import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { readyToPlay } from '../support/hands.ts';
import { answerQuestions, answerSaveDialog } from '../support/native-dialogs.ts';
import { inFolder } from '../support/stem-folders.ts';
import { crashedAddress } from '../support/unattached-app.ts';

const choose = ({ app }: Stemroom, id: string): Promise<void> =>
  app.evaluate(({ Menu }, item) => {
    Menu.getApplicationMenu()?.getMenuItemById(item)?.click();
  }, id);

/** From now on nothing is opened outside; gives what would have been. */
async function watchOpening({ app }: Stemroom): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    const note = (what: string): Promise<string> => {
      opened.push(what);
      return Promise.resolve('');
    };
    Object.assign(shell, { openPath: note, openExternal: note, showItemInFolder: note });
  });
  return () => app.evaluate(() => (globalThis as unknown as { readonly opened: readonly string[] }).opened);
}

test('the Help menu tells what Stemroom is, opens the log, and says what diagnostics hold before it saves them', async ({
  stemroom,
}) => {
  await inFolder(async (folder) => {
    const picture = join(folder, 'shown.png');
    const page = await stemroom.start({ args: [`--screenshot-to=${picture}`] });
    await readyToPlay(page);
    const song = page.getByRole('list', { name: 'Songs' }).getByRole('button').first();
    const title = (await song.getAttribute('aria-label')) ?? '';
    expect(title).not.toBe('');
    const asked = await answerQuestions(stemroom, 1);
    const opened = await watchOpening(stemroom);

    await choose(stemroom, 'about');
    await expect.poll(async () => (await asked()).length).toBe(1);
    const [about = ''] = await asked();
    expect(about).toMatch(
      /Stemroom \d+\.\d+\.\d+.*Electron \d+.*Chromium \d+.*Keychain: GNOME Keyring.*Library: .* MiB/,
    );
    expect(about).toContain(join(stemroom.userData, 'library'));

    await choose(stemroom, 'openLogFolder');
    await expect.poll(opened).toEqual([join(stemroom.userData, 'logs')]);
    await page.evaluate(() => globalThis.stemroom.openExternal('apiKey'));
    await expect.poll(async () => (await opened()).at(-1)).toBe('https://kie.ai/api-key');

    const target = join(folder, 'diagnostics.json');
    await answerSaveDialog(stemroom, target);
    await choose(stemroom, 'saveDiagnostics');
    await expect.poll(() => existsSync(target)).toBe(true);
    const question = (await asked())[1] ?? '';
    for (const words of ['The file holds:', 'versions', 'settings', 'no titles', 'log', 'Nothing is sent anywhere.'])
      expect(question).toContain(words);
    const text = readFileSync(target, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ library: { songs: 1, origins: { demo: 1 } } });
    expect(text).not.toContain(title);
    await expect.poll(async () => (await opened()).at(-1)).toBe(target);

    await answerSaveDialog(stemroom, join(folder, 'nowhere', 'diagnostics.json'));
    await choose(stemroom, 'saveDiagnostics');
    await expect.poll(async () => (await asked()).at(-1)).toContain('The diagnostics were not saved.');

    await answerQuestions(stemroom, 0);
    await choose(stemroom, 'saveDiagnostics');
    await expect.poll(() => existsSync(picture)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['diagnostics.json', 'shown.png']);

    // The page that stands in for one that keeps crashing.
    await page.goto(crashedAddress);
    await page.getByRole('button', { name: 'Open log folder' }).click();
    await expect.poll(async () => (await opened()).at(-1)).toBe(join(stemroom.userData, 'logs'));
    await page.getByRole('link', { name: 'Try again' }).click();
    await readyToPlay(page);
  });
});

test('a bug in the main process is told of, written to the log, and ends Stemroom with a code', async ({
  stemroom,
}) => {
  await readyToPlay(await stemroom.start());
  const ended = once(stemroom.app.process(), 'exit');
  // It may end before it can answer.
  const thrown = stemroom.app.evaluate(({ dialog }) => {
    Object.assign(dialog, { showErrorBox: () => undefined });
    setTimeout(() => {
      throw new Error('a bug on purpose');
    });
  });
  await thrown.catch(() => undefined);
  expect(await ended).toEqual([1, null]);
  expect(readFileSync(join(stemroom.userData, 'logs', 'main.log'), 'utf8')).toMatch(
    /a bug in the main process.*a bug on purpose/s,
  );
});
