import { shell } from 'electron';
import { fail, ok, type ImportAnswer, type LibraryFacts, type Result, type SessionId } from '#contract';
import type { ServedApi } from './ipc.ts';
import type { ImportDesk } from './library/import/import-desk.ts';
import type { Demo } from './library/demo.ts';
import type { Library } from './library/library.ts';
import type { LibraryHome } from './library/move/library-home.ts';
import type { SongStore } from './library/song-store.ts';
import type { SettingsFile } from './settings.ts';

type LibraryApi = Pick<
  ServedApi,
  | 'listSessions'
  | 'openSession'
  | 'verifySession'
  | 'renameSession'
  | 'markSession'
  | 'removeSession'
  | 'restoreDemo'
  | 'changeLibraryFolder'
  | 'chooseImport'
  | 'importDropped'
  | 'answerImport'
  | 'saveMix'
  | 'saveAnalysis'
  | 'saveStemFacts'
>;

export type LibraryApiPorts = {
  readonly store: SongStore;
  readonly home: LibraryHome;
  readonly library: Library;
  readonly demo: Demo;
  readonly imports: ImportDesk;
  readonly settings: SettingsFile;
  /** Stops what is being fetched for a song before its folder goes. */
  readonly stopFetching: (id: SessionId) => Promise<unknown>;
  /** Without null: dismissed. */
  readonly askFolder: (how: 'move' | 'use') => Promise<string | null>;
  readonly facts: () => Promise<LibraryFacts>;
  /** A page that has just come up listens by now, and asks for the songs. */
  readonly onListed: () => void;
  /** The library could not be read, and now it can. */
  readonly onBack: () => void;
  readonly askWhatToImport: (what: 'folder' | 'files') => Promise<readonly string[] | null>;
};

async function toTrash(folder: string): Promise<void> {
  await shell.trashItem(folder).catch((error: unknown) => {
    // What the desktop says has no code; to the library it is a folder that cannot be moved.
    throw Object.assign(new Error('the trash refused', { cause: error }), { code: 'EACCES' });
  });
}

/** The library's part of what the page may ask. */
export function libraryApi({ store, home, library, demo, imports, settings, ...ports }: LibraryApiPorts): LibraryApi {
  let isAway = false;
  return {
    async listSessions() {
      const listed = await library.listSessions();
      ports.onListed();
      if (listed.ok && isAway) ports.onBack();
      isAway = !listed.ok;
      if (listed.ok || listed.failure.kind !== 'folderUnavailable') return listed;
      return fail('folderUnavailable', `The library should be in ${(await ports.facts()).folder}.`);
    },
    async changeLibraryFolder(how) {
      const chosen = await ports.askFolder(how);
      if (chosen === null) return ok(null);
      const changed = await (how === 'move' ? home.move(chosen) : home.use(chosen));
      if (!changed.ok) return changed;
      return ok(changed.value ? await ports.facts() : null);
    },
    openSession: (id) => library.openSession(id),
    verifySession: (id) => library.verifySession(id),
    renameSession: (change) => library.renameSession(change),
    markSession: (change) => library.markSession(change),
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
      const restored = await demo.restoreWhole();
      if (restored.ok) await settings.change({ isDemoRemoved: false });
      return restored;
    },
    async chooseImport(what): Promise<Result<ImportAnswer | null>> {
      const paths = await ports.askWhatToImport(what);
      return paths === null ? ok(null) : imports.bring(paths);
    },
    importDropped: (paths) => imports.bring(paths),
    answerImport: (answer) => imports.answer(answer),
  };
}
