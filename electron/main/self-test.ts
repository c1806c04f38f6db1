import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { homedir, release, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { appOrigin, explainFailure, failure, type Sha256, stemFlowUrl } from '#contract';
import { listPageFiles } from './app-protocol/page-files.ts';
import { serveAppFiles } from './app-protocol/serve.ts';
import { nodeFs } from './disk/fs.ts';
import { processTerminal } from './headless/terminal.ts';
import { HelperStore, startElectronHelper } from './keychain/keychain.ts';
import { backendName } from './keychain/keychain-problems.ts';
import { type Log, Redactor } from './log.ts';
import { SettingsFile } from './settings.ts';
import { findPlaces, pageSession, type Places, prepareApp } from './start-up.ts';
import { createAppWindow } from './window/app-window.ts';
import { keepToOrigin } from './window/guard.ts';

/**
 * [Note: self-test] After an Electron was installed, the set-up starts it once with `--self-test=<empty folder>`, and `npm run
 * doctor` does so again. The app then opens its window with a page of its own, tries what songs need, and writes one JSON document a
 * line to standard output, each behind `SELF-TEST`: `begins` before a step, so that a step that hangs or crashes has a name; `step`
 * with what is wrong, if anything; at last `report`. Nothing of the user's is changed, and no secret is read.
 */
const mark = 'SELF-TEST';

/** Returns the folder for the profile of a self-test; null when the command line asks for none. */
export function selfTestFolder(argv: readonly string[]): string | null {
  const option = '--self-test=';
  return argv.find((word) => word.startsWith(option))?.slice(option.length) ?? null;
}

/** Tries this Electron and ends the app. Call before Electron is ready. */
export function runSelfTest(folder: string): void {
  const usual = app.getPath('userData');
  app.setPath('userData', folder);
  app.setPath('sessionData', folder);
  prepareApp();
  const redactor = new Redactor(homedir(), userInfo().username);
  tryAll(usual, redactor)
    .catch((error: unknown) => tell({ step: 'start', trouble: wordsOf(error) }, redactor))
    .finally(() => {
      app.exit();
    });
}

const tell = (line: object, redactor: Redactor): Promise<void> => {
  const shown = (_name: string, value: unknown): unknown =>
    typeof value === 'string' ? redactor.redact(value) : value;
  return processTerminal.out(`${mark} ${JSON.stringify(line, shown)}\n`);
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What is wrong, in words that follow a colon; null when all is well. */
type Trouble = string | null;

async function tryAll(usual: string, redactor: Redactor): Promise<void> {
  const places = findPlaces(usual, app.getAppPath(), process.resourcesPath, app.isPackaged);
  const warnings: string[] = [];
  const step = async (name: string, run: () => Promise<Trouble>): Promise<void> => {
    await tell({ begins: name }, redactor);
    await tell({ step: name, trouble: await run().catch(wordsOf) }, redactor);
  };

  await app.whenReady();
  const page = await openPage(places, warnings);
  await step('page', () => page.load());
  await step('worklet', () => page.ask<Trouble>('worklet()'));
  await step('stem', () => page.ask<Trouble>(`stem('${stemFlowUrl(page.sha256)}', ${String(page.byteLength)})`));
  for (const name of await page.ask<readonly string[]>('formats')) {
    await step(`decode ${name}`, () => page.ask<Trouble>(`decode('${name}')`));
  }
  let keychain = '';
  await step('keychain', async () => {
    const probed = await probeKeychain();
    keychain = probed.words;
    return probed.trouble;
  });
  await tell({ begins: 'output' }, redactor);
  const output = await page.ask<object>('output()').catch(wordsOf);
  await tell({ report: { ...(await details(places)), keychain, output, warnings } }, redactor);
}

type TrialPage = {
  readonly load: () => Promise<Trouble>;
  readonly ask: <Answer>(what: string) => Promise<Answer>;
  /** The stem that is served to it. */
  readonly sha256: Sha256;
  readonly byteLength: number;
};

const trialUrl = `${appOrigin}/self-test.html`;

/** Opens the window, with the app's own files and one stem behind its schemes. */
async function openPage(places: Places, warnings: string[]): Promise<TrialPage> {
  const sha256 = '0'.repeat(64) as Sha256;
  const stem = await demoStem(places.demo);
  const refused = { ok: false, failure: failure('internal') } as const;
  const log: Log = {
    info: () => undefined,
    warn: (words) => warnings.push(words),
    error: (words) => warnings.push(words),
  };
  const pageFiles = listPageFiles(nodeFs, places.page);
  keepToOrigin(pageSession(), false);
  serveAppFiles(
    {
      pageFiles: () => pageFiles,
      findSound: (hash) => Promise.resolve(hash === sha256 ? { ...stem, container: 'mp3' } : null),
      findCover: () => Promise.resolve(null),
      findOverview: () => Promise.resolve(null),
      saveOverview: () => Promise.resolve(refused),
      writeExport: () => Promise.resolve(refused),
    },
    log,
  );
  const look = { bounds: { width: 900, height: 600 }, isMaximized: false, backgroundColor: '#101214' };
  const home = { preload: places.preload, session: pageSession(), hasDevTools: false };
  const window = createAppWindow(look, home);
  const gone = goneFrom(window);
  const ask = async <Answer>(what: string): Promise<Answer> => {
    const answer: Promise<unknown> = window.webContents.executeJavaScript(`selfTest.${what}`);
    return (await Promise.race([answer, gone])) as Answer;
  };
  return {
    ...{ ask, sha256, byteLength: stem.byteLength },
    async load() {
      const drawn = once(window, 'ready-to-show');
      await Promise.race([Promise.all([window.loadURL(trialUrl), drawn]), gone]);
      return ask<Trouble>('page()');
    },
  };
}

/** Rejects when the page's process is gone. */
function goneFrom(window: BrowserWindow): Promise<never> {
  const gone = new Promise<never>((_, reject) => {
    window.webContents.once('render-process-gone', (_event, { reason }) => {
      reject(new Error(`the page's process is gone (${reason})`));
    });
  });
  // It may go when nothing waits for it.
  gone.catch(() => undefined);
  return gone;
}

/** The first stem of the demo song, which comes with the app. */
async function demoStem(folder: string): Promise<{ readonly path: string; readonly byteLength: number }> {
  const name = (await readdir(folder)).sort().find((one) => one.endsWith('.mp3'));
  if (name === undefined) throw new Error('the demo song is missing');
  const path = join(folder, name);
  return { path, byteLength: (await stat(path)).size };
}

const keychainMs = 10_000;

/** A keychain that is locked, or none at all, is not this Electron's fault; that its library does not load is. */
async function probeKeychain(): Promise<{ readonly words: string; readonly trouble: Trouble }> {
  const store = new HelperStore(startElectronHelper);
  const probed = await store.probe(keychainMs);
  store.dispose();
  const backend = await backendName(process.platform);
  if (probed.ok) return { words: `${backend}, answers`, trouble: null };
  const { kind, detail } = probed.failure;
  const isOurs = kind === 'keychainLibraryMissing' || kind === 'keychainUnknown';
  return { words: `${backend}: ${explainFailure(probed.failure).happened}`, trouble: isOurs ? detail : null };
}

/** Versions and places, for `npm run doctor`. */
async function details(places: Places): Promise<object> {
  const { electron, chrome, node } = process.versions;
  const { current, trouble } = await SettingsFile.open(nodeFs, places.settings);
  return {
    versions: { app: app.getVersion(), electron, chromium: chrome, node },
    system: `${process.platform} ${process.arch} ${release()}`,
    paths: {
      library: current.libraryFolder ?? places.library,
      settings: places.settings,
      log: places.log,
    },
    settings: trouble === null ? 'can be read' : explainFailure(trouble).happened,
  };
}
