import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { twelveFields } from '../../fakes/record-answers.ts';
import { expect, project, test, type Stemroom } from '../stemroom.ts';
import { decodeWithFfmpeg, largestDifferenceDb, readWav24, sumOf, type Part } from '../support/sound/audio-files.ts';
import { renderedFile, startDemoService } from '../support/service/demo-service.ts';
import { button, fetchStems, position, readyToPlay, removeKey, saveKey, slider, song } from '../support/hands.ts';
import { answerSaveDialog } from '../support/native-dialogs.ts';
import { demoTitle } from '../support/appearance/screens.ts';
import { inFolder } from '../support/stem-folders.ts';

// The unpacked folder is how Linux has it; other systems pack the same archive.
test.skip(process.platform !== 'linux', 'packs for Linux only');

test.use({ library: 'new' });

let dist = '';
const packed = (): string => join(dist, 'linux-unpacked', 'stemroom');

test.beforeAll(() => {
  test.setTimeout(300_000);
  dist = join(mkdtempSync(join(tmpdir(), 'stemroom-packed-')), 'dist');
  const words = ['--flavour=e2e', '--only=folder', `--dist=${dist}`];
  execFileSync(process.execPath, [join(project, 'build/package.js'), ...words], { stdio: 'pipe' });
});

test.afterAll(() => {
  rmSync(join(dist, '..'), { recursive: true, force: true });
});

async function playABit(page: Page): Promise<void> {
  await readyToPlay(page);
  await button(page, 'Play').click();
  await expect.poll(() => position(page)).toBeGreaterThan(0.5);
  await button(page, 'Stop').click();
}

/** Exports the whole song and says how far the file is from the plain sum of these parts, in dBFS. */
async function exportAgainst(stemroom: Stemroom, parts: readonly Part[]): Promise<number> {
  return inFolder(async (folder) => {
    await answerSaveDialog(stemroom, join(folder, 'mix.wav'));
    await button(stemroom.page, 'Export').click();
    await button(stemroom.page, 'Save WAV').click();
    await expect(button(stemroom.page, 'Show in folder')).toBeVisible({ timeout: 90_000 });
    expect(readdirSync(folder)).toEqual(['mix.wav']);
    return largestDifferenceDb(readWav24(join(folder, 'mix.wav')), sumOf(parts));
  });
}

test('the packed app plays its demo song, and goes all the way from a task id to an exported mix', async ({
  stemroom,
}) => {
  test.setTimeout(300_000);
  const taskId = 'cafe0000cafe0000cafe0000cafe0000';
  const title = /^Task cafe0000/;
  const service = await startDemoService(taskId);
  try {
    const start = { packed: packed(), env: { STEMROOM_API_BASE: service.origin } };
    let page = await stemroom.start(start);
    expect(await stemroom.app.evaluate(({ app }) => app.isPackaged)).toBe(true);
    await expect(song(page, demoTitle)).toHaveAttribute('aria-current', 'true');
    await playABit(page);

    await saveKey(page, service.key);
    await fetchStems(page, taskId);
    await expect(page.getByText(/^12 stems/).first()).toBeVisible({ timeout: 90_000 });
    await removeKey(stemroom);
    await stemroom.quit();
    await service.close();

    page = await stemroom.start(start);
    await song(page, title).click();
    await playABit(page);
    await slider(page, 'Vocals level').focus();
    await page.keyboard.press('PageDown');
    await expect(slider(page, 'Vocals level')).toHaveAttribute('aria-valuenow', '-3');
    const parts = twelveFields.map((field) => ({
      sound: decodeWithFfmpeg(renderedFile(field)),
      gain: field === 'vocalUrl' ? 10 ** (-3 / 20) : 1,
    }));
    expect(await exportAgainst(stemroom, parts)).toBeLessThan(-90);
  } finally {
    await service.close().catch(() => undefined);
  }
});
