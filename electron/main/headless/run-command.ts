import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, homedir, userInfo } from 'node:os';
import { app } from 'electron';
import { type Session, speak, type Stem, words } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { nodeFs } from '../disk/fs.ts';
import { nodeFolders } from '../export/find-places.ts';
import { localeInUse } from '../language.ts';
import { openLog, Redactor } from '../log.ts';
import { SettingsFile, type StoredSettings } from '../settings.ts';
import { findPlaces, type Places, prepareApp } from '../start-up.ts';
import { exitCodeOf, exitCodes, processTerminal as terminal, sentenceOf } from './terminal.ts';
import type { ExportCommand } from './options.ts';
import { removeCommandFolders, commandFolder, type CommandFolder } from './command-folder.ts';
import { parseCommand } from './parse-command.ts';
import { readLibrary } from './find-song.ts';
import { type CommandHome, runExport } from './run-export.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Whether Chromium needs a screen to start and finds none. The words are asked, because Chromium adds the option to its own list of
 * switches once it has looked for a screen.
 */
export function lacksScreen(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, words: readonly string[]): boolean {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = env;
  const hasChosen = words.some((word) => word.startsWith('--ozone-platform='));
  return platform === 'linux' && DISPLAY === '' && WAYLAND_DISPLAY === '' && !hasChosen;
}

/**
 * Runs the same command in a second process with Chromium's headless option, which Chromium reads before any of our code runs. Returns
 * the exit code.
 */
async function runWithoutScreen(): Promise<number> {
  const typed = ['--ozone-platform=headless', '--log-level=3', ...process.argv.slice(1)];
  const child = spawn(process.execPath, typed, { stdio: 'inherit' });
  for (const signal of signals) {
    process.on(signal, () => {
      child.kill(signal);
    });
  }
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** Returns the document that `--list` prints. */
export function listing(sessions: readonly Session[]): object {
  return { songs: sessions.map(listedSong) };
}

function listedSong({ id, title, origin, addedAt, arrival, stems, byteLength }: Session): object {
  const addedOn = new Date(addedAt).toISOString();
  return {
    ...{ id, title, from: origin.from, addedAt: addedOn, state: arrival.state, bytes: byteLength },
    seconds: secondsOf(stems),
    stems: stems.map(({ id: stemId, kind, name, file }) => ({ id: stemId, kind, name, state: file.state })),
  };
}

/** The length of the longest stem; null before the song was opened once. */
function secondsOf(stems: readonly Stem[]): number | null {
  const lengths = stems.flatMap(({ facts }) => (facts === null ? [] : [facts.lengthFrames / facts.sampleRate]));
  return lengths.length === 0 ? null : Math.round(Math.max(...lengths) * 1000) / 1000;
}

/**
 * Runs a command and ends the app with its exit code. Only reads the library and gives Chromium a folder of its own, so another Stemroom
 * may run beside it. Call before Electron is ready; settles before that.
 */
export async function runCommand(typed: readonly string[]): Promise<void> {
  prepareApp();
  const places = findPlaces(app.getPath('userData'), app.getAppPath(), process.resourcesPath, app.isPackaged);
  const settings = (await SettingsFile.open(nodeFs, places.settings)).current;
  speak(() => localeInUse(settings.page.language));
  const parsed = parseCommand(typed);
  if (!parsed.ok) {
    terminal.say(`${words().commandLine.seeHelp(parsed.wrong)}\n`);
    app.exit(exitCodes.usage);
  } else if (parsed.command.do === 'help') {
    await terminal.out(words().commandLine.usage);
    app.exit(exitCodes.done);
  } else if (parsed.command.do === 'list') {
    app.exit(await printLibrary(homeOf(places, settings)));
  } else if (lacksScreen(process.platform, process.env, process.argv)) {
    app.exit(await runWithoutScreen());
  } else {
    const own = commandFolder(places.commands, process.pid);
    await removeCommandFolders(nodeFs, nodeFolders, places.commands, process.pid);
    await nodeFs.makeFolder(own.session);
    app.setPath('sessionData', own.session);
    app.disableHardwareAcceleration();
    void exportAndExit(parsed.command, homeOf(places, settings), own);
  }
}

function homeOf(places: Places, { libraryFolder }: StoredSettings): CommandHome {
  const index = { path: places.songIndex, appVersion: app.getVersion(), isKept: false };
  const library = { root: libraryFolder ?? places.library, isChosen: libraryFolder !== null, index };
  const log = openLog(places.commandLog, new Redactor(homedir(), userInfo().username));
  return { places, library, workingFolder: process.cwd(), log, terminal };
}

async function printLibrary({ library, log }: CommandHome): Promise<number> {
  const read = await readLibrary(nodeFs, library.root, log, library);
  if (!read.ok) {
    terminal.say(`${sentenceOf(read.failure)}\n`);
    return exitCodeOf(read.failure);
  }
  await terminal.out(`${JSON.stringify(listing(read.value?.store.catalogue.list() ?? []), null, 1)}\n`);
  return exitCodes.done;
}

async function exportAndExit(command: ExportCommand, home: CommandHome, own: CommandFolder): Promise<void> {
  const code = await runExport(command, home, own).catch((error: unknown) => {
    home.log.error('a command failed', { error });
    terminal.say(`${words().commandLine.ownError}\n`);
    return exitCodes.internal;
  });
  // The next command removes the rest of the folder, which Chromium uses until the end.
  await onDisk(() => nodeFs.removeFolder(own.unpacked));
  app.exit(code);
}
