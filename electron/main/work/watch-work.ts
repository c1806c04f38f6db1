import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import {
  explainFailure,
  type Failure,
  type FetchProgress,
  type Notice,
  type PurchaseProgress,
  type Session,
  words,
} from '#contract';
import { focusWindow } from '../window/app-window.ts';
import { type Work, RunningWork, type WorkEnd } from './running-work.ts';

export type News = { readonly title: string; readonly body: string };

/** After shorter work the user is still looking at the window. */
const worthNotifyingMs = 10_000;

/** Returns the notification for work that ended; null when it was short or needs none. */
export function newsOf({ kind, name }: Work, end: WorkEnd, tookMs: number): News | null {
  if (tookMs < worthNotifyingMs || (kind !== 'fetch' && kind !== 'export')) return null;
  switch (end.end) {
    case 'done':
      return { title: name, body: words().main.work[kind === 'fetch' ? 'allSaved' : 'exportFinished'] };
    case 'failed': {
      const { happened, did } = explainFailure(end.failure);
      return { title: name, body: words().main.work.failed(happened, did) };
    }
    case 'dropped':
      return null;
  }
}

/** The value of `setProgressBar` for an indeterminate bar. */
const unknown = 2;
const none = -1;

/** The value for the window's bar in the taskbar: 0 to 1 over all bytes to be moved, 2 while unknown, -1 for no bar. */
export function taskbarProgress(moving: readonly Work[]): number {
  if (moving.length === 0) return none;
  let done = 0;
  let total = 0;
  for (const { doneBytes, totalBytes } of moving) {
    if (totalBytes === null || totalBytes <= 0) return unknown;
    done += Math.min(doneBytes, totalBytes);
    total += totalBytes;
  }
  return done / total;
}

/** Updates the list of running work from a notice to the page. */
export function trackNotice(running: RunningWork, notice: Notice): void {
  switch (notice.about) {
    case 'session':
      trackSession(running, notice.session);
      break;
    case 'sessionGone':
      running.end(notice.id, { end: 'dropped' });
      break;
    case 'fetch':
      trackFetch(running, notice.progress);
      break;
    case 'import': {
      const { progress } = notice;
      if (progress === null) {
        running.end('import', { end: 'dropped' });
      } else {
        const { title: name, bytesDone: doneBytes, bytesTotal: totalBytes } = progress;
        running.put('import', { kind: 'import', name, isMoving: true, doneBytes, totalBytes });
      }
      break;
    }
    case 'move': {
      const { progress } = notice;
      if (progress === null) {
        running.end('move', { end: 'dropped' });
      } else {
        const { bytesDone: doneBytes, bytesTotal: totalBytes } = progress;
        running.put('move', { kind: 'move', name: words().main.work.library, isMoving: true, doneBytes, totalBytes });
      }
      break;
    }
    case 'purchase':
      trackPurchase(running, notice.progress);
      break;
    case 'command':
    case 'hostQuestion':
    case 'keyWaiting':
    case 'suspend':
    case 'exportRequest':
    case 'stage':
      break;
  }
}

function trackPurchase(running: RunningWork, progress: PurchaseProgress | null): void {
  if (progress === null) {
    running.end('purchase', { end: 'dropped' });
    return;
  }
  const isUploading = progress.at === 'uploading';
  const [doneBytes, totalBytes] = isUploading ? [progress.sentBytes, progress.totalBytes] : [0, null];
  running.put('purchase', {
    kind: 'purchase',
    name: words().main.work.newSeparation,
    isMoving: true,
    doneBytes,
    totalBytes,
  });
}

function trackSession(running: RunningWork, session: Session): void {
  const end = endOf(session);
  if (end !== null) {
    running.end(session.id, end);
    return;
  }
  const { doneBytes, totalBytes } = running.find(session.id) ?? { doneBytes: 0, totalBytes: null };
  const isMoving = session.arrival.state === 'fetching';
  running.put(session.id, { kind: 'fetch', name: session.title, isMoving, doneBytes, totalBytes });
}

/** Null: still under way. */
function endOf({ arrival }: Session): WorkEnd | null {
  switch (arrival.state) {
    case 'queued':
    case 'separating':
    case 'fetching':
      return null;
    case 'complete':
      return { end: 'done' };
    case 'evicted':
      return { end: 'dropped' };
    case 'incomplete':
    case 'failed':
      return isEnd(arrival.failure) ? { end: 'failed', failure: arrival.failure } : { end: 'dropped' };
    case 'stillProcessing':
      return { end: 'dropped' };
  }
}

/** The user knows what they cancelled, and a song that waits for the network resumes by itself. */
const isEnd = ({ kind }: Failure): boolean => kind !== 'cancelled' && kind !== 'offline';

function trackFetch(running: RunningWork, { sessionId, stems }: FetchProgress): void {
  const work = running.find(sessionId);
  if (work === null) return;
  const doneBytes = stems.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  running.put(sessionId, { ...work, doneBytes, totalBytes: totalOf(stems) });
}

/** Assumes the mean length for stems whose length is unknown: all are as long as the song. */
function totalOf(stems: FetchProgress['stems']): number | null {
  const known = stems.flatMap(({ totalBytes }) => (totalBytes === null ? [] : [totalBytes]));
  if (known.length === 0) return null;
  return (known.reduce((sum, bytes) => sum + bytes, 0) / known.length) * stems.length;
}

/** Returns a switch that keeps the computer awake. */
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

/** Shows a notification while the window has no focus; a click focuses the window. */
function notifier(window: () => BrowserWindow | null): (news: News) => void {
  // Without a reference the notification may be garbage-collected, and its click with it.
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

type WorkWatch = {
  readonly running: RunningWork;
  readonly onNotice: (notice: Notice) => void;
};

/** Shows running work on the desktop: progress in the taskbar, no sleep, a notification at its end. Use after `ready`. */
export function watchWork(window: () => BrowserWindow | null): WorkWatch {
  const stayAwake = staysAwake();
  const notify = notifier(window);
  const onChange = (moving: readonly Work[]): void => {
    stayAwake(moving.length > 0);
    const shownIn = window();
    if (shownIn !== null && !shownIn.isDestroyed()) shownIn.setProgressBar(taskbarProgress(moving));
  };
  const running = new RunningWork({
    now: () => performance.now(),
    onChange,
    onEnd: (work, end, tookMs) => {
      const news = newsOf(work, end, tookMs);
      if (news !== null) notify(news);
    },
  });
  return {
    running,
    onNotice: (notice) => {
      trackNotice(running, notice);
    },
  };
}
