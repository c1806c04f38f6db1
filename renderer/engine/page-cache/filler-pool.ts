import {
  type AudioContainer,
  type Failure,
  failure,
  type Frames,
  type Hertz,
  type SpokenLocale,
  spokenLocale,
  type StemFacts,
} from '#contract';
import type { BytePlace } from '../../codecs/library-byte-source.ts';
import { PageTable, type PoolMemory, silentPage, type SongMemory } from './pages.ts';

/** A stem for a filler to open. */
export type StemToOpen = {
  readonly row: number;
  readonly place: BytePlace;
  readonly byteLength: number;
  readonly container: AudioContainer;
};

/** The outcome for the stem in one row. `lengthFrames`: at the rate of the request. */
export type OpenedRow = {
  readonly row: number;
  readonly outcome:
    | { readonly ok: true; readonly facts: StemFacts; readonly lengthFrames: Frames }
    | { readonly ok: false; readonly failure: Failure };
};

/** What a filler fills, and with what. */
export type FillRequest = {
  readonly song: SongMemory;
  readonly pool: PoolMemory;
  readonly command: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
  readonly sampleRate: Hertz;
  /** This filler's share of the pool. */
  readonly firstSlot: number;
  readonly slotCount: number;
  /** The most of them to use for this song. */
  readonly mostSlots: number;
};

/** A filler answers each request once, in request, with the outcomes of its rows or one failure for all. */
export type FillerRequest =
  /** Opens stems at their own rate, in place of those that are open or beside them. `locale`: the language of the failures from now on. */
  | {
      readonly kind: 'open';
      readonly stems: readonly StemToOpen[];
      readonly manner: 'anew' | 'beside';
      readonly locale: SpokenLocale;
    }
  /** Resamples every open stem to the song's rate. */
  | { readonly kind: 'setRate'; readonly songRate: Hertz }
  /** Starts filling, or continues in a larger page table. */
  | { readonly kind: 'fill'; readonly request: FillRequest }
  /** Closes stems that have faded out; their rows stay silent. */
  | { readonly kind: 'drop'; readonly rows: readonly number[] }
  | { readonly kind: 'close' };

/** What a filler posts: answers in request, and news of single rows. */
export type FillerReport =
  | { readonly kind: 'answer'; readonly rows: readonly OpenedRow[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'lost'; readonly row: number; readonly failure: Failure }
  /** Codec frames concealed so far in this row. */
  | { readonly kind: 'concealed'; readonly row: number; readonly frames: number };

/** The number of stems that take the whole pool, 15 s each of the usual one; fewer leave memory untouched. */
const stemsOfWholePool = 25;

/** Workers for a number of processor cores: 1 to 4, leaving a core to the page and the audio thread. */
export const fillerCountFor = (cores: number): number => Math.min(4, Math.max(1, cores - 1));

/** News of single rows. */
type FillerEvents = {
  /** The stem in this row cannot be read any more. */
  onLost(row: number, failure: Failure): void;
  /** `frames`: codec frames concealed so far in this row. */
  onConcealed(row: number, frames: number): void;
};

/** The pool of filler workers. Each row belongs to one worker, and each worker has its own share of the page pool. */
export class FillerPool {
  readonly #workers: readonly FillerWorker[];
  readonly #pool: PoolMemory;

  constructor(size: number, pool: PoolMemory, events: FillerEvents) {
    this.#pool = pool;
    this.#workers = Array.from({ length: size }, () => new FillerWorker(events));
  }

  /** Opens stems at their own rates, as a new song (`anew`) or in addition to the open ones (`beside`). Never rejects. */
  open(stems: readonly StemToOpen[], manner: 'anew' | 'beside' = 'anew'): Promise<readonly OpenedRow[]> {
    return this.#askAll((index) => ({
      kind: 'open',
      stems: stems.filter(({ row }) => row % this.#workers.length === index),
      manner,
      locale: spokenLocale(),
    }));
  }

  /** Resamples all stems to the song's rate; returns an outcome for every open row. */
  setRate(songRate: Hertz): Promise<readonly OpenedRow[]> {
    return this.#askAll(() => ({ kind: 'setRate', songRate }));
  }

  /** Resolves with the rows that were lost, once all workers fill the new page table and the reader may switch to it. */
  fill(request: Omit<FillRequest, 'pool' | 'firstSlot' | 'slotCount' | 'mostSlots'>): Promise<readonly OpenedRow[]> {
    const slotCount = Math.floor(this.#pool.slotCount / this.#workers.length);
    const mostSlots = Math.ceil(slotCount * Math.min(1, request.song.rowCount / stemsOfWholePool));
    return this.#askAll((index) => ({
      kind: 'fill',
      request: { ...request, pool: this.#pool, firstSlot: index * slotCount, slotCount, mostSlots },
    }));
  }

  /** Closes the stems of these rows, which must have faded out. */
  async drop(rows: readonly number[]): Promise<void> {
    await this.#askAll(() => ({ kind: 'drop', rows }));
  }

  /** Closes all stems and stops filling. */
  async close(): Promise<void> {
    await this.#askAll(() => ({ kind: 'close' }));
  }

  /** Ends the workers; pending requests resolve without rows. */
  dispose(): void {
    for (const worker of this.#workers) worker.dispose();
  }

  async #askAll(requestFor: (index: number) => FillerRequest): Promise<readonly OpenedRow[]> {
    const answers = await Promise.all(this.#workers.map((worker, index) => worker.ask(requestFor(index))));
    return answers.flat();
  }
}

type Waiting = { readonly request: FillerRequest; readonly give: (rows: readonly OpenedRow[]) => void };

/**
 * One filler worker. Answers every request; when the worker fails, with its failure for all rows. A failed worker is terminated, and the
 * next stems to open start another.
 */
class FillerWorker {
  readonly #events: FillerEvents;
  #worker: Worker | null;
  #waiting: Waiting[] = [];
  /** Rows of the stems that this worker has open. */
  readonly #rows = new Set<number>();
  /** Why the last worker was terminated. */
  #failure: Failure = failure('internal');
  /** The page table that it fills. */
  #song: SongMemory | null = null;

  constructor(events: FillerEvents) {
    this.#events = events;
    this.#worker = this.#start();
  }

  ask(request: FillerRequest): Promise<readonly OpenedRow[]> {
    if (request.kind === 'open' && this.#worker === null) {
      this.#worker = this.#start();
      this.#rows.clear();
    }
    this.#note(request);
    const worker = this.#worker;
    if (worker === null) return Promise.resolve(allFailed(rowsOf(request, this.#rows), this.#failure));
    return new Promise((give) => {
      this.#waiting.push({ request, give });
      worker.postMessage(request);
    });
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { give } of this.#waiting.splice(0)) give([]);
  }

  #note(request: FillerRequest): void {
    switch (request.kind) {
      case 'open':
        if (request.manner === 'anew') this.#rows.clear();
        for (const { row } of request.stems) this.#rows.add(row);
        return;
      case 'fill':
        this.#song = request.request.song;
        return;
      case 'drop':
        for (const row of request.rows) this.#rows.delete(row);
        return;
      case 'close':
        this.#rows.clear();
        this.#song = null;
        return;
      case 'setRate':
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL('./filler.worker.ts', import.meta.url), { type: 'module', name: 'filler' });
    worker.onmessage = ({ data }: MessageEvent<FillerReport>) => {
      if (worker === this.#worker) this.#receive(data);
    };
    const onEnd = (message: string): void => {
      if (worker === this.#worker) this.#lose(failure('internal', message));
    };
    worker.onerror = (event) => {
      onEnd(event.message);
    };
    worker.onmessageerror = () => {
      onEnd('An answer of a filler cannot be read.');
    };
    return worker;
  }

  #receive(report: FillerReport): void {
    switch (report.kind) {
      case 'answer':
        this.#waiting.shift()?.give(report.rows);
        return;
      case 'failed':
        // Its state is unknown.
        this.#lose(report.failure);
        return;
      case 'lost':
        this.#events.onLost(report.row, report.failure);
        return;
      case 'concealed':
        this.#events.onConcealed(report.row, report.frames);
    }
  }

  /** Fails all pending requests and reports every row that none of them speaks for. */
  #lose(failed: Failure): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#failure = failed;
    const table = this.#song === null ? null : new PageTable(this.#song);
    const reported = new Set<number>();
    for (const { request, give } of this.#waiting.splice(0)) {
      const rows = rowsOf(request, this.#rows).filter((row) => !reported.has(row));
      for (const row of rows) reported.add(row);
      give(allFailed(rows, failed));
    }
    for (const row of this.#rows) {
      if (table !== null && row < table.rowCount) silence(table, row);
      if (!reported.has(row)) this.#events.onLost(row, failed);
    }
    this.#song = null;
  }
}

const allFailed = (rows: readonly number[], failed: Failure): readonly OpenedRow[] =>
  rows.map((row) => ({ row, outcome: { ok: false, failure: failed } }));

/** The rows that the answer to a request covers. */
function rowsOf(request: FillerRequest, open: ReadonlySet<number>): readonly number[] {
  switch (request.kind) {
    case 'open':
      return request.stems.map(({ row }) => row);
    case 'setRate':
    case 'fill':
      return [...open];
    case 'drop':
    case 'close':
      return [];
  }
}

/** Marks all pages of a row as silent, so that the reader neither waits for them nor reads slots that are reused. */
function silence(table: PageTable, row: number): void {
  for (let page = 0; page < table.pagesOfRow(row); page += 1) table.publish(row, page, silentPage);
}
