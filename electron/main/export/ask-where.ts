import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { SettingsFile } from '../settings.ts';

/** The native save dialog, in the folder where the last export went. */
export function askWhereToSave(
  settings: SettingsFile,
  window: () => BrowserWindow | null,
): (fileName: string) => Promise<string | null> {
  return async (fileName) => {
    const folder = settings.current.exportFolder ?? app.getPath('music');
    const ending = extname(fileName).slice(1);
    const options = {
      title: 'Export',
      defaultPath: join(folder, fileName),
      filters: ending === '' ? [] : [{ name: ending.toUpperCase(), extensions: [ending] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'] as (
        'createDirectory' | 'showOverwriteConfirmation'
      )[],
    };
    const parent = window();
    const { canceled, filePath } = await (parent === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    if (canceled || filePath === '') return null;
    void settings.change({ exportFolder: dirname(filePath) });
    // The dialog asked about replacing a file of this very name, not of the one with the ending.
    const completed = `${filePath}.${ending}`;
    return ending !== '' && extname(filePath) === '' && !existsSync(completed) ? completed : filePath;
  };
}
