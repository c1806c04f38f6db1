import { join, resolve } from 'node:path';
import { app, dialog, session } from 'electron';
import { words } from '#contract';
import { registerAppSchemes } from './app-protocol/serve.ts';
import { isBug } from './disk/disk-failure.ts';
import type { Log } from './log.ts';
import { decidePermissions, guardAllContents } from './window/guard.ts';

/** Sets what Electron needs before it is ready: sandbox, V8 flags, schemes, user data folder, guards. */
export function prepareApp(): void {
  // Switching the sandbox on for all would take `--no-sandbox` back, which root in a container needs.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // V8 lets each thread fill 16 MiB with short-lived objects before it looks at them, and its heap grow to four times what is in
  // use before it looks at the rest; ours has a dozen threads that make few.
  app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=1 --optimize-for-size');
  registerAppSchemes();
  const folder = app.commandLine.getSwitchValue('user-data-dir');
  if (folder !== '') app.setPath('userData', resolve(folder));
  guardAllContents();
  app.on('session-created', decidePermissions);
}

/** Returns the page's session, which is on disk for the code cache only. */
export const pageSession = () => session.defaultSession;

/** Ends the app with a message at an uncaught bug, because broken state could cost a song. A failure of the disk only goes to the log. */
export function endOnBugs(log: Log): void {
  const end = (error: unknown): void => {
    if (!isBug(error, log)) return;
    const { hasToClose, itsOwnError } = words().main.endings;
    dialog.showErrorBox(hasToClose, itsOwnError);
    app.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** Runs `finish` before the app quits, and waits for it at most 3 s. */
export function finishBeforeQuit(finish: () => Promise<unknown>): void {
  const longestMs = 3000;
  app.once('will-quit', (event) => {
    event.preventDefault();
    const tooLong = new Promise((resolveLate) => setTimeout(resolveLate, longestMs));
    void Promise.race([finish(), tooLong]).finally(() => {
      app.exit();
    });
  });
}

/** The app's paths on this computer. Only main knows them. */
export type Places = {
  readonly library: string;
  /** Folders of commands without a window. */
  readonly commands: string;
  readonly settings: string;
  readonly log: string;
  /** The log of commands without a window. */
  readonly commandLog: string;
  readonly exportLedger: string;
  readonly setlists: string;
  /** The ledger of purchases. */
  readonly purchases: string;
  /** Encoded songs on their way to the service. */
  readonly uploads: string;
  /** All songs of the library in one file, which can be removed at any time. */
  readonly songIndex: string;
  readonly page: string;
  readonly preload: string;
  /** The preload of the stage window. */
  readonly stagePreload: string;
  readonly demo: string;
};

/** Returns the app's paths. `appFolder` holds `out` and, when it is the project, `build`; `resources` is Electron's, of a packaged app. */
export function findPlaces(userData: string, appFolder: string, resources: string, isPackaged: boolean): Places {
  return {
    library: join(userData, 'library'),
    commands: join(userData, 'command-line'),
    settings: join(userData, 'settings.json'),
    log: join(userData, 'logs', 'main.log'),
    commandLog: join(userData, 'logs', 'command.log'),
    exportLedger: join(userData, 'exports.json'),
    setlists: join(userData, 'setlists.json'),
    purchases: join(userData, 'purchases.json'),
    uploads: join(userData, 'uploads'),
    songIndex: join(userData, 'songs.index'),
    page: join(appFolder, 'out', 'renderer'),
    preload: join(appFolder, 'out', 'preload', 'index.cjs'),
    stagePreload: join(appFolder, 'out', 'preload', 'stage.cjs'),
    demo: isPackaged ? join(resources, 'demo-song') : resolve(appFolder, 'build', 'demo-song', 'rendered'),
  };
}
