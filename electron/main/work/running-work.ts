import type { ExportTicket, Failure, SessionId } from '#contract';

/** A long task for the taskbar and the notifications. */
export type Work = {
  readonly kind: 'fetch' | 'export' | 'import' | 'move' | 'purchase';
  /** The song's title, or the name of the file. */
  readonly name: string;
  /** False while it only waits for the service. */
  readonly isMoving: boolean;
  readonly doneBytes: number;
  /** Null while unknown. */
  readonly totalBytes: number | null;
};

type WorkKey = SessionId | ExportTicket | 'import' | 'move' | 'purchase';

export type WorkEnd =
  | { readonly end: 'done' }
  | { readonly end: 'failed'; readonly failure: Failure }
  /** Stopped by the user, or removed. */
  | { readonly end: 'dropped' };

type RunningWorkPorts = {
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
  /** Called with all work under way. */
  readonly onChange: (moving: readonly Work[]) => void;
  readonly onEnd: (work: Work, end: WorkEnd, tookMs: number) => void;
};

/** The list of running work, with start times. */
export class RunningWork {
  readonly #ports: RunningWorkPorts;
  readonly #works = new Map<WorkKey, Work & { readonly startedMs: number }>();

  constructor(ports: RunningWorkPorts) {
    this.#ports = ports;
  }

  /** Returns the work that quitting would interrupt. */
  moving(): readonly Work[] {
    return [...this.#works.values()].filter(({ isMoving }) => isMoving);
  }

  /** Adds work, or updates it. */
  put(key: WorkKey, work: Work): void {
    const startedMs = this.#works.get(key)?.startedMs ?? this.#ports.now();
    this.#works.set(key, { ...work, startedMs });
    this.#ports.onChange(this.moving());
  }

  /** The work of that key; null when it is not under way. */
  find(key: WorkKey): Work | null {
    return this.#works.get(key) ?? null;
  }

  /** Ends work. Ignores an unknown key. */
  end(key: WorkKey, end: WorkEnd): void {
    const work = this.#works.get(key);
    if (work === undefined) return;
    this.#works.delete(key);
    this.#ports.onChange(this.moving());
    this.#ports.onEnd(work, end, this.#ports.now() - work.startedMs);
  }
}

type WritingExport = {
  readonly fileName: string;
  readonly writtenBytes: number;
  /** The estimated size; null: unknown. */
  readonly expectedBytes: number | null;
};

/** Receives the progress of exports. */
export type ExportWatch = {
  readonly writing: (ticket: ExportTicket, writing: WritingExport) => void;
  readonly finished: (ticket: ExportTicket) => void;
  /** The export left no file. Null: the page asked for that. */
  readonly discarded: (ticket: ExportTicket, trouble: Failure | null) => void;
};

/** Returns a watch that puts exports into the list. */
export function watchExports(book: RunningWork): ExportWatch {
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
