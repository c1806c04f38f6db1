import { dirname, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { words } from '#contract';
import type { SettingsFile } from '../settings.ts';
import { completedPath, type ExportPlace } from './find-places.ts';

type Ask = (names: readonly string[]) => Promise<ExportPlace | null>;

/** Returns a function that asks where to save, starting in the last export's folder: a file for one name, a folder for several. Null: dismissed. */
export function askWhereToSave(settings: SettingsFile, window: () => BrowserWindow | null): Ask {
  return async (names) => {
    const [only, ...more] = names;
    const folder = settings.current.exportFolder ?? app.getPath('music');
    const place =
      only === undefined || more.length > 0
        ? await askFolder(window(), folder, names.length)
        : await askFile(window(), folder, only);
    if (place !== null) {
      void settings.change({ exportFolder: place.kind === 'file' ? dirname(place.path) : place.path });
    }
    return place;
  };
}

async function askFile(parent: BrowserWindow | null, folder: string, fileName: string): Promise<ExportPlace | null> {
  // Dialogs only know the part of an ending after its last dot.
  const ending = extname(fileName).slice(1);
  const options = {
    title: words().main.dialogs.export,
    defaultPath: join(folder, fileName),
    filters: ending === '' ? [] : [{ name: ending.toUpperCase(), extensions: [ending] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'] as ('createDirectory' | 'showOverwriteConfirmation')[],
  };
  const { canceled, filePath } = await (parent === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(parent, options));
  if (canceled || filePath === '') return null;
  // The dialog asked about the typed name, not about the completed one.
  const path = completedPath(filePath, fileName);
  return { kind: 'file', path, mayReplace: path === filePath };
}

async function askFolder(parent: BrowserWindow | null, folder: string, count: number): Promise<ExportPlace | null> {
  const options = {
    title: words().main.dialogs.exportFiles(count),
    buttonLabel: words().main.dialogs.exportHere,
    defaultPath: folder,
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'] as (
      'openDirectory' | 'createDirectory' | 'promptToCreate'
    )[],
  };
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  const [path] = filePaths;
  return canceled || path === undefined ? null : { kind: 'folder', path };
}
