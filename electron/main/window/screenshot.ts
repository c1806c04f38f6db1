import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

const lookEveryMs = 200;
const longestMs = 12_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Page code: settles when fonts are there and two frames were drawn. */
const drawn = `document.fonts.ready.then(() => new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))))`;

/** Writes a PNG of the page once `isReady` says that it shows what it has, or after 12 s; prints where. */
export async function takeScreenshot(window: BrowserWindow, path: string, isReady: () => boolean): Promise<void> {
  if (window.webContents.isLoading()) await once(window.webContents, 'did-finish-load');
  for (let waitedMs = 0; waitedMs < longestMs && !isReady(); waitedMs += lookEveryMs) await wait(lookEveryMs);
  await wait(lookEveryMs);
  await window.webContents.executeJavaScript(drawn);
  const image = await window.webContents.capturePage();
  await writeFile(path, image.toPNG());
  console.log(`Screenshot: ${path}`);
}
