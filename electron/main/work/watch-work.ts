import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Notice } from '#contract';
import { focusWindow } from '../window/app-window.ts';
import { hearNotice } from './hear-notices.ts';
import { newsOf, type News } from './news.ts';
import { taskbarProgress } from './taskbar.ts';
import { WorkBook, type Work } from './work-book.ts';

/** Keeps the computer from sleeping as long as there is something to do. */
function staysAwake(): (isNeeded: boolean) => void {
  let blocker: number | null = null;
  return (isNeeded) => {
    if (isNeeded === (blocker !== null)) return;
    if (blocker === null) {
      blocker = powerSaveBlocker.start('prevent-app-suspension');
    } else {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
}

/** Tells it through the system, for somebody whose window is elsewhere; a click brings it back. */
function newsTeller(window: () => BrowserWindow | null): (news: News) => void {
  // A notification that nobody holds may be collected, and its click with it.
  const shown = new Set<Notification>();
  return (news) => {
    const from = window();
    if (from === null || from.isDestroyed() || from.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification(news);
    shown.add(notification);
    notification.on('click', () => {
      if (!from.isDestroyed()) focusWindow(from);
    });
    notification.on('close', () => {
      shown.delete(notification);
    });
    notification.show();
  };
}

export type WorkWatch = {
  readonly book: WorkBook;
  readonly hear: (notice: Notice) => void;
};

/** Long work on the desktop: the bar in the taskbar, no sleep meanwhile, a word when it is done. Needs `ready` to be used. */
export function watchWork(window: () => BrowserWindow | null): WorkWatch {
  const stayAwake = staysAwake();
  const tell = newsTeller(window);
  const onChange = (moving: readonly Work[]): void => {
    stayAwake(moving.length > 0);
    const shownIn = window();
    if (shownIn !== null && !shownIn.isDestroyed()) shownIn.setProgressBar(taskbarProgress(moving));
  };
  const book = new WorkBook({
    now: () => performance.now(),
    onChange,
    onEnd: (work, end, tookMs) => {
      const news = newsOf(work, end, tookMs);
      if (news !== null) tell(news);
    },
  });
  return {
    book,
    hear: (notice) => {
      hearNotice(book, notice);
    },
  };
}
