import { join } from 'node:path';
import {
  fail,
  ok,
  type ChosenFile,
  type ExportTicket,
  type PurchaseProgress,
  type Result,
} from '../../electron/contract/index.ts';
import { type Fs, nodeFs } from '../../electron/main/disk/fs.ts';
import { newExportTicket } from '../../electron/main/disk/ulid.ts';
import { ServiceSongStore } from '../../electron/main/library/service-song-store.ts';
import { SongStore } from '../../electron/main/library/song-store.ts';
import { TaskLibrary } from '../../electron/main/library/task-library.ts';
import { type HttpPort, type NetLimits, netLimits } from '../../electron/main/net/http.ts';
import { systemClock } from '../../electron/main/net/clock.ts';
import { PurchaseLedger } from '../../electron/main/purchases/ledger.ts';
import { OwnFiles } from '../../electron/main/purchases/own-files.ts';
import { Purchases } from '../../electron/main/purchases/purchases.ts';
import { ServiceSongs, type ServiceSongPorts } from '../../electron/main/purchases/service-songs.ts';
import { loopbackBase, RequestLimiter } from '../../electron/main/service/api-base.ts';
import type { KieTools } from '../../electron/main/service/kie-client.ts';
import { nodeHttp } from './node-http.ts';
import { quietLog } from './quiet-log.ts';

export type RigWish = {
  /** The folder of the library and the ledger. */
  readonly home: string;
  readonly origin: string;
  readonly key: string;
  readonly fs?: Fs;
  readonly http?: HttpPort;
  readonly limits?: Partial<NetLimits>;
  readonly readKey?: () => Promise<Result<string>>;
};

/** All that buys a separation, as main puts it together, without the fetching that follows. */
export function purchaseRig({ home, origin, key, fs = nodeFs, http = nodeHttp(), limits, readKey }: RigWish) {
  const log = quietLog();
  const store = new SongStore({ fs, root: join(home, 'library'), log, announce: () => undefined });
  const library = new TaskLibrary(store);
  const ledger = new PurchaseLedger(fs, join(home, 'purchases.json'));
  const files = new OwnFiles({ fs, uploads: join(home, 'uploads'), findSound: () => Promise.resolve(null) });
  const progress: (PurchaseProgress | null)[] = [];
  const tools: KieTools = {
    ...{ base: loopbackBase(origin), http, limits: { ...netLimits, ...limits }, clock: systemClock },
    limiter: new RequestLimiter(systemClock, 0),
    readKey: readKey ?? (() => Promise.resolve(ok(key))),
  };
  const purchases = new Purchases({
    ...{ ledger, tools, log },
    onProgress: (step) => {
      progress.push(step);
    },
    readChosen: ({ sha256 }) => files.read(sha256),
    async libraryTrouble() {
      const opened = await store.opened();
      return opened.ok ? store.trouble : opened.failure;
    },
    async addSong(taskId, title, separated) {
      const added = await library.createForTask(taskId, title, separated);
      const { source } = separated;
      const original = source?.from === 'file' ? await files.find(source.sha256) : null;
      if (added.ok && original !== null) await library.keepOriginal(added.value.id, original);
      return added;
    },
  });
  const saved = new Map<string, Uint8Array>();
  const kept = new ServiceSongStore(store);
  const songs = new ServiceSongs({
    ...{ library, kept, purchases, ledger, tools, log, writer: memoryWriter(saved) },
    urlCheck: () => (text) =>
      Promise.resolve(text.startsWith(`${origin}/`) ? ok(new URL(text)) : fail('hostNotAllowed', text)),
  });
  return { store, library, ledger, files, purchases, progress, tools, kept, songs, saved };
}

/** Keeps each file that is ended well, under its name. */
function memoryWriter(saved: Map<string, Uint8Array>): ServiceSongPorts['writer'] {
  const open = new Map<ExportTicket, { readonly name: string; bytes: Uint8Array }>();
  return {
    begin: ({ names }) => {
      const files = names.map((fileName) => {
        const ticket = newExportTicket();
        open.set(ticket, { name: fileName, bytes: new Uint8Array() });
        return { ticket, fileName };
      });
      return Promise.resolve(ok({ folderName: 'Music', files, report: null }));
    },
    write: (ticket, _offset, bytes) => {
      const file = open.get(ticket);
      if (file !== undefined) file.bytes = bytes;
      return Promise.resolve(file === undefined ? fail('notFound') : ok());
    },
    end: (ticket, isKept) => {
      const file = open.get(ticket);
      if (isKept && file !== undefined) saved.set(file.name, file.bytes);
      return Promise.resolve(ok());
    },
  };
}

export type PurchaseRig = ReturnType<typeof purchaseRig>;

/** Confirms and buys twelve stems of a chosen file. */
export async function buyTwelve({ purchases }: PurchaseRig, { sha256, name }: ChosenFile) {
  const offer = await purchases.offer();
  if (!offer.ok) return offer;
  const source = { from: 'file', sha256, name } as const;
  const { confirmation } = offer.value;
  return purchases.buySeparation({ confirmation, title: 'Ferry', source, kind: { split: 'twelve' }, despite: null });
}
