import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { appOrigin } from '#contract';

/** What holds the page: a window, or nothing that can be seen. */
export type PageHolder = { readonly webContents: WebContents; isDestroyed(): boolean };

/** Whether a call comes from the one page there is: our window's main frame, showing our origin. */
export function isFromPage(event: IpcMainInvokeEvent, window: PageHolder | null): boolean {
  const frame = event.senderFrame;
  if (frame === null || window === null || window.isDestroyed()) return false;
  const isOurs = event.sender.id === window.webContents.id && frame === window.webContents.mainFrame;
  return (
    isOurs && URL.canParse(frame.url) && new URL(frame.url).protocol === 'app:' && frame.url.startsWith(`${appOrigin}/`)
  );
}
