import { app, BrowserWindow, protocol } from 'electron';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure, type Sha256, stemFlowUrl } from '#contract';
import { registerAppSchemes, serveAppFiles } from '../../../electron/main/app-protocol/serve.ts';
import { guardAllContents } from '../../../electron/main/window/guard.ts';
import { HelperStore, startElectronHelper } from '../../../electron/main/keychain/keychain.ts';
import { electronHttp } from '../../../electron/main/net/electron-http.ts';
import { httpPortCases, runHttpPortCase } from '../../fakes/http-port-cases.ts';

// A small app that tries the parts of main which only Electron has. Each line of its output is one result.
const told = (line: object): void => {
  console.log(`RESULT ${JSON.stringify(line)}`);
};

const parts = {
  async net(): Promise<void> {
    const certificates = pathToFileURL(`${process.env.CERTIFICATES ?? ''}/`);
    const port = electronHttp();
    for (const one of httpPortCases) {
      const trouble = await runHttpPortCase(one, port, certificates).then(
        () => null,
        (error: unknown) => String(error instanceof Error ? error.stack : error),
      );
      told({ name: one.name, trouble });
    }
  },

  async keychain(): Promise<void> {
    const store = new HelperStore(startElectronHelper);
    told({ wrote: await store.write('sk-from-electron', 10_000) });
    told({ read: await store.read(10_000) });
    told({ removed: await store.remove(10_000) });
    told({ left: await store.read(10_000) });
    store.dispose();
  },

  /** A question that hangs, and quitting while it does. */
  async hang(): Promise<void> {
    const store = new HelperStore(startElectronHelper);
    told({ late: await store.read(1500) });
    void store.read(60_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    store.dispose();
  },

  /** What a page gets from `stem://`, with Electron's file protocols or, when the environment says so, without. */
  async stems(): Promise<void> {
    if (process.env.WITHOUT_FILE_PROTOCOLS !== undefined) {
      Object.defineProperty(protocol, 'registerFileProtocol', { value: undefined });
    }
    const folder = app.getPath('userData');
    const [page, stem] = [join(folder, 'page.html'), join(folder, 'stem')];
    await writeFile(page, '<!doctype html><title>Page</title>');
    await writeFile(
      stem,
      Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 251),
    );
    const sha256 = 'a'.repeat(64) as Sha256;
    const refused = { ok: false, failure: failure('internal') } as const;
    serveAppFiles(
      {
        pageFiles: () => Promise.resolve(new Map([['/index.html', { path: page, contentType: 'text/html' }]])),
        findSound: (hash) =>
          Promise.resolve(hash === sha256 ? { path: stem, byteLength: 3_000_000, container: 'mp3' as const } : null),
        findCover: () => Promise.resolve(null),
        findOverview: () => Promise.resolve(null),
        saveOverview: () => Promise.resolve(refused),
        writeExport: () => Promise.resolve(refused),
      },
      {
        info: () => undefined,
        warn: (message) => {
          told({ warned: message });
        },
        error: console.error,
      },
    );
    const window = new BrowserWindow({ show: false });
    await window.loadURL('app://bundle/index.html');
    const answered = `async (url, range) => {
      const answer = await fetch(url, range ? { headers: { Range: range } } : {}).catch(() => null);
      if (answer === null) return 'refused';
      const bytes = await answer.arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return [answer.status, answer.headers.get('Content-Range'), bytes.byteLength, hash.join()];
    }`;
    const known = stemFlowUrl(sha256);
    for (const [url, range] of [
      [known, ''],
      [known, 'bytes=1000000-'],
      [known, 'bytes=5-9'],
      [stemFlowUrl('b'.repeat(64) as Sha256), ''],
    ]) {
      const words = JSON.stringify([url, range]);
      const got: unknown = await window.webContents.executeJavaScript(`(${answered})(...${words})`);
      told({ range, got });
    }
  },

  /** Electron 44 and later ask this also for what main fetches; earlier ones for pages alone. */
  certificate(): Promise<void> {
    const event = { isPrevented: false, preventDefault: () => (event.isPrevented = true) };
    const contents = { emit: () => true };
    const certificates = [{ subjectName: 'A Name' }];
    const answer = (...chosen: unknown[]): void => {
      told({ isPrevented: event.isPrevented, chosen });
    };
    app.emit('select-client-certificate', event, contents, 'https://stems.example/', certificates, answer);
    return Promise.resolve();
  },
};

registerAppSchemes();
guardAllContents();

// Electron is not ready before this module has run to its end, so nothing here may wait for that.
void app.whenReady().then(async () => {
  const wanted = process.env.PART;
  for (const [name, run] of Object.entries(parts)) if (name === wanted) await run();
  app.quit();
});
