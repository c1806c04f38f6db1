import { type BrowserWindow, type Display, screen, type WebContents } from 'electron';
import { type StageOrder, type StageView, words } from '#contract';
import type { Log } from '../log.ts';
import { createWindow, type WindowHome } from './app-window.ts';
import { stageUrl } from './guard.ts';

/** The display for the stage: another one than the app's, the first there is; null when there is none. */
export function stageDisplay<Shown extends Pick<Display, 'id'>>(displays: readonly Shown[], own: Shown): Shown | null {
  return displays.find(({ id }) => id !== own.id) ?? null;
}

type StagePorts = {
  /** With the preload of the stage, which has no way to main. */
  readonly home: WindowHome;
  readonly window: () => BrowserWindow | null;
  readonly log: Log;
  /** Called when the stage window has opened or closed. */
  readonly onChange: (isOpen: boolean) => void;
};

/**
 * The stage window: words in large letters, on another display when there is one, and nothing else. It gets what it shows and can ask for
 * nothing: its preload only listens, and calls from it are refused as those of any page but the app's are.
 */
export class StageWindow {
  readonly #ports: StagePorts;
  #stage: BrowserWindow | null = null;
  #view: StageView | null = null;

  constructor(ports: StagePorts) {
    this.#ports = ports;
  }

  /** Carries out what the page asks. */
  take(order: StageOrder): void {
    switch (order.does) {
      case 'open':
        if (this.#stage === null) this.#open();
        else this.close();
        break;
      case 'close':
        this.close();
        break;
      case 'show':
        this.#view = order.view;
        this.#send();
    }
  }

  /** Closes the stage window, if it is open. */
  close(): void {
    this.#stage?.close();
  }

  #open(): void {
    const { home, window, log, onChange } = this.#ports;
    const app = window();
    if (app === null || app.isDestroyed()) return;
    const other = stageDisplay(screen.getAllDisplays(), screen.getDisplayMatching(app.getBounds()));
    const stage = createWindow(
      {
        ...(other === null ? { width: 1280, height: 720 } : { ...other.workArea, fullscreen: true }),
        minWidth: 480,
        minHeight: 270,
        title: words().main.stage,
        backgroundColor: '#000000',
        autoHideMenuBar: true,
      },
      home,
    );
    this.#stage = stage;
    stage.setMenuBarVisibility(false);
    stage.webContents.on('before-input-event', (event, { type, key }) => {
      if (type !== 'keyDown' || !leaves(stage, key)) return;
      event.preventDefault();
    });
    stage.webContents.on('did-finish-load', () => {
      this.#send();
    });
    stage.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error('the stage page is gone', { reason });
      if (!stage.isDestroyed()) stage.destroy();
    });
    stage.on('closed', () => {
      this.#stage = null;
      onChange(false);
    });
    void stage.loadURL(stageUrl).catch((error: unknown) => {
      log.error('the stage page could not be loaded', { error });
    });
    onChange(true);
  }

  #send(): void {
    const stage = this.#stage;
    if (stage === null || this.#view === null) return;
    const contents: WebContents = stage.webContents;
    if (contents.isDestroyed() || contents.isCrashed()) return;
    // The language may have changed.
    stage.setTitle(words().main.stage);
    contents.send('stemroom:stage', this.#view);
  }
}

/** The keys of the stage window: F11 or F fills the screen, Escape leaves it and then closes the window. False: not one of them. */
function leaves(stage: BrowserWindow, key: string): boolean {
  if (key === 'F11' || key === 'f') stage.setFullScreen(!stage.isFullScreen());
  else if (key !== 'Escape') return false;
  else if (stage.isFullScreen()) stage.setFullScreen(false);
  else stage.close();
  return true;
}
