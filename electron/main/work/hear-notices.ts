import type { Failure, FetchProgress, Notice, Session } from '#contract';
import type { WorkBook, WorkEnd } from './work-book.ts';

/** Writes into the book what the page is told of fetching and importing, so that nobody has to tell it twice. */
export function hearNotice(book: WorkBook, notice: Notice): void {
  switch (notice.about) {
    case 'session':
      hearSession(book, notice.session);
      break;
    case 'sessionGone':
      book.end(notice.id, { end: 'dropped' });
      break;
    case 'fetch':
      hearFetch(book, notice.progress);
      break;
    case 'import': {
      const { progress } = notice;
      if (progress === null) {
        book.end('import', { end: 'dropped' });
      } else {
        const { title: name, bytesDone: doneBytes, bytesTotal: totalBytes } = progress;
        book.put('import', { kind: 'import', name, isMoving: true, doneBytes, totalBytes });
      }
      break;
    }
    case 'move': {
      const { progress } = notice;
      if (progress === null) {
        book.end('move', { end: 'dropped' });
      } else {
        const { bytesDone: doneBytes, bytesTotal: totalBytes } = progress;
        book.put('move', { kind: 'move', name: 'Library', isMoving: true, doneBytes, totalBytes });
      }
      break;
    }
    case 'command':
    case 'hostQuestion':
    case 'keyWaiting':
    case 'suspend':
    case 'order':
      break;
  }
}

function hearSession(book: WorkBook, session: Session): void {
  const end = endOf(session);
  if (end !== null) {
    book.end(session.id, end);
    return;
  }
  const { doneBytes, totalBytes } = book.find(session.id) ?? { doneBytes: 0, totalBytes: null };
  const isMoving = session.arrival.state === 'fetching';
  book.put(session.id, { kind: 'fetch', name: session.title, isMoving, doneBytes, totalBytes });
}

/** Null: it is on its way. */
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

/** What the user cancelled is no news to them, and what waits for the network goes on by itself. */
const isEnd = ({ kind }: Failure): boolean => kind !== 'cancelled' && kind !== 'offline';

function hearFetch(book: WorkBook, { sessionId, stems }: FetchProgress): void {
  const work = book.find(sessionId);
  if (work === null) return;
  const doneBytes = stems.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  book.put(sessionId, { ...work, doneBytes, totalBytes: totalOf(stems) });
}

/** Stems whose length is not known yet are taken to be as long as the others: they are parts of one song. */
function totalOf(stems: FetchProgress['stems']): number | null {
  const known = stems.flatMap(({ totalBytes }) => (totalBytes === null ? [] : [totalBytes]));
  if (known.length === 0) return null;
  return (known.reduce((sum, bytes) => sum + bytes, 0) / known.length) * stems.length;
}
