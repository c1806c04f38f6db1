import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';
import { fail, type ImportAnswer, type LibraryDetails, ok, type Result, type SessionId, words } from '#contract';
import { askFile } from '../ask-file.ts';
import type { ServedApi } from '../ipc.ts';
import type { SettingsFile } from '../settings.ts';
import type { Demo } from './demo.ts';
import type { ImportQueue } from './import/import-queue.ts';
import type { Library } from './library.ts';
import type { LibraryHome } from './move/library-home.ts';
import type { QuotaPort } from './library-quota.ts';
import type { SongStore } from './song-store.ts';
import { addStemFile, discardStemFile, useStemFile } from './stems/replace-stem.ts';

type LibraryApi = Pick<
  ServedApi,
  | 'listSongs'
  | 'removeSession'
  | 'restoreDemo'
  | 'changeLibraryFolder'
  | 'chooseImport'
  | 'importDropped'
  | 'answerImport'
  | 'stemFile'
>;

type LibraryApiPorts = {
  readonly store: SongStore;
  readonly home: LibraryHome;
  readonly library: Library;
  readonly demo: Demo;
  readonly imports: ImportQueue;
  readonly settings: SettingsFile;
  readonly quota: QuotaPort;
  /** Null: dismissed. */
  readonly askStemFile: () => Promise<string | null>;
  /** Stops fetching a song before its folder is removed. */
  readonly stopFetching: (id: SessionId) => Promise<unknown>;
  /** Null: dismissed. */
  readonly askFolder: (how: 'move' | 'use') => Promise<string | null>;
  readonly details: () => Promise<LibraryDetails>;
  /** Called when a page that has just loaded asks for the songs. */
  readonly onListed: () => void;
  /** Called when the library is readable again. */
  readonly onBack: () => void;
  readonly askWhatToImport: (what: 'folder' | 'files') => Promise<readonly string[] | null>;
};

async function toTrash(folder: string): Promise<void> {
  await shell.trashItem(folder).catch((error: unknown) => {
    // The desktop's error has no code; to the library the folder cannot be moved.
    throw Object.assign(new Error('the trash refused', { cause: error }), { code: 'EACCES' });
  });
}

/** Returns the methods of `MainApi` about the library that it does not serve itself. */
export function libraryApi({ store, home, library, demo, imports, settings, ...ports }: LibraryApiPorts): LibraryApi {
  let isAway = false;
  return {
    async listSongs() {
      const listed = await library.listSongs();
      ports.onListed();
      if (listed.ok && isAway) ports.onBack();
      isAway = !listed.ok;
      if (listed.ok || listed.failure.kind !== 'folderUnavailable') return listed;
      return fail('folderUnavailable', words().failures.details.libraryShouldBeIn((await ports.details()).folder));
    },
    async changeLibraryFolder(how) {
      const chosen = await ports.askFolder(how);
      if (chosen === null) return ok(null);
      const changed = await (how === 'move' ? home.move(chosen) : home.use(chosen));
      if (!changed.ok) return changed;
      return ok(changed.value ? await ports.details() : null);
    },
    async removeSession(id) {
      const opened = await store.opened();
      if (!opened.ok) return opened;
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
    async stemFile(order) {
      switch (order.does) {
        case 'add': {
          const path = order.path ?? (await ports.askStemFile());
          return path === null ? ok(null) : addStemFile(store, order, path, ports.quota);
        }
        case 'use':
        case 'discard': {
          const done = await (order.does === 'use' ? useStemFile : discardStemFile)(store, order);
          return done.ok ? ok(null) : done;
        }
      }
    },
  };
}

/** Asks for a library folder in the native dialog and returns its real path. Null: dismissed. */
export async function askLibraryFolder(how: 'move' | 'use', window: BrowserWindow | null): Promise<string | null> {
  const { title, button } = words().main.dialogs.library[how];
  const options: OpenDialogOptions = {
    title,
    buttonLabel: button,
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  };
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  return realpath(path).catch(() => path);
}

/** Asks for the file that takes the place of a stem's. Null: dismissed. */
export const askStemFile = (settings: SettingsFile, window: BrowserWindow | null): Promise<string | null> =>
  askFile({ ...words().main.dialogs.replaceStem, extensions: soundEndings }, settings, window);

export const soundEndings = [
  ...['mp3', 'wav', 'wave', 'bwf', 'w64', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'mp4', 'mov', 'aac'],
  ...['aif', 'aiff', 'aifc', 'caf', 'au', 'snd', 'webm', 'mka'],
];

/** Asks what to import in the native dialog, starting in the last import's folder. Null: dismissed. */
export async function chooseImport(
  what: 'folder' | 'files',
  settings: SettingsFile,
  window: BrowserWindow | null,
): Promise<readonly string[] | null> {
  const { dialogs } = words().main;
  const folder = settings.current.importFolder;
  const options: OpenDialogOptions = {
    title: what === 'folder' ? dialogs.importFolders : dialogs.importFiles,
    ...(folder === null ? {} : { defaultPath: folder }),
    properties: [what === 'folder' ? 'openDirectory' : 'openFile', 'multiSelections'],
    filters:
      what === 'folder'
        ? []
        : [
            { name: dialogs.soundAndZip, extensions: [...soundEndings, 'zip'] },
            { name: dialogs.allFiles, extensions: ['*'] },
          ],
  };
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [first] = filePaths;
  if (canceled || first === undefined) return null;
  void settings.change({ importFolder: dirname(first) });
  return filePaths;
}
