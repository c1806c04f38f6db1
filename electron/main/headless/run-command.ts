import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, homedir, userInfo } from 'node:os';
import { app } from 'electron';
import type { Session, Stem } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { nodeFs } from '../disk/fs.ts';
import { nodeFolders } from '../export/find-places.ts';
import { openLog, Redactor } from '../log.ts';
import { findPlaces, prepareApp } from '../start-up.ts';
import { SettingsFile } from '../settings.ts';
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
  const words = ['--ozone-platform=headless', '--log-level=3', ...process.argv.slice(1)];
  const child = spawn(process.execPath, words, { stdio: 'inherit' });
  for (const signal of signals) {
    process.on(signal, () => {
      child.kill(signal);
    });
  }
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** The text of `--help`. */
const usage = `Stemroom without a window:

  stemroom --list
      prints the library as JSON
  stemroom --export <song title, session id, folder or ZIP of stems> [options]
      writes mixes of a song; a folder or ZIP is not added to the library

Which mix
  --mix saved|all          as it was left (the usual), or every stem at 0 dB
  --mix <file.json>        a mix.json of a song
  --mix minus:<stem>|only:<stem>|forward:<stem>|instrumental|acapella|drums-and-bass
  --variants <list>        several versions at once: the same words with commas between them,
                           and each, minus, forward (each stem alone, the song minus each, each
                           forward); all stands for all but forward
  --forward <stem>         the stem at its level, the others lower; the same as forward:<stem>
  --others <dB>            by how much, 3 to 18; 9 unless said otherwise
  --split                  the stem left, the others right
  --scene <name or key>    the mix of a scene, by its name or its key (1 to 8); all: a file for each
  --stems [as-mixed|untouched]
                           each stem as a file, aligned and of equal length
  --format stem            one file for DJ players (NI Stems): the mix and four groups of it
  --groups <list>          groups for its stems that are not the usual ones, such as synth:bass,fx:drums;
                           the groups are drums, bass, melody and vocals
  --daw                    a folder with the stems and projects for REAPER and for DAWs that read DAWproject
  --loop                   only the loop of the mix
  --section <name>         only the first section of this name
  --click [mix|file]       the click on the song's beats, in each mix or in a file of its own
  --count-in 1|2|4         bars of count-in before the song

How it is written
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    such as -14
  --ceiling <dBTP>         -1 unless said otherwise; only with --loudness
  --artist <name>          for the tags
  --strict                 stops when a stem cannot be read; otherwise it is left out, with a note
  --report                 writes a JSON document about loudness beside the files

Where
  --out <file or folder>   here unless said otherwise; a folder when there are several files
  --overwrite              the file that --out names may be replaced
  --name <template>        such as "{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<folder> another library

Progress goes to standard error, with stems that were left out or are damaged; a summary as JSON to
standard output.
Exit codes: 0 done, 1 an error of Stemroom's own, 2 wrong words, 3 song not found,
4 could not be written, 5 stems cannot be read, 130 interrupted.
`;

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
export async function runCommand(words: readonly string[]): Promise<void> {
  const parsed = parseCommand(words);
  if (!parsed.ok) {
    terminal.say(`${parsed.wrong} See stemroom --help.\n`);
    app.exit(exitCodes.usage);
  } else if (parsed.command.do === 'help') {
    await terminal.out(usage);
    app.exit(exitCodes.done);
  } else if (parsed.command.do === 'list') {
    prepareApp();
    app.exit(await printLibrary(await homeOf()));
  } else if (lacksScreen(process.platform, process.env, process.argv)) {
    app.exit(await runWithoutScreen());
  } else {
    prepareApp();
    const home = await homeOf();
    const own = commandFolder(home.places.commands, process.pid);
    await removeCommandFolders(nodeFs, nodeFolders, home.places.commands, process.pid);
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
    terminal.say('Stemroom met an error of its own.\n');
    return exitCodes.internal;
  });
  // The next command removes the rest of the folder, which Chromium uses until the end.
  await onDisk(() => nodeFs.removeFolder(own.unpacked));
  app.exit(code);
}
