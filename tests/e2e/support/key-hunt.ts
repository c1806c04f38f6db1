import type { Page } from '@playwright/test';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Stemroom } from '../stemroom.ts';

/** A file that the app renamed or removed while this looked for it holds nothing. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Every file below a folder that holds the text, as it is, in base64 or in UTF-16. */
export function filesWith(text: string, folder: string): readonly string[] {
  const forms = [Buffer.from(text), Buffer.from(Buffer.from(text).toString('base64')), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
    .filter((path) => {
      const bytes = bytesOf(path);
      return forms.some((form) => bytes.includes(form));
    });
}

/** What the page can see and ask for: its document, its stores, and every answer that takes no argument. */
export const seenByPage = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const main = globalThis.stemroom;
    const answers = await Promise.all([
      ...[main.keyStatus(), main.testKey(), main.readSettings()],
      ...[main.listSongs(), main.appDetails()],
    ]);
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const caches = await globalThis.caches.keys().catch(() => []);
    return [
      JSON.stringify([answers, localStorage, sessionStorage, databases, caches]),
      document.cookie,
      document.documentElement.outerHTML,
    ].join('\n');
  });

/** Everything that is alive in the page's process, as one text. */
export async function heapOf(page: Page): Promise<string> {
  const debug = await page.context().newCDPSession(page);
  const pieces: string[] = [];
  debug.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk));
  await debug.send('HeapProfiler.collectGarbage');
  await debug.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await debug.detach();
  return pieces.join('');
}

/** What main tells the page from now on, unasked. */
export async function listenToNotices({ app }: Stemroom): Promise<() => Promise<string>> {
  await app.evaluate(({ BrowserWindow }) => {
    const told: string[] = [];
    Object.assign(globalThis, { toldToPage: told });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...words: unknown[]) => {
        told.push(JSON.stringify([channel, words]));
        send(channel, ...words);
      };
    }
  });
  return () =>
    app.evaluate(() => ((globalThis as { readonly toldToPage?: readonly string[] }).toldToPage ?? ['?']).join('\n'));
}

/** Command line and environment of every process that works for this Stemroom. */
export function wordsOfProcesses(userData: string): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const [command, environment] = ['cmdline', 'environ'].map((name) =>
          readFileSync(join('/proc', pid, name), 'utf8'),
        );
        return command?.includes(userData) === true ? `${command}\n${environment ?? ''}` : '';
      } catch {
        // The process has ended meanwhile, or belongs to somebody else.
        return '';
      }
    })
    .join('\n');
}
