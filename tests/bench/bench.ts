import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  cpuRow,
  cpuStretchRow,
  endurance,
  fullEffort,
  memoryRows,
  openRows,
  quickEffort,
  seekRows,
} from './rows/app-rows.ts';
import { encodersAlone, exportCostRows, exportRows, type EncodersAlone } from './rows/export-rows.ts';
import { commandExportRows } from './rows/command-export-rows.ts';
import { formatExportRows } from './rows/format-export-rows.ts';
import { formatOpenRows } from './rows/format-open-rows.ts';
import { libraryRows } from './rows/library-rows.ts';
import { offlineRows } from './rows/offline-rows.ts';
import { manyStemsRows } from './rows/many-stems-rows.ts';
import { measurePeers, type PeerValues } from './rows/peer-rows.ts';
import { packagedRows } from './rows/packaged-rows.ts';
import { sheetRows } from './rows/sheet-rows.ts';
import { stageRows } from './rows/stage-rows.ts';
import { toneCpuPercent } from './rows/tone-rows.ts';
import { wordsRows } from './rows/words-rows.ts';
import { BenchApp } from './support/bench-app.ts';
import { corpusFolder, song12, song12Lossless, song15, song40, song60, song64, stemsOf } from './support/corpus.ts';
import { emptyWindow } from './support/empty-window.ts';
import { ExportApp } from './support/export-app.ts';
import { loadText, tableOf, type Row } from './support/results.ts';

const project = resolve(import.meta.dirname, '../..');

export type BenchOptions = {
  readonly executable: string;
  /** What the app finds around it: screen, speakers, keychain. */
  readonly env: NodeJS.ProcessEnv;
  /** Where the built app is, unless it is the project's own. */
  readonly appFolder?: string | undefined;
  /** Fewer repeats, at most 4 minutes. */
  readonly isQuick: boolean;
  /** No other rows than these; `results.json` then stays as it is. */
  readonly only: 'exports' | 'formats' | 'library' | 'playing' | 'words' | null;
};

/**
 * Measures the built app in its own Electron, writes `results.json` beside this file and prints a table. Every row comes from
 * one run; the app is driven from its own main process (see `driver.cjs`), never through a debugger.
 */
export async function bench(options: BenchOptions): Promise<readonly Row[]> {
  const { executable, env, only } = options;
  if (only === 'library') return shown(await rowsOfLibraries(options));
  if (only === 'words') return shown(await rowsOfWords(options));
  console.log(`Making what is missing of the corpus (${loadText()})`);
  if (only === 'playing') return shown(await rowsOfPlaying(options));
  if (only === 'formats') return shown(await rowsOfFormats(options));
  const stems = await stemsOf(corpusFolder, song12);
  await stemsOf(corpusFolder, song15);
  if (only === 'exports') return shown(await rowsOfExports(options));
  await stemsOf(corpusFolder, song60);
  console.log('Peers');
  const peers = await measurePeers(executable, env, stems);
  console.log('The live graph, offline');
  const offline = await offlineRows(executable, env, peers);
  console.log('The app');
  const app = await appRows(options, peers);
  const exports = await rowsOfExports(options);
  const formats = await rowsOfFormats(options);
  const others = [...(await rowsOfWords(options)), ...(await rowsOfLibraries(options))];
  const rows = [...app, ...(await rowsOfPlaying(options)), ...offline, ...exports, ...formats, ...others];
  writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(rows, null, 2)}\n`);
  return shown(rows);
}

function shown(rows: readonly Row[]): readonly Row[] {
  console.log(`\n${tableOf(rows)}\n\n${loadText()}`);
  return rows;
}

async function appRows(options: BenchOptions, peers: PeerValues): Promise<readonly Row[]> {
  const { executable, env, appFolder, isQuick } = options;
  const effort = isQuick ? quickEffort : fullEffort;
  const empty = await emptyWindow(executable, env, 1);
  const tone = await toneCpuPercent(executable, env, effort.cpuSeconds);
  let app = await BenchApp.start(executable, env, appFolder);
  try {
    for (const song of [song12, song15]) await app.provide(song);
    await app.provide(song60, 'lent');
    // Making waveforms leaves its own marks on memory.
    await app.quit();
    app = await BenchApp.start(executable, env, appFolder);
    const opened = await openRows(app, effort, peers);
    const memory = await memoryRows(app, effort, peers, empty.pageMB);
    const seeks = await seekRows(app, effort);
    const lasting = await endurance(app, effort, peers);
    const cpu = [...(await cpuRow(app, effort, tone)), ...(await cpuStretchRow(app, effort, tone))];
    return [...opened, ...memory, ...seeks, ...lasting, ...cpu];
  } finally {
    await app.quit();
  }
}

async function rowsOfLibraries(options: BenchOptions): Promise<readonly Row[]> {
  console.log('Libraries, the packaged app');
  const { executable, env, appFolder = project, isQuick } = options;
  const starts = isQuick ? 3 : 7;
  const libraries = await libraryRows({ executable, env, appFolder, starts });
  return [...libraries, ...(await packagedRows(executable, env, starts))];
}

async function rowsOfWords({ executable, env, appFolder = project, isQuick }: BenchOptions): Promise<readonly Row[]> {
  console.log('Words and stage');
  const options = { executable, env, appFolder };
  const { cpuSeconds } = isQuick ? quickEffort : fullEffort;
  return [...(await wordsRows(options)), ...(await stageRows(options, cpuSeconds, isQuick ? 3 : 7))];
}

/** In an app of their own: so many stems leave their marks on memory. */
async function rowsOfPlaying({ executable, env, appFolder, isQuick }: BenchOptions): Promise<readonly Row[]> {
  console.log('Many stems, a full sheet');
  for (const song of [song12, song40, song64]) await stemsOf(corpusFolder, song);
  const app = await BenchApp.start(executable, env, appFolder);
  try {
    for (const song of [song12, song40, song64]) await app.provide(song, 'lent');
    const many = await manyStemsRows(app);
    return [...many, ...(await sheetRows(app, (isQuick ? quickEffort : fullEffort).cpuSeconds))];
  } finally {
    await app.quit();
  }
}

async function rowsOfFormats({ executable, env, appFolder, isQuick }: BenchOptions): Promise<readonly Row[]> {
  console.log('Formats');
  const effort = isQuick ? quickEffort : fullEffort;
  const app = await ExportApp.start(executable, env, appFolder);
  const exports = await formatExportRows(app, effort.exports).finally(() => app.quit());
  const commands = await commandExportRows({ executable, env, appFolder: appFolder ?? project, times: effort.exports });
  return [...exports, ...commands, ...(await formatOpenRows({ executable, env, appFolder, effort }))];
}

async function rowsOfExports({ executable, env, appFolder, isQuick }: BenchOptions): Promise<readonly Row[]> {
  console.log('Exports');
  const effort = isQuick ? quickEffort : fullEffort;
  const alone = await measureEncoders(executable, env, appFolder, effort.exports);
  const app = await ExportApp.start(executable, env, appFolder);
  try {
    for (const song of [song12, song12Lossless, song15]) await app.provide(song, 'lent');
    const [stems, lossless] = [await stemsOf(corpusFolder, song12), await stemsOf(corpusFolder, song12Lossless)];
    const speed = await exportRows(app, stems, lossless[0] ?? '', alone, effort.exports);
    return [...speed, ...(await exportCostRows(app))];
  } finally {
    await app.quit();
  }
}

/** In an app of their own: what the page reads for them stays in its memory for a while. */
async function measureEncoders(
  executable: string,
  env: NodeJS.ProcessEnv,
  appFolder: string | undefined,
  times: number,
): Promise<EncodersAlone> {
  const app = await ExportApp.start(executable, env, appFolder);
  try {
    await app.provide(song12Lossless, 'lent');
    return await encodersAlone(app, times);
  } finally {
    await app.quit();
  }
}
