import { basename, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { fail, ok, type Result, words } from '#contract';
import { askFile } from '../ask-file.ts';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, replaceFile, truePath } from '../disk/fs.ts';
import type { ExportWriter } from '../export/export-writer.ts';
import type { ServedApi } from '../ipc.ts';
import { soundEndings } from '../library/library-api.ts';
import type { SettingsFile } from '../settings.ts';
import type { PurchaseLedger } from './ledger.ts';
import { ledgerCsv } from './ledger-csv.ts';
import type { OwnFiles } from './own-files.ts';
import type { Purchases } from './purchases.ts';
import type { ServiceSongs } from './service-songs.ts';

type PurchaseApi = Pick<
  ServedApi,
  | 'chooseSong'
  | 'dropSong'
  | 'encodeSong'
  | 'offerPurchase'
  | 'buySeparation'
  | 'listPurchases'
  | 'savePurchases'
  | 'settlePurchase'
  | 'serviceSong'
  | 'addGeneration'
  | 'buyWords'
  | 'buyMidi'
>;

type PurchaseApiPorts = {
  readonly fs: Fs;
  readonly purchases: Purchases;
  readonly ledger: PurchaseLedger;
  readonly files: OwnFiles;
  readonly songs: ServiceSongs;
  readonly writer: ExportWriter;
  /** Null: dismissed. */
  readonly askSong: () => Promise<string | null>;
  /** Asks where to save a file of this name. Null: dismissed. */
  readonly askWhere: (fileName: string) => Promise<string | null>;
};

/** Returns the methods of `MainApi` about purchases. */
export function purchaseApi({ fs, purchases, ledger, files, songs, writer, ...ports }: PurchaseApiPorts): PurchaseApi {
  return {
    async chooseSong() {
      const path = await ports.askSong();
      return path === null ? ok(null) : files.choose(path);
    },
    async dropSong(path) {
      const real = await onDisk(() => truePath(fs, path));
      return real.ok ? files.choose(real.value) : real;
    },
    async encodeSong(sha256) {
      if ((await files.find(sha256)) === null) return fail('sourceUnreadable');
      const path = await onDisk(() => files.encodedPath(sha256));
      return path.ok ? writer.beginOwn(path.value) : path;
    },
    offerPurchase: () => purchases.offer(),
    async buySeparation(order) {
      const bought = await purchases.buySeparation(order);
      // What is left is removed at the next start.
      if (bought.ok) await onDisk(() => files.removeEncoded());
      return bought;
    },
    listPurchases: () => purchases.list(),
    async savePurchases(): Promise<Result<boolean>> {
      const all = await ledger.list();
      if (!all.ok) return all;
      const path = await ports.askWhere('Stemroom purchases.csv');
      if (path === null) return ok(false);
      const saved = await onDisk(() => replaceFile(fs, path, new TextEncoder().encode(ledgerCsv(all.value))));
      return saved.ok ? ok(true) : saved;
    },
    settlePurchase: ({ id, settlement }) => purchases.settle(id, settlement),
    serviceSong: (id) => songs.read(id),
    addGeneration: (question) => songs.addGeneration(question),
    buyWords: (order) => songs.buyWords(order),
    buyMidi: (order) => songs.buyMidi(order),
  };
}

/** Asks for one sound file in the native dialog. Null: dismissed. */
export const askSong = (settings: SettingsFile, window: BrowserWindow | null): Promise<string | null> =>
  askFile({ ...words().main.dialogs.separate, extensions: soundEndings }, settings, window);

/** Asks where to save the ledger in the native dialog. Null: dismissed. */
export async function askWhereToSaveLedger(fileName: string, window: BrowserWindow | null): Promise<string | null> {
  const options = {
    title: words().main.dialogs.savePurchases,
    defaultPath: join(app.getPath('documents'), fileName),
    filters: [{ name: 'CSV', extensions: ['csv'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'] as ('createDirectory' | 'showOverwriteConfirmation')[],
  };
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return null;
  return basename(filePath).includes('.') ? filePath : `${filePath}.csv`;
}
