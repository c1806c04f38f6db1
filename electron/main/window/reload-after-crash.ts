import type { BrowserWindow } from 'electron';
import type { Log } from '../net/log-port.ts';
import { crashedUrl, entryUrl } from './may-load.ts';
import { shownAfterCrash } from './shown-after-crash.ts';

/**
 * Loads the page again when its process dies, a few times, then one that is plain; should that die as well, `giveUp`. The mix was
 * saved, so little is lost.
 */
export function reloadAfterCrash(window: BrowserWindow, log: Log, giveUp: () => void): void {
  const crashTimesMs: number[] = [];
  const load = (url: string): void => {
    // It fails when the page dies once more while it loads, of which we are told as well.
    void window.loadURL(url).catch((error: unknown) => {
      log.warn('the page could not be loaded again', { error });
    });
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('the page is gone', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashTimesMs.push(performance.now());
    switch (shownAfterCrash(crashTimesMs, window.webContents.getURL() === crashedUrl)) {
      case 'app':
        load(entryUrl);
        break;
      case 'plain':
        load(crashedUrl);
        break;
      case 'nothing':
        giveUp();
    }
  });
}
