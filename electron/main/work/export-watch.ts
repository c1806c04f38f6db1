import type { ExportTicket, Failure } from '#contract';
import type { WorkBook } from './work-book.ts';

export type WritingExport = {
  readonly fileName: string;
  readonly writtenBytes: number;
  /** What the file will about come to; null: nobody knows. */
  readonly expectedBytes: number | null;
};

/** Who wants to know how exports go. */
export type ExportWatch = {
  readonly writing: (ticket: ExportTicket, writing: WritingExport) => void;
  readonly finished: (ticket: ExportTicket) => void;
  /** Nothing stays of it. Null: because the page wished so. */
  readonly discarded: (ticket: ExportTicket, trouble: Failure | null) => void;
};

/** Writes exports into the book. */
export function bookedExports(book: WorkBook): ExportWatch {
  return {
    writing: (ticket, { fileName: name, writtenBytes: doneBytes, expectedBytes: totalBytes }) => {
      book.put(ticket, { kind: 'export', name, isMoving: true, doneBytes, totalBytes });
    },
    finished: (ticket) => {
      book.end(ticket, { end: 'done' });
    },
    discarded: (ticket, trouble) => {
      book.end(ticket, trouble === null ? { end: 'dropped' } : { end: 'failed', failure: trouble });
    },
  };
}
