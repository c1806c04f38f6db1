import type { ExportTicket, Failure, SessionId } from '#contract';

/** Long work, as the desktop around the window shall know of it. */
export type Work = {
  readonly kind: 'fetch' | 'export' | 'import' | 'move';
  /** The song's title, or the name of the file. */
  readonly name: string;
  /** False while it only waits for the service. */
  readonly isMoving: boolean;
  readonly doneBytes: number;
  /** Null while it cannot be known. */
  readonly totalBytes: number | null;
};

type WorkKey = SessionId | ExportTicket | 'import' | 'move';

export type WorkEnd =
  | { readonly end: 'done' }
  | { readonly end: 'failed'; readonly failure: Failure }
  /** The user stopped it, or it is gone. */
  | { readonly end: 'dropped' };

type RunningWorkPorts = {
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** What is moving now. */
  readonly onChange: (moving: readonly Work[]) => void;
  readonly onEnd: (work: Work, end: WorkEnd, tookMs: number) => void;
};

/** Keeps what is under way, whoever does it, and since when. */
export class RunningWork {
  readonly #ports: RunningWorkPorts;
  readonly #works = new Map<WorkKey, Work & { readonly startedMs: number }>();

  constructor(ports: RunningWorkPorts) {
    this.#ports = ports;
  }

  /** What would suffer, or have to wait, if the app ended now. */
  moving(): readonly Work[] {
    return [...this.#works.values()].filter(({ isMoving }) => isMoving);
  }

  /** New work, or more of what is known of it. */
  put(key: WorkKey, work: Work): void {
    const startedMs = this.#works.get(key)?.startedMs ?? this.#ports.now();
    this.#works.set(key, { ...work, startedMs });
    this.#ports.onChange(this.moving());
  }

  find(key: WorkKey): Work | null {
    return this.#works.get(key) ?? null;
  }

  /** Work that nobody knew of may end too: that is nothing. */
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
