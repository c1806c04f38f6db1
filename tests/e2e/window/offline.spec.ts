import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { button, dragBy, position, readyToPlay, slider } from '../support/hands.ts';
import { listenForAnybody, type Listener } from '../support/listener.ts';
import { answerSaveDialog } from '../support/native-dialogs.ts';
import { inFolder } from '../support/stem-folders.ts';
import { waysOut } from '../support/ways-out.ts';

let listener: Listener;
test.beforeEach(async () => {
  listener = await listenForAnybody();
});
test.afterEach(async () => {
  await listener.close();
});

/** Notes in main what any session of the app asks for, but its own files. */
async function watchRequests({ app }: Stemroom): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ session }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { askedOutside: asked });
    for (const one of [session.defaultSession, session.fromPartition('net')]) {
      const note = ({ url }: { readonly url: string }): void => {
        if (!/^(app:|stem:|blob:app:|data:|devtools:)/.test(url)) asked.push(url);
      };
      one.webRequest.onSendHeaders(note);
      one.webRequest.onErrorOccurred(note);
    }
  });
  return () => app.evaluate(() => (globalThis as { readonly askedOutside?: readonly string[] }).askedOutside ?? ['?']);
}

test('without a network songs open, play, are mixed and exported, and nothing is asked for', async ({ stemroom }) => {
  const env = { STEMROOM_API_BASE: `http://${listener.host}` };
  let page = await stemroom.start({ env });
  await readyToPlay(page);
  await stemroom.quit();
  page = await stemroom.start({ env });
  const asked = await watchRequests(stemroom);
  await readyToPlay(page);
  await button(page, 'Play').click();
  await expect.poll(() => position(page)).toBeGreaterThan(0.5);
  await slider(page, 'Drums level').focus();
  await page.keyboard.press('PageDown');
  await button(page, 'Mute Bass').click();
  await dragBy(page, page.getByTitle(/drag to loop/), 0.1, 0.15);
  await button(page, 'Stop').click();
  await inFolder(async (folder) => {
    await answerSaveDialog(stemroom, join(folder, 'mix.wav'));
    await button(page, 'Export').click();
    await button(page, 'Save WAV').click();
    await expect(button(page, 'Show in folder')).toBeVisible({ timeout: 90_000 });
    expect(readdirSync(folder)).toEqual(['mix.wav']);
  });
  await page.keyboard.press('Escape');
  await button(page, 'Settings').click();
  await expect(page.getByText('MIT licence')).toBeVisible();
  expect(await asked()).toEqual([]);
  expect(listener.connections()).toBe(0);
});

test('the page gets out by none of its ways', async ({ stemroom }) => {
  stemroom.expectComplaints(/./);
  const page = await stemroom.start();
  await readyToPlay(page);
  for (const [name, way] of Object.entries(waysOut)) {
    expect.soft(await page.evaluate(way, listener.host), name).not.toBe('out');
    expect.soft(listener.connections(), name).toBe(0);
  }
  // The last word says that all complaints have been heard.
  await page.evaluate(() => {
    console.error('the last word');
  });
  await expect.poll(() => stemroom.complaints.at(-1)).toContain('the last word');
  expect(stemroom.complaints.join('\n')).toContain('Content Security Policy');
});
