import { shell } from 'electron';
import { ok, type Result, type Session, type SessionId } from '#contract';
import type { ServedApi } from './ipc.ts';
import type { ImportDesk } from './library/import/import-desk.ts';
import type { Demo } from './library/demo.ts';
import type { Library } from './library/library.ts';
import type { SongStore } from './library/song-store.ts';
import type { SettingsFile } from './settings.ts';

type LibraryApi = Pick<
  ServedApi,
  | 'listSessions'
  | 'openSession'
  | 'verifySession'
  | 'renameSession'
  | 'removeSession'
  | 'restoreDemo'
  | 'chooseImport'
  | 'importDropped'
  | 'saveMix'
  | 'saveAnalysis'
  | 'saveStemFacts'
>;

export type LibraryApiPorts = {
  readonly store: SongStore;
  readonly library: Library;
  readonly demo: Demo;
  readonly imports: ImportDesk;
  readonly settings: SettingsFile;
  /** Stops what is being fetched for a song before its folder goes. */
  readonly stopFetching: (id: SessionId) => Promise<unknown>;
  readonly askWhatToImport: (what: 'folder' | 'files') => Promise<readonly string[] | null>;
};

async function toTrash(folder: string): Promise<void> {
  await shell.trashItem(folder).catch((error: unknown) => {
    // What the desktop says has no code; to the library it is a folder that cannot be moved.
    throw Object.assign(new Error('the trash refused', { cause: error }), { code: 'EACCES' });
  });
}

/** The library's part of what the page may ask. */
export function libraryApi({ store, library, demo, imports, settings, ...ports }: LibraryApiPorts): LibraryApi {
  return {
    listSessions: () => library.listSessions(),
    openSession: (id) => library.openSession(id),
    verifySession: (id) => library.verifySession(id),
    renameSession: (change) => library.renameSession(change),
    saveMix: (change) => library.saveMix(change),
    saveAnalysis: (change) => library.saveAnalysis(change),
    saveStemFacts: (change) => library.saveStemFacts(change),
    async removeSession(id) {
      await ports.stopFetching(id);
      const wasDemo = demo.has(id);
      const removed = await store.remove(id, toTrash);
      return removed.ok && wasDemo ? settings.change({ isDemoRemoved: true }) : removed;
    },
    async restoreDemo() {
      const restored = await demo.restore();
      if (restored.ok) await settings.change({ isDemoRemoved: false });
      return restored;
    },
    async chooseImport(what): Promise<Result<Session | null>> {
      const paths = await ports.askWhatToImport(what);
      return paths === null ? ok(null) : imports.bring(paths);
    },
    importDropped: (paths) => imports.bring(paths),
  };
}
