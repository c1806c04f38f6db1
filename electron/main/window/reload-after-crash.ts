import type { BrowserWindow } from 'electron';
import type { Log } from '../net/log-port.ts';
import { entryUrl } from './may-load.ts';
import { mayReload } from './may-reload.ts';

/** Loads the page again when its process dies, a few times; then `giveUp`. The mix was saved, so little is lost. */
export function reloadAfterCrash(window: BrowserWindow, log: Log, giveUp: () => void): void {
  const crashTimesMs: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('the page is gone', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashTimesMs.push(performance.now());
    if (mayReload(crashTimesMs)) void window.loadURL(entryUrl);
    else giveUp();
  });
}
