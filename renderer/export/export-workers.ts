import { failure } from '#contract';
import type { PlannedWorker, WorkerMessage, WorkerOrder } from './plan/worker-plan.ts';

/** What a worker tells the page of its task. */
export type WorkerReport = Exclude<WorkerMessage, { readonly about: 'alive' }>;

type Does = PlannedWorker['does'];

/** Starts one worker, which waits for a `WorkerOrder` and its ports. */
export const startWorker = (does: Does): Worker =>
  new Worker(new URL('./workers/export.worker.ts', import.meta.url), { type: 'module', name: does });

/** A worker for one task. A fault of any kind, its end included, is a report that it failed. */
export class ExportWorker {
  readonly does: Does;
  readonly #worker: Worker;
  readonly #ended = new AbortController();
  #hear: (report: WorkerReport) => void;

  /** `onFailure`: called when it fails before it has a task. */
  constructor(does: Does, onFailure: () => void = () => undefined) {
    this.does = does;
    this.#hear = onFailure;
    this.#worker = startWorker(does);
    this.#worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      this.#take(data);
    });
    this.#worker.addEventListener('messageerror', () => {
      this.#fail('a message of a worker cannot be read');
    });
    // Without a message, the script itself could not be loaded.
    this.#worker.addEventListener('error', (event: Partial<ErrorEvent>) => {
      this.#fail(event.message ?? 'a worker did not start');
    });
  }

  /** Lets it load the code of its task. */
  prepare(): void {
    this.#order({ does: this.does, task: null }, []);
  }

  /** Gives it its task, of which `hear` gets every report. */
  begin(planned: PlannedWorker, ports: MessagePort[], hear: (report: WorkerReport) => void): void {
    this.#hear = hear;
    this.#order(planned, ports);
  }

  /** Ends it, whatever it is doing. */
  end(): void {
    this.#ended.abort();
    this.#worker.terminate();
  }

  #order(order: WorkerOrder, ports: MessagePort[]): void {
    this.#worker.postMessage(order, ports);
  }

  #take(message: WorkerMessage): void {
    if (message.about !== 'alive') {
      this.#hear(message);
      return;
    }
    whenFree(message.lock, this.#ended.signal, () => {
      this.#fail('a worker of the export is gone');
    });
  }

  #fail(detail: string): void {
    this.#hear({ about: 'failed', failure: failure('internal', detail) });
  }
}

/** Calls back when nothing holds this Web Lock any more; not once `signal` is aborted. */
function whenFree(lock: string, signal: AbortSignal, then: () => void): void {
  // It rejects when it is aborted, and only then.
  navigator.locks.request(lock, { signal }, then).catch(() => undefined);
}

/** How long workers wait for an export, in milliseconds. */
const patienceMs = 60_000;

/**
 * Workers that have loaded their code and wait for the next export. One that has worked is not used again: memory of WebAssembly is
 * given back for certain only when its worker ends, and a page has addresses for about a hundred.
 */
export class ExportWorkers {
  readonly #ready = new Set<ExportWorker>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** One that is ready, or a new one. The caller ends it. */
  take(does: Does): ExportWorker {
    const ready = [...this.#ready].find((worker) => worker.does === does);
    if (ready === undefined) return new ExportWorker(does);
    this.#ready.delete(ready);
    return ready;
  }

  /** Has workers of these kinds ready for a while; those that are ready already count. */
  prepare(kinds: readonly Does[]): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#endAll();
    }, patienceMs);
    const there = [...this.#ready].map(({ does }) => does);
    for (const does of kinds) {
      const place = there.indexOf(does);
      if (place === -1) this.#start(does);
      else there.splice(place, 1);
    }
  }

  #start(does: Does): void {
    const worker = new ExportWorker(does, () => {
      this.#ready.delete(worker);
      worker.end();
    });
    this.#ready.add(worker);
    worker.prepare();
  }

  #endAll(): void {
    for (const worker of this.#ready) worker.end();
    this.#ready.clear();
  }
}
