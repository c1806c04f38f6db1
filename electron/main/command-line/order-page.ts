import { ipcMain, WebContentsView, type IpcMainInvokeEvent } from 'electron';
import { failure, orderMark, type ExportOrder, type OrderNews } from '#contract';
import { serve, type ServedApi } from '../ipc.ts';
import type { Log } from '../net/log-port.ts';
import { pagePreferences, type WindowHome } from '../window/create-window.ts';
import { isFromPage } from '../window/is-from-page.ts';
import { entryUrl } from '../window/may-load.ts';

export type OrderPagePorts = {
  readonly home: WindowHome;
  readonly log: Log;
  /** What the page may ask. */
  readonly api: Partial<ServedApi>;
  /** What happens to the page, though it cannot say so itself. */
  readonly onNews: (news: OrderNews) => void;
};

/** A view that nobody holds is collected, and its page with it. */
const views = new Set<WebContentsView>();

/** Opens the page where nobody sees it, without a window, and gives it an order. */
export async function giveOrder(order: ExportOrder, { home, log, api, onNews }: OrderPagePorts): Promise<void> {
  const view = new WebContentsView({ webPreferences: pagePreferences(home) });
  views.add(view);
  const { webContents } = view;
  const holder = { webContents, isDestroyed: () => webContents.isDestroyed() };
  serve(api, {
    handle: (channel, answer) => {
      ipcMain.handle(channel, answer);
    },
    isFromPage: (event: IpcMainInvokeEvent) => isFromPage(event, holder),
    log,
    now: () => performance.now(),
  });
  const fail = (words: string): void => {
    onNews({ state: 'failed', failure: failure('internal', words) });
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    fail(`the page is gone: ${reason}`);
  });
  try {
    await webContents.loadURL(entryUrl + orderMark);
    webContents.send('stemroom:notice', { about: 'order', order });
  } catch (error) {
    log.error('the page could not be loaded', { error });
    fail('the page could not be loaded');
  }
}
