import { dirname, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { partsOfName } from '#contract';
import type { SettingsFile } from '../settings.ts';
import type { ExportPlace } from './find-places.ts';

/**
 * A path that ends as the offered name does, whatever the user typed: behind `Vol. 2` and `Mix.mp3` the ending of the format is put,
 * and the last part of one (`.mp4` of `.stem.mp4`) is made whole.
 */
export function completedPath(path: string, offeredName: string): string {
  const { ending } = partsOfName(offeredName);
  return withEnding(path, ending);
}

/** A path with this ending (its dot included), which is put behind any other that it may have. */
export function withEnding(path: string, ending: string): string {
  const lower = path.toLowerCase();
  const hasName = (length: number): boolean => !/(^|[\\/])$/.test(path.slice(0, path.length - length));
  if (lower.endsWith(ending.toLowerCase()) && hasName(ending.length)) return path;
  const last = extname(ending);
  const isPart = last !== ending && last !== '' && lower.endsWith(last.toLowerCase()) && hasName(last.length);
  return (isPart ? path.slice(0, path.length - last.length) : path) + ending;
}

type Ask = (names: readonly string[]) => Promise<ExportPlace | null>;

/** The native dialogs, in the folder where the last export went: a file for one name, a folder for several. */
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
  // A dialog knows what is behind the last dot only.
  const ending = extname(fileName).slice(1);
  const options = {
    title: 'Export',
    defaultPath: join(folder, fileName),
    filters: ending === '' ? [] : [{ name: ending.toUpperCase(), extensions: [ending] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'] as ('createDirectory' | 'showOverwriteConfirmation')[],
  };
  const { canceled, filePath } = await (parent === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(parent, options));
  if (canceled || filePath === '') return null;
  // The dialog asked about replacing a file of this very name, not of the one with the ending.
  const path = completedPath(filePath, fileName);
  return { kind: 'file', path, mayReplace: path === filePath };
}

async function askFolder(parent: BrowserWindow | null, folder: string, count: number): Promise<ExportPlace | null> {
  const options = {
    title: `Export ${String(count)} files`,
    buttonLabel: 'Export here',
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
