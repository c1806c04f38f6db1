import { screen, type BrowserWindow } from 'electron';
import type { Notice } from '#contract';
import type { Log } from '../net/log-port.ts';
import type { SettingsFile } from '../settings.ts';
import { placeWindow } from './bounds.ts';
import { createAppWindow, type WindowHome } from './create-window.ts';
import { entryUrl } from './may-load.ts';
import { reloadAfterCrash } from './reload-after-crash.ts';

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

export type AppWindowPorts = {
  readonly settings: SettingsFile;
  readonly log: Log;
  readonly home: WindowHome;
  readonly isDark: boolean;
  readonly onGivenUp: () => void;
};

/** Opens the window where it was left and loads the page. Needs `ready`. */
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
  void window.loadURL(entryUrl).catch((error: unknown) => {
    log.error('the page could not be loaded', { error });
  });
  return window;
}

/** Brings the window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Tells the page, if there is one to tell. */
export function sendNotice(window: BrowserWindow | null, notice: Notice): void {
  if (window === null || window.isDestroyed() || window.webContents.isCrashed()) return;
  window.webContents.send('stemroom:notice', notice);
}
