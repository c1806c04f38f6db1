import { resolve } from 'node:path';
import { DrivenApp } from './driven-app.ts';
import { startPeerServer } from './peer-server.ts';
import { median } from './results.ts';

export const emptyApp = resolve(import.meta.dirname, '../../engine/harness/app');
/** Resolves when the page has drawn one more frame. */
export const oneFrame = `new Promise((done) => requestAnimationFrame(() => setTimeout(done)))`;

/** What a window with nothing in it takes in the same Electron. `openMs`: from the start of the process to its first frame. */
export type EmptyWindow = { readonly openMs: number; readonly pageMB: number };

/** Opens an empty window so many times; the median counts. */
export async function emptyWindow(executable: string, env: NodeJS.ProcessEnv, starts: number): Promise<EmptyWindow> {
  const server = await startPeerServer([]);
  const times: number[] = [];
  let pageMB = NaN;
  try {
    for (let start = 0; start < starts; start += 1) {
      const began = performance.now();
      const app = new DrivenApp(executable, [emptyApp, `--page=${server.origin}/`], env);
      await app.until(`document.title === 'Peers'`, 30_000, 10);
      await app.evaluate(oneFrame);
      times.push(performance.now() - began);
      pageMB = (await app.usage()).peakMB;
      await app.quit();
    }
  } finally {
    server.close();
  }
  return { openMs: median(times), pageMB };
}
