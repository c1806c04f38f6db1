import type { Page } from '@playwright/test';
import { expect, oneApp, test } from './stemroom.ts';
import { button, drawn } from './support/hands.ts';

const app = oneApp();

const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });

test('a menu goes to its ends and to what is typed, and a letter does nothing else there', async () => {
  const { page } = await app();
  await drawn(page);
  await page.getByRole('group', { name: 'Drums', exact: true }).hover();
  await button(page, 'More for Drums').click();
  await expect(item(page, 'Reset strip')).toBeFocused();
  await page.keyboard.press('End');
  await expect(item(page, 'Preview forward')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item(page, 'Reset strip')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(item(page, 'Reset strip')).toBeFocused();

  await page.keyboard.type('s');
  await expect(item(page, 'Solo only this')).toBeFocused();
  await page.keyboard.type('olo o');
  await expect(item(page, 'Solo only this')).toBeFocused();
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(button(page, 'Undo')).toBeDisabled();
  // After half a second a letter begins a new text.
  await expect(async () => {
    await page.keyboard.type('m');
    await expect(item(page, 'Mute only this')).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(button(page, 'More for Drums')).toBeFocused();
});
