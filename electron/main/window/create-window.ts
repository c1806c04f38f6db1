import { BrowserWindow, type Session, type WebPreferences } from 'electron';
import { smallestWindow, type Bounds } from './bounds.ts';

export type WindowLook = {
  readonly bounds: Partial<Bounds>;
  readonly isMaximized: boolean;
  /** Of the theme, so that nothing flashes before the page is drawn. */
  readonly backgroundColor: string;
};

export type WindowHome = {
  readonly preload: string;
  readonly session: Session;
  /** A release has no developer tools. */
  readonly hasDevTools: boolean;
};

/** What a page of ours may do, wherever it is shown. It is a guest: no Node, no other origin, no features on trial. */
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

/** The one place a window is made. */
export function createAppWindow(look: WindowLook, home: WindowHome): BrowserWindow {
  const window = new BrowserWindow({
    ...look.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Stemroom',
    backgroundColor: look.backgroundColor,
    show: false,
    webPreferences: pagePreferences(home),
  });
  window.once('ready-to-show', () => {
    if (look.isMaximized) window.maximize();
    window.show();
  });
  return window;
}
