import { dirname } from 'node:path';
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { SettingsFile } from '../../settings.ts';

const soundEndings = [
  ...['mp3', 'wav', 'wave', 'bwf', 'w64', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'mp4', 'mov', 'aac'],
  ...['aif', 'aiff', 'aifc', 'caf', 'au', 'snd', 'webm', 'mka'],
];

/** The native open dialog, in the folder where the last import came from. Null: dismissed. */
export async function chooseImport(
  what: 'folder' | 'files',
  settings: SettingsFile,
  window: BrowserWindow | null,
): Promise<readonly string[] | null> {
  const folder = settings.current.importFolder;
  const options: OpenDialogOptions = {
    title: what === 'folder' ? 'Import folders of stems' : 'Import stems',
    ...(folder === null ? {} : { defaultPath: folder }),
    properties: [what === 'folder' ? 'openDirectory' : 'openFile', 'multiSelections'],
    filters:
      what === 'folder'
        ? []
        : [
            { name: 'Sound and ZIP', extensions: [...soundEndings, 'zip'] },
            { name: 'All files', extensions: ['*'] },
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
