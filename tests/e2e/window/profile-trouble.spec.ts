import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../stemroom.ts';
import { button, readyToPlay } from '../support/hands.ts';

test('F48 Stemroom starts, plays and says so when the disk lets it write no list of exports', async ({ stemroom }) => {
  const { userData } = stemroom;
  const left = JSON.stringify([join(userData, `.stemroom-${'0'.repeat(26)}.part`)]);
  writeFileSync(join(userData, 'exports.json'), left);
  // As on a full disk, or one that is read-only: the next version of the list cannot be written.
  mkdirSync(join(userData, 'exports.json.tmp', 'in the way'), { recursive: true });
  const page = await stemroom.start();
  await readyToPlay(page);
  await button(page, 'Play').click();
  await expect(button(page, 'Pause')).toBeVisible();
  expect(readFileSync(join(userData, 'exports.json'), 'utf8')).toBe(left);
  const log = readFileSync(join(userData, 'logs', 'main.log'), 'utf8');
  expect(log).toContain('what exports left could not be removed');
  expect(log).not.toContain('a bug in the main process');
});

test('F49 settings that a newer Stemroom wrote are told of, changed until it is closed, and never written over', async ({
  stemroom,
}) => {
  const path = join(stemroom.userData, 'settings.json');
  const newer = JSON.stringify({
    version: 7,
    page: { theme: 'light' },
    isDemoRemoved: false,
    cloud: { account: 'anna' },
  });
  writeFileSync(path, newer);
  const page = await stemroom.start();
  await expect(page.getByText('Your settings cannot be read.')).toBeVisible();
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: light)').matches)).toBe(true);
  const kept = await page.evaluate(async () => {
    await globalThis.stemroom.changeSettings({ theme: 'dark' });
    const read = await globalThis.stemroom.readSettings();
    return read.ok ? read.value : null;
  });
  expect(kept).toMatchObject({ settings: { theme: 'dark' }, trouble: { kind: 'settingsUnreadable' } });
  await stemroom.screenshot('settings-unreadable');
  await stemroom.quit();
  expect(readFileSync(path, 'utf8')).toBe(newer);
});
