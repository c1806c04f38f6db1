import { dirname } from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import { words } from '#contract';
import type { SettingsFile } from './settings.ts';

type Asked = { readonly title: string; readonly name: string; readonly extensions: readonly string[] };

/** Asks for one file in the native dialog, starting in the last import's folder, which becomes that of the chosen file. Null: dismissed. */
export async function askFile(
  { title, name, extensions }: Asked,
  settings: SettingsFile,
  window: BrowserWindow | null,
): Promise<string | null> {
  const folder = settings.current.importFolder;
  const options: OpenDialogOptions = {
    title,
    ...(folder === null ? {} : { defaultPath: folder }),
    properties: ['openFile'],
    filters: [
      { name, extensions: [...extensions] },
      { name: words().main.dialogs.allFiles, extensions: ['*'] },
    ],
  };
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  void settings.change({ importFolder: dirname(path) });
  return path;
}
