import type { Locator, Page } from '@playwright/test';
import { expect, oneApp, test, type Stemroom } from '../stemroom.ts';
import { button, readyToPlay, slider, toDemoSong, undoAll } from '../support/hands.ts';
import { openedSong } from '../support/opened-song.ts';
import { lateByFrames, primeAnalysis } from '../support/prime-analysis.ts';

const app = oneApp({ prepare: primeAnalysis });

const number = (page: Page, name: string): Locator => page.getByRole('spinbutton', { name, exact: true });
const speed = (page: Page): Locator => number(page, 'Speed');
const semitones = (page: Page): Locator => number(page, 'Key, semitones');
const cents = (page: Page): Locator => number(page, 'Key, cents');
const drums = (page: Page): Locator => button(page, 'Drums keep their pitch');

/** Once the song has been listened to, which takes as long as it takes, the speed names its tempo and the key its name. */
const expectTuning = async (page: Page, told: { readonly speed: string; readonly key: string }): Promise<void> => {
  await expect(speed(page)).toHaveAttribute('aria-valuetext', new RegExp(`^${told.speed}(, [0-9.]+ bpm)?$`));
  await expect(semitones(page)).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^${told.key}(, [A-G][#b]? m(aj|in)or)?$`),
  );
};
const asRecorded = { speed: '100 percent', key: 'as recorded' };

/** Goes on by Tab; the tempo and the key are stops of their own once the song has been listened to. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const hasFocus = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let stops = 0; stops < 4 && !(await hasFocus()); stops += 1) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}

/** Takes the element with the mouse and moves it by so many pixels. */
async function pull(page: Page, target: Locator, byX: number, byY = 0): Promise<void> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('There is nothing to pull.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + byX, y + byY, { steps: 6 });
  await page.mouse.up();
}

const clickMenuItem = ({ app }: Stemroom, id: string): Promise<void> =>
  app.evaluate(({ Menu }, itemId) => {
    Menu.getApplicationMenu()?.getMenuItemById(itemId)?.click();
  }, id);

test('speed and key are set with the mouse, and come back step by step', async () => {
  const { page } = await app();
  await toDemoSong(page);
  await expectTuning(page, asRecorded);

  await pull(page, speed(page), -75);
  await expectTuning(page, { speed: '75 percent', key: 'as recorded' });
  await pull(page, semitones(page), 0, -36);
  await expectTuning(page, { speed: '75 percent', key: 'plus 3 semitones' });
  await pull(page, cents(page), -30);
  await expectTuning(page, { speed: '75 percent', key: 'plus 2 semitones 90 cents' });
  await drums(page).click();
  await expect(drums(page)).toHaveAttribute('aria-pressed', 'false');

  await cents(page).dblclick();
  await expectTuning(page, { speed: '75 percent', key: 'plus 3 semitones' });
  await semitones(page).dblclick();
  await button(page, 'Speeds').click();
  await page.getByRole('menuitemradio', { name: '50 %' }).click();
  await expectTuning(page, { speed: '50 percent', key: 'as recorded' });
  await speed(page).dblclick();
  await expectTuning(page, asRecorded);

  for (const told of [
    { speed: '50 percent', key: 'as recorded' },
    { speed: '75 percent', key: 'as recorded' },
    { speed: '75 percent', key: 'plus 3 semitones' },
    { speed: '75 percent', key: 'plus 2 semitones 90 cents' },
  ]) {
    await button(page, 'Undo').click();
    await expectTuning(page, told);
  }
  await undoAll(page);
  await expectTuning(page, asRecorded);
  await expect(drums(page)).toHaveAttribute('aria-pressed', 'true');
});

test('speed and key are set by keyboard alone, and are still there after a restart', async () => {
  const stemroom = await app();
  let { page } = stemroom;
  await toDemoSong(page);
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await expectTuning(page, { speed: '94 percent', key: 'minus 90 cents' });
  await page.keyboard.press('Alt+Backspace');
  await expectTuning(page, asRecorded);

  await speed(page).focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowUp');
  await expectTuning(page, { speed: '89.1 percent', key: 'as recorded' });
  await page.keyboard.press('Enter');
  await page.keyboard.type('62,5');
  await page.keyboard.press('Enter');
  await expect(speed(page)).toBeFocused();
  await tabTo(page, semitones(page));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectTuning(page, { speed: '62.5 percent', key: 'minus 1 semitone 11 cents' });
  await expect(drums(page)).toHaveAttribute('aria-pressed', 'false');

  // Letters go to the field, and Escape leaves the number as it was.
  await speed(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('m 10');
  await page.keyboard.press('Escape');
  await expectTuning(page, { speed: '62.5 percent', key: 'minus 1 semitone 11 cents' });
  await stemroom.quit();

  page = await stemroom.start();
  await readyToPlay(page);
  await expectTuning(page, { speed: '62.5 percent', key: 'minus 1 semitone 11 cents' });
  await expect(drums(page)).toHaveAttribute('aria-pressed', 'false');
  await drums(page).click();
  await page.keyboard.press('Alt+Backspace');
  await expectTuning(page, asRecorded);
});

test('the menu changes speed and key; its undo belongs to the field somebody types in', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await clickMenuItem(stemroom, 'slower');
  await clickMenuItem(stemroom, 'keyUp');
  await expectTuning(page, { speed: '95 percent', key: 'plus 1 semitone' });

  await speed(page).focus();
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: 'Speed, type a value' });
  // In one go, so that it is one step of the field's own undo.
  await page.keyboard.insertText('80');
  await expect(field).toHaveValue('80');
  await clickMenuItem(stemroom, 'undo');
  await expect(field).toHaveValue('95 %');
  await clickMenuItem(stemroom, 'redo');
  await expect(field).toHaveValue('80');
  await page.keyboard.press('Escape');
  await expectTuning(page, { speed: '95 percent', key: 'plus 1 semitone' });

  await clickMenuItem(stemroom, 'undo');
  await expectTuning(page, { speed: '95 percent', key: 'as recorded' });
  await clickMenuItem(stemroom, 'playAsRecorded');
  await expectTuning(page, asRecorded);
});

test('tempo and key of the song are estimates until they are stated, and can be estimates again', async () => {
  const stemroom = await app();
  let { page } = stemroom;
  await toDemoSong(page);

  await expect(button(page, 'Tempo, about 120 bpm')).toBeVisible();
  await button(page, 'Speeds').click();
  await page.getByRole('menuitemradio', { name: '75 % · 90 bpm' }).click();
  await page.keyboard.press('Alt+ArrowUp');
  await expectTuning(page, { speed: '75 percent, 90 bpm', key: 'plus 1 semitone, Bb minor' });
  await speed(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('60 bpm');
  await page.keyboard.press('Enter');
  await expectTuning(page, { speed: '50 percent, 60 bpm', key: 'plus 1 semitone, Bb minor' });

  const tempo = page.getByRole('textbox', { name: 'Tempo in bpm' });
  await button(page, 'Tempo, about 120 bpm').click();
  await expect(tempo).toBeFocused();
  await page.keyboard.type('119');
  await button(page, 'Tap').click();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Tempo, about 120 bpm')).toBeFocused();
  await button(page, 'Tempo, about 120 bpm').click();
  await expect(tempo).toHaveValue('120');
  await button(page, 'Twice as fast').click();
  await page.getByRole('dialog', { name: 'Tempo' }).getByRole('button', { name: 'Set' }).click();
  await button(page, 'Key, perhaps A minor').click();
  await page.getByRole('menuitemradio', { name: 'C major' }).click();
  await expectTuning(page, { speed: '50 percent, 120 bpm', key: 'plus 1 semitone, Db major' });
  await expect(button(page, 'Key, C major')).toBeFocused();
  await stemroom.quit();

  page = await stemroom.start();
  await readyToPlay(page);
  await expectTuning(page, { speed: '50 percent, 120 bpm', key: 'plus 1 semitone, Db major' });
  await button(page, 'Tempo, 240 bpm').click();
  await button(page, 'Back to the estimate').click();
  await button(page, 'Key, C major').click();
  await page.getByRole('menuitem', { name: 'Back to ≈ A minor' }).click();
  await expect(button(page, 'Tempo, about 120 bpm')).toBeVisible();
  await expectTuning(page, { speed: '50 percent, 60 bpm', key: 'plus 1 semitone, Bb minor' });
  await page.keyboard.press('Alt+Backspace');
  await expectTuning(page, asRecorded);
});

test('a stem that came late is aligned at one press, and let go at another', async () => {
  const { page } = await app();
  await toDemoSong(page);
  const shifts = async (): Promise<readonly number[]> => {
    const strips = (await openedSong(page))?.mix?.strips ?? [];
    return strips.map((strip) => strip.shiftFrames).filter((frames) => frames !== 0);
  };

  await expect(page.getByText('silent', { exact: true })).toHaveCount(1);
  await button(page, 'Align Drums').click();
  await expect.poll(shifts).toEqual([-lateByFrames]);
  await button(page, 'Reset mix').click();
  await button(page, 'Drums is aligned: take it back').click();
  await expect.poll(shifts).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect(button(page, 'Drums is aligned: take it back')).toBeVisible();

  await button(page, 'Song details').click();
  const details = page.getByRole('dialog', { name: 'Song details' });
  await expect(details).toContainText('The stems add up to the original to −31.5 dB.');
  await expect(details.getByRole('row', { name: /^Vocals/ })).toContainText('−20.0 LUFS');
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
  await expect(slider(page, 'Position')).toBeVisible();
  await undoAll(page);
});
