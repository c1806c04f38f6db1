import { homedir, userInfo } from 'node:os';
import { dirname } from 'node:path';
import {
  app,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  shell,
  type BrowserWindow,
  type IpcMainInvokeEvent,
} from 'electron';
import { ok, type Notice } from '#contract';
import { appFacts, showAbout } from './about.ts';
import { serveAppFiles } from './app-protocol.ts';
import { listPageFiles } from './app-protocol/page-files.ts';
import { commandWords } from './command-line/command-words.ts';
import { clearFolders } from './command-line/own-folder.ts';
import { runCommand } from './command-line/run-command.ts';
import { saveDiagnostics } from './diagnostics/save-diagnostics.ts';
import { nodeFs } from './disk/node-fs.ts';
import { exportApi } from './export-api.ts';
import { askWhereToSave } from './export/ask-where.ts';
import { ExportDesk } from './export/export-desk.ts';
import { nodeFolders } from './export/folder-port.ts';
import { prepareFetching } from './fetching.ts';
import { serve, type ServedApi } from './ipc.ts';
import { libraryApi } from './library-api.ts';
import { Demo } from './library/demo.ts';
import { chooseImport } from './library/import/choose-import.ts';
import { ImportDesk } from './library/import/import-desk.ts';
import { LibraryLock } from './library/library-lock.ts';
import { Library } from './library/library.ts';
import { saveOverview } from './library/overview.ts';
import { SongStore } from './library/song-store.ts';
import { openLog } from './log.ts';
import { setMenu } from './menu.ts';
import { findPlaces } from './places.ts';
import { Redactor } from './redact.ts';
import { parseApiBase, type ApiBase } from './separation/api-base.ts';
import { settingsApi } from './settings-api.ts';
import { SettingsFile } from './settings.ts';
import { endOnBugs, finishBeforeQuit, pageSession, prepareApp } from './start-up.ts';
import { focusWindow, openAppWindow, sendNotice } from './window/app-window.ts';
import { keepToOrigin } from './window/guard.ts';
import { isFromPage } from './window/is-from-page.ts';
import { takeScreenshot } from './window/screenshot.ts';
import { bookedExports } from './work/export-watch.ts';
import { holdQuit } from './work/hold-quit.ts';
import { watchWork } from './work/watch-work.ts';

const isRelease = app.isPackaged;

async function start(base: ApiBase): Promise<void> {
  const places = findPlaces(app.getPath('userData'), app.getAppPath(), process.resourcesPath, app.isPackaged);
  const redactor = new Redactor(homedir(), userInfo().username);
  const log = openLog(places.log, redactor);
  endOnBugs(log);
  log.info('start', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform });

  const opened: { window: BrowserWindow | null } = { window: null };
  const work = watchWork(() => opened.window);
  const announce = (notice: Notice): void => {
    work.hear(notice);
    sendNotice(opened.window, notice);
  };

  const pageFiles = listPageFiles(nodeFs, places.page);
  const settings = await SettingsFile.open(nodeFs, places.settings);
  const lock = new LibraryLock({
    ...{ fs: nodeFs, root: places.library, log },
    onChange: (isOurs) => void store.readAgain().then(() => (isOurs ? fetching.start() : fetching.pause())),
  });
  const store: SongStore = new SongStore({ fs: nodeFs, root: places.library, log, announce, lock });
  const library = new Library(store);
  const demo = new Demo(store, places.demo);
  const imports = new ImportDesk(store, (progress) => {
    announce({ about: 'import', progress });
  });
  const askWhere = askWhereToSave(settings, () => opened.window);
  const exportsWatch = bookedExports(work.book);
  const desk = new ExportDesk({
    ...{ fs: nodeFs, folders: nodeFolders, ledgerPath: places.exportLedger },
    ...{ askWhere, watch: exportsWatch },
  });
  const facts = () => appFacts(library.byteLength());

  await app.whenReady();
  nativeTheme.themeSource = settings.current.page.theme;
  keepToOrigin(pageSession(), !isRelease);
  serveAppFiles(
    {
      pageFiles: () => pageFiles,
      findSound: (sha256) => library.findSound(sha256),
      findCover: (id) => library.findCover(id),
      findOverview: (sha256) => library.findOverview(sha256),
      saveOverview: (sha256, bytes) => saveOverview(store, sha256, bytes),
      writeExport: (ticket, offsetBytes, bytes) => desk.write(ticket, offsetBytes, bytes),
    },
    log,
  );

  const fetching = prepareFetching({ store, settings, base, log, redactor, announce });
  const api: ServedApi = {
    ...libraryApi({
      ...{ store, library, demo, imports, settings },
      stopFetching: fetching.release,
      askWhatToImport: (what) => chooseImport(what, settings, opened.window),
    }),
    ...fetching.api,
    async cancel(what) {
      if (what === 'keychain') fetching.giveUpKeychain();
      else await imports.cancelAll();
      return ok();
    },
    ...exportApi(desk, (id) => library.folderOf(id)),
    ...settingsApi(settings, facts),
  };
  serve(api, {
    handle: (channel, answer) => {
      ipcMain.handle(channel, answer);
    },
    isFromPage: (event: IpcMainInvokeEvent) => isFromPage(event, opened.window),
    log,
    now: () => performance.now(),
  });

  const openLogFolder = (): void => void shell.openPath(dirname(places.log));
  const window = openAppWindow({
    ...{ settings, log },
    home: { preload: places.preload, session: pageSession(), hasDevTools: !isRelease },
    isDark: nativeTheme.shouldUseDarkColors,
    onGivenUp: openLogFolder,
  });
  opened.window = window;
  setMenu(
    {
      command: (command) => {
        announce({ about: 'command', command });
      },
      openLogFolder,
      saveDiagnostics: () =>
        void saveDiagnostics(window, {
          ...{ fs: nodeFs, settings, redactor, logPath: places.log },
          sessions: () => store.catalogue.list(),
        }),
      showAbout: () => void showAbout(opened.window, facts(), places.library),
    },
    !isRelease,
  );
  holdQuit(window, () => work.book.moving());
  powerMonitor.on('suspend', () => {
    announce({ about: 'suspend' });
  });
  // Nobody is left to write on.
  window.webContents.on('render-process-gone', () => void desk.cancelAll());
  app.on('second-instance', () => {
    focusWindow(window);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  finishBeforeQuit(async () => {
    await Promise.all([fetching.stop(), imports.cancelAll(), desk.cancelAll()]);
    await Promise.all([store.turns.settled(), settings.settled()]);
    await lock.release();
  });

  // From here on nothing keeps the window waiting.
  await desk.removeLeftovers();
  await clearFolders(nodeFs, nodeFolders, places.commands, null);
  await (settings.current.isDemoRemoved ? store.opened() : demo.restore());
  await fetching.start();
  const screenshot = app.commandLine.getSwitchValue('screenshot-to');
  if (screenshot !== '' && !isRelease) {
    const isDrawn = () => store.catalogue.list()[0]?.stems.every(({ hasOverview }) => hasOverview) ?? true;
    await takeScreenshot(window, screenshot, isDrawn);
  }
}

function openWindow(): void {
  const base = parseApiBase(process.env.STEMROOM_API_BASE);
  if (!base.ok) {
    dialog.showErrorBox('Stemroom cannot start', base.failure.detail);
    app.exit(1);
    return;
  }
  prepareApp();
  if (app.requestSingleInstanceLock()) void start(base.value);
  else app.exit();
}

const words = commandWords(process.argv, process.defaultApp);
if (words === null) openWindow();
else await runCommand(words);
