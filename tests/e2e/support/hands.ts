import { expect, type Locator, type Page } from '@playwright/test';
import type { Stemroom } from '../stemroom.ts';
import { answerOpenDialog } from './native-dialogs.ts';

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
export const slider = (page: Page, name: string): Locator => page.getByRole('slider', { name, exact: true });
export const song = (page: Page, title: string | RegExp): Locator =>
  page.getByRole('list', { name: 'Songs' }).getByRole('button', { name: title, exact: true });

/** Where the playhead stands, in seconds. */
export const position = async (page: Page): Promise<number> =>
  Number(await slider(page, 'Position').getAttribute('aria-valuenow'));

/** Waits until the open song can be played. */
export async function readyToPlay(page: Page): Promise<void> {
  await expect(button(page, 'Play')).toBeEnabled({ timeout: 90_000 });
}

/** Brings the demo song on stage, where it may be already. */
export async function toDemoSong(page: Page): Promise<void> {
  const demo = song(page, 'Ferry Lights');
  if ((await demo.getAttribute('aria-current')) !== 'true') await demo.click();
  await expect(demo).toHaveAttribute('aria-current', 'true');
  await readyToPlay(page);
}

/** Goes to where all stems play; returns the second. */
export async function toMiddle(page: Page): Promise<number> {
  await slider(page, 'Position').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => position(page)).toBe(0);
  await page.keyboard.press('PageUp');
  await expect.poll(() => position(page)).toBeGreaterThan(10);
  return position(page);
}

/** Takes back all that was done to the open song. */
export async function undoAll(page: Page): Promise<void> {
  while (await button(page, 'Undo').isEnabled()) await button(page, 'Undo').click();
}

/** Waits until every waveform is drawn. */
export async function drawn(page: Page): Promise<void> {
  await readyToPlay(page);
  await expect(page.getByText('Drawing the waveform')).toHaveCount(0, { timeout: 90_000 });
}

export async function saveKey(page: Page, key: string): Promise<void> {
  await button(page, 'Settings').click();
  await page.getByRole('textbox', { name: 'API key' }).fill(key);
  await button(page, 'Save key').click();
  await expect(page.getByText(`ending in ${key.slice(-4)}`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** The tests share one keychain, so who saves a key removes it. */
export async function removeKey({ page }: Stemroom): Promise<void> {
  await page.evaluate(() => globalThis.stemroom.removeKey());
}

export async function fetchStems(page: Page, text: string): Promise<void> {
  await button(page, 'Add song').click();
  await page.getByRole('textbox', { name: 'Task id' }).fill(text);
  await button(page, 'Fetch stems').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Imports as a user does, with the native dialog answered. */
export async function importFolder(stemroom: Stemroom, folder: string): Promise<void> {
  await answerOpenDialog(stemroom, [folder]);
  await button(stemroom.page, 'Add song').click();
  await button(stemroom.page, 'Choose folder').click();
}

/** Chooses from the menu beside a song of the list. */
export async function chooseFromSongMenu(page: Page, title: string | RegExp, item: string): Promise<void> {
  const open = page.getByRole('button', { name: title, exact: true });
  const entry = page.getByRole('list', { name: 'Songs' }).getByRole('listitem').filter({ has: open });
  await entry.hover();
  await entry.getByRole('button', { name: 'Song menu' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Drags with the mouse over an element from one fraction of its width to another; `rest` holds it still half-way for a second. */
export async function dragBy(
  page: Page,
  over: Locator,
  from: number,
  to: number,
  { rest = false }: { readonly rest?: boolean } = {},
): Promise<void> {
  const box = await over.boundingBox();
  if (box === null) throw new Error('There is nothing to drag.');
  const xAt = (fraction: number): number => box.x + box.width * fraction;
  const y = box.y + box.height / 2;
  await page.mouse.move(xAt(from), y);
  await page.mouse.down();
  await page.mouse.move(xAt((from + to) / 2), y, { steps: 5 });
  if (rest) {
    const startMs = await page.evaluate(() => performance.now());
    await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(startMs + 1000);
  }
  await page.mouse.move(xAt(to), y, { steps: 5 });
  await page.mouse.up();
}

/** Drops files and folders as the desktop does: with places on the disk, which only a file input can give. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.id = 'to-drop';
    document.body.append(input);
  });
  await page.setInputFiles('#to-drop', [...paths]);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#to-drop');
    const dataTransfer = new DataTransfer();
    for (const file of input?.files ?? []) dataTransfer.items.add(file);
    input?.remove();
    const target = document.querySelector('dialog') ?? document.body;
    target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
}
