import { realpath } from 'node:fs/promises';
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';

const titles = { move: 'Move the library', use: 'Use a library' } as const;
const labels = { move: 'Move here', use: 'Use this folder' } as const;

/** The native dialog for a folder of the library. Null: dismissed. Links on the way are followed here, nowhere else. */
export async function askLibraryFolder(how: 'move' | 'use', window: BrowserWindow | null): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: titles[how],
    buttonLabel: labels[how],
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  };
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  return realpath(path).catch(() => path);
}
