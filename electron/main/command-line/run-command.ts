import { homedir, userInfo } from 'node:os';
import { app } from 'electron';
import { nodeFs } from '../disk/node-fs.ts';
import { nodeFolders } from '../export/folder-port.ts';
import { openLog } from '../log.ts';
import { findPlaces } from '../places.ts';
import { Redactor } from '../redact.ts';
import { SettingsFile } from '../settings.ts';
import { prepareApp } from '../start-up.ts';
import type { ExportCommand } from './command.ts';
import { exitCodeOf, exitCodes, sentenceOf } from './exit-codes.ts';
import { lacksScreen, runWithoutScreen } from './headless.ts';
import { listing } from './list-library.ts';
import { clearFolders, ownFolder, type OwnFolder } from './own-folder.ts';
import { parseCommand } from './parse-command.ts';
import { readLibrary } from './read-library.ts';
import { runExport, type CommandHome } from './run-export.ts';
import { processTerminal as terminal } from './terminal.ts';
import { usage } from './usage.ts';

/**
 * Does what the words ask and ends the app. Whoever else has the library open is not disturbed: it is only read, and Chromium's
 * own files go to a folder of their own. Must be called before Electron is ready, and settles before it may be.
 */
export async function runCommand(words: readonly string[]): Promise<void> {
  const parsed = parseCommand(words);
  if (!parsed.ok) {
    terminal.tell(`${parsed.wrong} See stemroom --help.\n`);
    app.exit(exitCodes.wrongWords);
  } else if (parsed.command.do === 'help') {
    await terminal.out(usage);
    app.exit(exitCodes.done);
  } else if (parsed.command.do === 'list') {
    prepareApp();
    app.exit(await printLibrary(await homeOf()));
  } else if (lacksScreen()) {
    app.exit(await runWithoutScreen());
  } else {
    prepareApp();
    const home = await homeOf();
    const own = ownFolder(home.places.commands, process.pid);
    await clearFolders(nodeFs, nodeFolders, home.places.commands, process.pid);
    await nodeFs.makeFolder(own.session);
    app.setPath('sessionData', own.session);
    app.disableHardwareAcceleration();
    void exportAndExit(parsed.command, home, own);
  }
}

async function homeOf(): Promise<CommandHome> {
  const userData = app.getPath('userData');
  const places = findPlaces(userData, app.getAppPath(), process.resourcesPath, app.isPackaged);
  const { libraryFolder } = (await SettingsFile.open(nodeFs, places.settings)).current;
  const library = { root: libraryFolder ?? places.library, isChosen: libraryFolder !== null };
  const log = openLog(places.commandLog, new Redactor(homedir(), userInfo().username));
  return { places, library, workingFolder: process.cwd(), log, terminal };
}

async function printLibrary({ library, log }: CommandHome): Promise<number> {
  const read = await readLibrary(nodeFs, library.root, log, library.isChosen);
  if (!read.ok) {
    terminal.tell(`${sentenceOf(read.failure)}\n`);
    return exitCodeOf(read.failure);
  }
  await terminal.out(`${JSON.stringify(listing(read.value?.store.catalogue.list() ?? []), null, 1)}\n`);
  return exitCodes.done;
}

async function exportAndExit(command: ExportCommand, home: CommandHome, own: OwnFolder): Promise<void> {
  const code = await runExport(command, home, own).catch((error: unknown) => {
    home.log.error('a command failed', { error });
    terminal.tell('Stemroom met an error of its own.\n');
    return exitCodes.ownError;
  });
  app.exit(code);
}
