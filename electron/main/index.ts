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
import { ok, speak, type Notice, words } from '#contract';
import { appDetails, settingsApi, showAbout } from './app-api.ts';
import { serveAppFiles } from './app-protocol/serve.ts';
import { listPageFiles } from './app-protocol/page-files.ts';
import { commandWords } from './headless/options.ts';
import { removeCommandFolders } from './headless/command-folder.ts';
import { runCommand } from './headless/run-command.ts';
import { saveDiagnostics } from './diagnostics.ts';
import { orLogged } from './disk/disk-failure.ts';
import { nodeFs } from './disk/fs.ts';
import { exportApi } from './export/export-api.ts';
import { askWhereToSave } from './export/save-dialog.ts';
import { ExportWriter } from './export/export-writer.ts';
import { nodeFolders } from './export/find-places.ts';
import { prepareFetching } from './service/service-api.ts';
import { serve, type ServedApi } from './ipc.ts';
import { askLibraryFolder, askStemFile, chooseImport, libraryApi } from './library/library-api.ts';
import { Demo } from './library/demo.ts';
import { ImportQueue } from './library/import/import-queue.ts';
import { Library, libraryDetails, saveOverview } from './library/library.ts';
import { askText, readTextFile } from './library/text-file.ts';
import { LibraryHome } from './library/move/library-home.ts';
import { ServiceSongStore } from './library/service-song-store.ts';
import { LibraryQuota } from './library/library-quota.ts';
import { localeInUse } from './language.ts';
import { openLog, Redactor } from './log.ts';
import { setMenu } from './menu.ts';
import { systemClock, TrustedTime } from './net/clock.ts';
import { PurchaseLedger } from './purchases/ledger.ts';
import { OwnFiles } from './purchases/own-files.ts';
import { askSong, askWhereToSaveLedger, purchaseApi } from './purchases/purchase-api.ts';
import { Purchases } from './purchases/purchases.ts';
import { ServiceSongs } from './purchases/service-songs.ts';
import { runSelfTest, selfTestFolder } from './self-test.ts';
import { endOnBugs, findPlaces, finishBeforeQuit, pageSession, prepareApp } from './start-up.ts';
import { parseApiBase, type ApiBase } from './service/api-base.ts';
import { SetlistFile } from './setlist-file.ts';
import { SettingsFile } from './settings.ts';
import { drawInSize, focusWindow, openAppWindow, sendNotice, takeScreenshot } from './window/app-window.ts';
import { isFromPage, keepToOrigin } from './window/guard.ts';
import { StageWindow } from './window/stage-window.ts';
import { watchExports } from './work/running-work.ts';
import { confirmQuit } from './work/confirm-quit.ts';
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
    work.onNotice(notice);
    sendNotice(opened.window, notice);
  };

  const pageFiles = listPageFiles(nodeFs, places.page);
  const settings = await SettingsFile.open(nodeFs, places.settings);
  speak(() => localeInUse(settings.current.page.language));
  if (settings.trouble !== null) log.warn('the settings cannot be read, and are left as they are', settings.trouble);
  const isExporting = (): boolean => work.running.moving().some(({ kind }) => kind === 'export');
  const home: LibraryHome = new LibraryHome({
    ...{ fs: nodeFs, log, settings, usual: places.library, announce },
    index: { path: places.songIndex, appVersion: app.getVersion(), isKept: true },
    onOurs: (isOurs) => void (isOurs ? fetching.start() : fetching.pause()),
    isBusy: () => imports.isBusy || isExporting() || work.running.moving().some(({ kind }) => kind === 'purchase'),
    pause: () => fetching.pause(),
    goOn: () => fetching.start(),
  });
  const { store } = home;
  const library = new Library(store);
  const served = new TrustedTime(systemClock);
  const quota = new LibraryQuota({
    ...{ store, limit: () => settings.current.page.quota, trustedNow: () => served.now() },
    isOpen: (id) => library.isOpen(id) || isExporting(),
  });
  const demo = new Demo(store, places.demo);
  const imports = new ImportQueue(store, {
    quota,
    onProgress: (progress) => {
      announce({ about: 'import', progress });
    },
  });
  const askWhere = askWhereToSave(settings, () => opened.window);
  const exportsWatch = watchExports(work.running);
  const exports = new ExportWriter({
    ...{ fs: nodeFs, folders: nodeFolders, ledgerPath: places.exportLedger },
    ...{ askWhere, watch: exportsWatch },
  });
  const files = new OwnFiles({
    ...{ fs: nodeFs, uploads: places.uploads },
    findSound: (sha256) => library.findSound(sha256),
  });
  const libraryPlace = () => libraryDetails(store, quota, homedir());
  const details = async () => appDetails(library.byteLength(), await libraryPlace());

  await app.whenReady();
  nativeTheme.themeSource = settings.current.page.theme;
  keepToOrigin(pageSession(), !isRelease);
  serveAppFiles(
    {
      pageFiles: () => pageFiles,
      findSound: (sha256) => files.find(sha256),
      findCover: (id) => library.findCover(id),
      findOverview: (sha256) => library.findOverview(sha256),
      saveOverview: (sha256, bytes) => saveOverview(store, sha256, bytes),
      writeExport: (ticket, offsetBytes, bytes) => exports.write(ticket, offsetBytes, bytes),
    },
    log,
  );

  const fetching = prepareFetching({
    ...{ store, quota, settings, base, log, redactor, announce },
    onServedTime: (servedMs) => {
      served.set(servedMs);
    },
  });
  const setlists = new SetlistFile(nodeFs, places.setlists);
  const ledger = new PurchaseLedger(nodeFs, places.purchases);
  const purchases = new Purchases({
    ...{ ledger, log, tools: fetching.kieTools },
    onProgress: (progress) => {
      announce({ about: 'purchase', progress });
    },
    readChosen: ({ sha256 }) => files.read(sha256),
    async libraryTrouble() {
      const opened = await store.opened();
      return opened.ok ? store.trouble : opened.failure;
    },
    async addSong(taskId, title, separated) {
      const { source } = separated;
      const original = source?.from === 'file' ? await files.find(source.sha256) : null;
      return fetching.addBought(taskId, title, separated, original);
    },
  });
  const songs = new ServiceSongs({
    ...{ library: fetching.library, kept: new ServiceSongStore(store), purchases, ledger, writer: exports, log },
    ...{ tools: fetching.kieTools, urlCheck: fetching.urlCheck },
  });
  const openLibrary = async (): Promise<void> => {
    // Unreadable settings may hide that the user removed the demo song.
    await (settings.current.isDemoRemoved || settings.trouble !== null ? store.opened() : demo.restore());
    await fetching.start();
    await purchases.start();
  };
  const stage = new StageWindow({
    home: { preload: places.stagePreload, session: pageSession(), hasDevTools: !isRelease },
    window: () => opened.window,
    log,
    onChange: (isOpen) => {
      announce({ about: 'stage', isOpen });
    },
  });
  const api: Omit<ServedApi, Exclude<keyof Library, 'listSongs'>> = {
    ...libraryApi({
      ...{ store, home, library, demo, imports, settings, details: libraryPlace },
      quota,
      askStemFile: () => askStemFile(settings, opened.window),
      onBack: () => void openLibrary(),
      onListed: fetching.greet,
      askFolder: (how) => askLibraryFolder(how, opened.window),
      stopFetching: fetching.release,
      askWhatToImport: (what) => chooseImport(what, settings, opened.window),
    }),
    ...fetching.api,
    async cancel(what) {
      switch (what) {
        case 'keychain':
          fetching.giveUpKeychain();
          break;
        case 'move':
          home.cancel();
          break;
        case 'import':
          await imports.cancelAll();
          break;
        case 'purchase':
          purchases.cancel();
          songs.cancel();
          break;
      }
      return ok();
    },
    async chooseText(what) {
      const path = await askText(what, settings, opened.window);
      return path === null ? ok(null) : readTextFile(what, nodeFs, path);
    },
    async setlists(changed) {
      const saved = changed === null ? ok() : await setlists.save(changed);
      return saved.ok ? setlists.read() : saved;
    },
    stage(order) {
      stage.take(order);
      return Promise.resolve(ok());
    },
    ...exportApi({ writer: exports, folderOf: (id) => library.folderOf(id), logFolder: dirname(places.log) }),
    ...purchaseApi({
      ...{ fs: nodeFs, purchases, ledger, files, songs, writer: exports },
      askSong: () => askSong(settings, opened.window),
      askWhere: (fileName) => askWhereToSaveLedger(fileName, opened.window),
    }),
    ...settingsApi(settings, {
      details,
      onInterfaceSize: (size) => {
        if (opened.window !== null) drawInSize(opened.window, size);
      },
      onLanguage: () => {
        layMenu();
      },
      onQuota: () => void quota.tidy(),
    }),
  };
  serve([api, library], {
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
  function layMenu(): void {
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
        showAbout: () => void details().then((known) => showAbout(opened.window, known)),
      },
      !isRelease,
    );
  }
  layMenu();
  confirmQuit(window, () => work.running.moving());
  powerMonitor.on('suspend', () => {
    announce({ about: 'suspend' });
  });
  // A dead page writes no more bytes.
  window.webContents.on('render-process-gone', () => void exports.cancelAll());
  window.on('closed', () => {
    stage.close();
  });
  app.on('second-instance', () => {
    focusWindow(window);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  finishBeforeQuit(async () => {
    home.cancel();
    purchases.cancel();
    await purchases.settled();
    await Promise.all([fetching.stop(), imports.cancelAll(), exports.cancelAll()]);
    await Promise.all([store.mutex.settled(), settings.settled(), setlists.settled()]);
    await home.release();
  });

  // The window is up: from here on a failure of the disk is logged and does not end the start.
  await orLogged(log, 'what exports left could not be removed', () => exports.removeLeftovers());
  await orLogged(log, 'songs that were encoded to be sent could not be removed', () => files.removeEncoded());
  await orLogged(log, 'what commands left could not be removed', () =>
    removeCommandFolders(nodeFs, nodeFolders, places.commands, null),
  );
  await orLogged(log, 'a move of the library could not be finished', () => home.finishMove());
  await orLogged(log, 'the library could not be opened', openLibrary);
  const screenshot = app.commandLine.getSwitchValue('screenshot-to');
  if (screenshot !== '' && !isRelease) {
    const isDrawn = () => store.catalogue.list()[0]?.stems.every(({ hasOverview }) => hasOverview) ?? true;
    await takeScreenshot(window, screenshot, isDrawn);
  }
}

function openWindow(): void {
  const base = parseApiBase(process.env.STEMROOM_API_BASE);
  if (!base.ok) {
    dialog.showErrorBox(words().main.endings.cannotStart, base.failure.detail);
    app.exit(1);
    return;
  }
  prepareApp();
  if (app.requestSingleInstanceLock()) void start(base.value);
  else app.exit();
}

// Until the settings say which.
speak(() => localeInUse('system'));
const typed = commandWords(process.argv, process.defaultApp);
const trialFolder = selfTestFolder(process.argv);
if (trialFolder !== null) runSelfTest(trialFolder);
else if (typed === null) openWindow();
else await runCommand(typed);
