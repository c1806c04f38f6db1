import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  screen,
  type Session,
  type WebPreferences,
} from 'electron';
import { type InterfaceSize, type Notice, spokenLocale } from '#contract';
import type { Log } from '../log.ts';
import type { SettingsFile } from '../settings.ts';
import { crashedUrl, entryUrl } from './guard.ts';

/** In device-independent pixels; x and y count from the primary display's corner. */
type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const smallestWindow = { width: 800, height: 500 } as const;
const firstWindow = { width: 1440, height: 900 } as const;
/** The part of the window that must be on a screen, in pixels; otherwise the window is centred. */
const leastVisible = 100;

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);

/**
 * Returns the bounds of a new window: the saved ones when enough of it is visible and its title bar can be grabbed, otherwise centred (no
 * x and y) at the saved size or what fits.
 */
export function placeWindow(last: Bounds | null, screens: readonly Bounds[]): Partial<Bounds> {
  const [first] = screens;
  const largest = { width: first?.width ?? firstWindow.width, height: first?.height ?? firstWindow.height };
  const size = {
    width: Math.max(smallestWindow.width, Math.round(last?.width ?? Math.min(firstWindow.width, largest.width))),
    height: Math.max(smallestWindow.height, Math.round(last?.height ?? Math.min(firstWindow.height, largest.height))),
  };
  if (last === null) return size;
  const isSeen = screens.some(
    (screen) =>
      overlap(last.x, size.width, screen.x, screen.width) >= leastVisible &&
      overlap(last.y, size.height, screen.y, screen.height) >= leastVisible &&
      last.y >= screen.y,
  );
  if (isSeen) return { x: Math.round(last.x), y: Math.round(last.y), ...size };
  return { width: Math.min(size.width, largest.width), height: Math.min(size.height, largest.height) };
}

type WindowLook = {
  readonly bounds: Partial<Bounds>;
  readonly isMaximized: boolean;
  /** The theme's background, so that nothing flashes before the first frame. */
  readonly backgroundColor: string;
};

export type WindowHome = {
  readonly preload: string;
  readonly session: Session;
  /** A release has no developer tools. */
  readonly hasDevTools: boolean;
};

/** Returns the web preferences of every page: sandboxed, without Node, other origins and experimental features. */
export function pagePreferences({ preload, session, hasDevTools }: WindowHome): WebPreferences {
  return {
    session,
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    experimentalFeatures: false,
    spellcheck: false,
    // Sound must not stutter while the window is hidden.
    backgroundThrottling: false,
    devTools: hasDevTools,
  };
}

/** Creates a window for a page of ours. */
export const createWindow = (options: BrowserWindowConstructorOptions, home: WindowHome): BrowserWindow =>
  new BrowserWindow({ ...options, webPreferences: pagePreferences(home) });

/** Creates the app's window, which shows itself when its page is drawn. */
export function createAppWindow(look: WindowLook, home: WindowHome): BrowserWindow {
  const window = createWindow(
    {
      ...look.bounds,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      title: 'Stemroom',
      backgroundColor: look.backgroundColor,
      show: false,
    },
    home,
  );
  window.once('ready-to-show', () => {
    if (look.isMaximized) window.maximize();
    window.show();
  });
  return window;
}

/**
 * Reloads the page when its process dies, a few times, then loads a plain page; when that dies too, calls `giveUp`. The mix is saved, so
 * little is lost.
 */
function reloadAfterCrash(window: BrowserWindow, log: Log, giveUp: () => void): void {
  const crashTimesMs: number[] = [];
  const load = (url: string): void => {
    // Fails when the page dies while it loads; `render-process-gone` handles that too.
    void window.loadURL(url).catch((error: unknown) => {
      log.warn('the page could not be loaded again', { error });
    });
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('the page is gone', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashTimesMs.push(performance.now());
    switch (shownAfterCrash(crashTimesMs, window.webContents.getURL().startsWith(crashedUrl))) {
      case 'app':
        load(entryUrl);
        break;
      case 'plain':
        // The page gets no settings.
        load(`${crashedUrl}?locale=${spokenLocale()}`);
        break;
      case 'nothing':
        giveUp();
    }
  });
}

const reloadsAtMost = 3;
const withinMs = 60_000;

/**
 * Returns what to show after crashes at these times (ms, ascending, the last one now): the app again; after too many within a minute a
 * plain page; nothing when that page crashed.
 */
export function shownAfterCrash(crashTimesMs: readonly number[], wasPlain: boolean): 'app' | 'plain' | 'nothing' {
  const now = crashTimesMs.at(-1) ?? 0;
  const isWorthATry = crashTimesMs.filter((time) => now - time < withinMs).length <= reloadsAtMost;
  if (isWorthATry) return 'app';
  return wasPlain ? 'nothing' : 'plain';
}

// `--ground` of the page's tokens.
const grounds = { dark: '#101214', light: '#eceef1' } as const;

function rememberPlace(window: BrowserWindow, settings: SettingsFile): void {
  const remember = (): void => {
    const place = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    if (JSON.stringify(place) !== JSON.stringify(settings.current.window)) void settings.change({ window: place });
  };
  window.on('close', remember);
  window.on('resized', remember);
  window.on('moved', remember);
}

type AppWindowPorts = {
  readonly settings: SettingsFile;
  readonly log: Log;
  readonly home: WindowHome;
  readonly isDark: boolean;
  readonly onGivenUp: () => void;
};

/** Opens the window at its last place and loads the page. Call after `ready`. */
export function openAppWindow({ settings, log, home, isDark, onGivenUp }: AppWindowPorts): BrowserWindow {
  const last = settings.current.window;
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const areas = [primary, ...others].map(({ workArea }) => workArea);
  const look = {
    bounds: placeWindow(last?.bounds ?? null, areas),
    isMaximized: last?.isMaximized ?? false,
    backgroundColor: isDark ? grounds.dark : grounds.light,
  };
  const window = createAppWindow(look, home);
  rememberPlace(window, settings);
  reloadAfterCrash(window, log, onGivenUp);
  window.webContents.on('dom-ready', () => {
    drawInSize(window, settings.current.page.interfaceSize);
  });
  void window.loadURL(entryUrl).catch((error: unknown) => {
    log.error('the page could not be loaded', { error });
  });
  return window;
}

/** Draws everything in the window in this size, in percent, and keeps the window large enough for it, as far as the screen allows. */
export function drawInSize(window: BrowserWindow, size: InterfaceSize): void {
  if (window.isDestroyed()) return;
  const { workArea } = screen.getDisplayMatching(window.getBounds());
  const width = Math.min(Math.round((smallestWindow.width * size) / 100), workArea.width);
  const height = Math.min(Math.round((smallestWindow.height * size) / 100), workArea.height);
  const [nowWidth = width, nowHeight = height] = window.getSize();
  window.setMinimumSize(width, height);
  if (nowWidth < width || nowHeight < height) window.setSize(Math.max(nowWidth, width), Math.max(nowHeight, height));
  window.webContents.setZoomFactor(size / 100);
}

/** Brings the window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Sends a notice to the page, if there is one. */
export function sendNotice(window: BrowserWindow | null, notice: Notice): void {
  if (window === null || window.isDestroyed() || window.webContents.isCrashed()) return;
  window.webContents.send('stemroom:notice', notice);
}

const lookEveryMs = 200;
const longestMs = 12_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Page code: settles when fonts are there and two frames were drawn. */
const drawn = `document.fonts.ready.then(() => new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))))`;

/** Writes a PNG of the page once `isReady` says that it shows what it has, or after 12 s; prints where. */
export async function takeScreenshot(window: BrowserWindow, path: string, isReady: () => boolean): Promise<void> {
  if (window.webContents.isLoading()) await once(window.webContents, 'did-finish-load');
  for (let waitedMs = 0; waitedMs < longestMs && !isReady(); waitedMs += lookEveryMs) await wait(lookEveryMs);
  await wait(lookEveryMs);
  await window.webContents.executeJavaScript(drawn);
  const image = await window.webContents.capturePage();
  await writeFile(path, image.toPNG());
  console.log(`Screenshot: ${path}`);
}
