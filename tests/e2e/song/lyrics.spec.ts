import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, drawn, position, readyToPlay } from '../support/hands.ts';
import { answerOpenDialog, answerSaveDialog } from '../support/native-dialogs.ts';

const lrc = `[section:Verse]
[00:02.00]<00:02.00>Night <00:02.60>drive <00:03.20>over <00:03.80>the <00:04.20>water<00:05.00>
[00:05.50]<00:05.50>Ferry <00:06.20>lights <00:07.00>are <00:07.40>low<00:08.20>
[section:Chorus]
[00:14.00]<00:14.00>Carry <00:14.60>me <00:15.00>home<00:16.50>
[00:17.00]שלום עולם
[00:20.00]夜のドライブ
[00:24.00]
`;

const word = (page: Page, text: string) =>
  page.getByRole('group', { name: 'Words' }).getByRole('button', { name: text, exact: true });

test('lyrics come from a file, follow the song in the panel and on the stage, and go to a file', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await drawn(page);
  const panel = page.getByRole('region', { name: 'Lyrics' });
  await expect(panel).toHaveCount(0);
  const folder = join(stemroom.userData, 'words');
  mkdirSync(folder);
  writeFileSync(join(folder, 'song.lrc'), lrc);

  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('w');
  await expect(panel).toBeVisible();
  await stemroom.screenshot('lyrics-none');
  await answerOpenDialog(stemroom, [join(folder, 'song.lrc')]);
  await button(page, 'Import lyrics…').click();
  await expect(word(page, 'Night')).toBeVisible();
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Import lyrics/);

  await word(page, 'lights').click();
  await expect.poll(() => position(page)).toBeCloseTo(6.2, 1);
  await expect(word(page, 'lights')).toHaveClass(/lit/);
  await word(page, 'lights').press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(word(page, 'are')).toHaveClass(/lit/);
  await stemroom.screenshot('lyrics');
  expect(await findings(page)).toEqual([]);

  const opened = stemroom.app.waitForEvent('window');
  await button(page, 'Open the stage window').click();
  const stage = await opened;
  await expect(stage.getByText('lights', { exact: true })).toHaveClass(/sung/);
  await expect(stage.getByText('low', { exact: true })).not.toHaveClass(/sung/);
  await expect(stage.getByText('Chorus')).toBeVisible();
  expect(
    await stage.evaluate(() => ['stemroom' in globalThis, 'require' in globalThis, 'process' in globalThis]),
  ).toEqual([false, false, false]);
  expect(
    await stage.evaluate(() =>
      fetch('https://stemroom.example/').then(
        () => 'loaded',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  expect(await findings(stage)).toEqual([]);
  for (const [width, height] of [
    [1920, 1080],
    [3840, 2160],
  ] as const) {
    await stage.setViewportSize({ width, height });
    await stage.screenshot({
      path: join(import.meta.dirname, '../../results/screenshots', `stage-${String(height)}.png`),
    });
  }

  // The stage goes on with the song, at another speed, into the next line.
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Space');
  await expect(stage.getByText('low', { exact: true })).toHaveClass(/sung/);
  await page.keyboard.press('Space');
  await word(page, 'home').click();
  await expect(stage.getByText('home', { exact: true })).toHaveClass(/sung/);
  await page.keyboard.press('Shift+W');
  await expect.poll(() => stemroom.app.windows().length).toBe(1);

  await answerSaveDialog(stemroom, join(folder, 'out.vtt'));
  await button(page, 'More for the lyrics').click();
  await page.getByRole('menuitem', { name: 'Save as WebVTT…' }).click();
  await expect(page.getByText('out.vtt is saved')).toBeVisible();
  expect(readFileSync(join(folder, 'out.vtt'), 'utf8')).toContain('Night <00:00:02.600>drive');
  await stemroom.quit();

  const again = await stemroom.start();
  await readyToPlay(again);
  await expect(again.getByRole('region', { name: 'Lyrics' })).toHaveCount(0);
  await again.getByRole('region', { name: 'Song', exact: true }).focus();
  await again.keyboard.press('w');
  await expect(word(again, 'Night')).toBeVisible();
});

test('words that are pasted get times from the vocals, by key and on the lane, each a step that can be taken back', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await drawn(page);
  const stage = page.getByRole('region', { name: 'Song', exact: true });
  await stage.focus();
  await page.keyboard.press('w');
  await page
    .getByRole('textbox', { name: 'Or paste them here' })
    .fill(`[Verse]\nNight drive over the water\n${'Home again\n'.repeat(14)}`);
  await button(page, 'Use this text').click();
  await expect(word(page, 'Night')).toBeDisabled();

  const choose = async (item: string): Promise<void> => {
    await button(page, 'More for the lyrics').click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Guess times from the vocals');
  await word(page, 'Night').click();
  const startSeconds = await position(page);
  expect(startSeconds).toBeGreaterThan(5);

  await choose('Time the words…');
  const lane = page.getByRole('group', { name: 'Words in time' });
  const placed = (text: string) => lane.getByRole('button', { name: new RegExp(`^${text}, `) });
  const startOf = async (text: string): Promise<number> =>
    Number(/, ([\d.]+) to/.exec((await placed(text).getAttribute('aria-label')) ?? '')?.[1]);
  const undoes = (label: string) => expect(button(page, 'Undo')).toHaveAttribute('title', new RegExp(`Undo ${label}`));
  await expect(placed('Night')).toBeVisible();

  // With Alt an edge goes where the mouse does, to the pixel.
  const guessed = await startOf('drive');
  const drive = await placed('drive').boundingBox();
  if (drive === null) throw new Error('There are no words to drag.');
  await page.keyboard.down('Alt');
  await page.mouse.move(drive.x, drive.y - 8);
  await page.mouse.down();
  await page.mouse.move(drive.x + 20, drive.y - 8, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Alt');
  expect(await startOf('drive')).toBeGreaterThan(guessed);
  await undoes('Move a word');
  await stemroom.screenshot('lyrics-lane');

  const dragged = await startOf('drive');
  await placed('drive').focus();
  await page.keyboard.press('Control+ArrowLeft');
  await page.keyboard.press('Control+ArrowLeft');
  await expect.poll(() => startOf('drive')).toBeCloseTo(dragged - 0.02, 2);
  await page.keyboard.press('Shift+.');
  await undoes('Move a line');
  await page.keyboard.press('ArrowLeft');
  await expect(placed('Night')).toBeFocused();
  await page.keyboard.press('o');
  await undoes('Snap a word');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await undoes('Split line');
  const rows = page.getByRole('group', { name: 'Words', exact: true }).getByRole('paragraph');
  await expect(rows.nth(1)).toHaveText('drive over the water');
  await button(page, 'Join lines').click();
  await undoes('Join lines');
  await expect(rows.nth(0)).toHaveText('Night drive over the water');
  for (const label of ['Split line', 'Snap a word', 'Move a line', 'Move a word', 'Move a word', 'Guess times']) {
    await button(page, 'Undo').click();
    await undoes(label);
  }
  expect(await startOf('drive')).toBeCloseTo(guessed, 2);

  await stage.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => position(page)).toBeGreaterThan(startSeconds);
  await page.keyboard.down('j');
  await page.keyboard.up('j');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Time a word/);
  await button(page, 'Hold for a word').press('Enter');
  await button(page, 'Hold for a word').click();
  await page.keyboard.press('Space');
  await expect(button(page, 'Play')).toBeVisible();
  await stemroom.screenshot('lyrics-timing');
  expect(await findings(page)).toEqual([]);
  await stage.focus();
  await page.keyboard.press('Backspace');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Step back/);
  for (const label of [/Time a word/, /Time a word/, /Time a word/, /Guess times/, /Type lyrics/]) {
    await button(page, 'Undo').click();
    await expect(button(page, 'Undo')).toHaveAttribute('title', label);
  }
});
