import { join, resolve } from 'node:path';

/** Where things lie on this machine. Only main knows these paths. */
export type Places = {
  readonly library: string;
  /** Of commands that run without a window. */
  readonly commands: string;
  readonly settings: string;
  readonly log: string;
  /** Of commands that run without a window, perhaps beside one. */
  readonly commandLog: string;
  readonly exportLedger: string;
  readonly page: string;
  readonly preload: string;
  readonly demo: string;
};

/** `appFolder` holds `out` and, when it is the project, `build`; `resources` is Electron's, of a packaged app. */
export function findPlaces(userData: string, appFolder: string, resources: string, isPackaged: boolean): Places {
  return {
    library: join(userData, 'library'),
    commands: join(userData, 'command-line'),
    settings: join(userData, 'settings.json'),
    log: join(userData, 'logs', 'main.log'),
    commandLog: join(userData, 'logs', 'command.log'),
    exportLedger: join(userData, 'exports.json'),
    page: join(appFolder, 'out', 'renderer'),
    preload: join(appFolder, 'out', 'preload', 'index.cjs'),
    demo: isPackaged ? join(resources, 'demo-song') : resolve(appFolder, 'build', 'demo-song', 'rendered'),
  };
}
