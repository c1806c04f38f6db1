import { app } from 'electron';
import { pathToFileURL } from 'node:url';
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
};

// Electron is not ready before this module has run to its end, so nothing here may wait for that.
void app.whenReady().then(async () => {
  const wanted = process.env.PART;
  if (wanted === 'net' || wanted === 'keychain' || wanted === 'hang') await parts[wanted]();
  app.quit();
});
