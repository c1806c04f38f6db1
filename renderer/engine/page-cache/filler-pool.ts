import { type AudioContainer, type Failure, failure, type Frames, type Hertz, type StemFacts } from '#contract';
import type { BytePlace } from '../../codecs/library-byte-source.ts';
import { PageTable, type PoolMemory, silentPage, type SongMemory } from './pages.ts';

export type StemToOpen = {
  readonly row: number;
  readonly place: BytePlace;
  readonly byteLength: number;
  readonly container: AudioContainer;
};

export type OpenedRow = {
  readonly row: number;
  readonly outcome:
    | { readonly ok: true; readonly facts: StemFacts; readonly lengthFrames: Frames }
    | { readonly ok: false; readonly failure: Failure };
};

export type FillOrder = {
  readonly song: SongMemory;
  readonly pool: PoolMemory;
  readonly command: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
  readonly sampleRate: Hertz;
  /** This filler's share of the pool. */
  readonly firstSlot: number;
  readonly slotCount: number;
};

/** Each is answered once, in order: with what came of its rows, or with the failure of all of it. */
export type FillerRequest =
  /** Opens stems at their own rate, in place of those that are open or beside them. */
  | { readonly kind: 'open'; readonly stems: readonly StemToOpen[]; readonly manner: 'anew' | 'beside' }
  /** Brings every open stem to the song's rate. */
  | { readonly kind: 'tune'; readonly songRate: Hertz }
  /** Starts filling, or goes on in a larger table. */
  | { readonly kind: 'fill'; readonly order: FillOrder }
  /** Lets go of stems that nobody hears any more: silent from now on. */
  | { readonly kind: 'drop'; readonly rows: readonly number[] }
  | { readonly kind: 'close' };

export type FillerReport =
  | { readonly kind: 'answer'; readonly rows: readonly OpenedRow[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'lost'; readonly row: number; readonly failure: Failure }
  /** Damaged frames met so far in this row. */
  | { readonly kind: 'concealed'; readonly row: number; readonly frames: number };

/** One core is left to the page and the audio thread; more than four would only wait for each other. */
export const crewSize = (cores: number): number => Math.min(4, Math.max(1, cores - 1));

/** What fillers tell unasked. */
type FillerEvents = {
  /** The stem in this row cannot be read any more. */
  onLost(row: number, failure: Failure): void;
  /** So many damaged frames of this row were silenced so far. */
  onConcealed(row: number, frames: number): void;
};

/** The filler workers. A row belongs to one of them for good, and each has its own share of the pool. */
export class FillerCrew {
  readonly #members: readonly Member[];
  readonly #pool: PoolMemory;

  constructor(size: number, pool: PoolMemory, events: FillerEvents) {
    this.#pool = pool;
    this.#members = Array.from({ length: size }, () => new Member(events));
  }

  /** Opens stems at their own rates: another song, or more stems beside those that are open. */
  open(stems: readonly StemToOpen[], manner: 'anew' | 'beside' = 'anew'): Promise<readonly OpenedRow[]> {
    return this.#askAll((index) => ({
      kind: 'open',
      stems: stems.filter(({ row }) => row % this.#members.length === index),
      manner,
    }));
  }

  /** Brings all stems to the song's rate; answers for every row that is open. */
  tune(songRate: Hertz): Promise<readonly OpenedRow[]> {
    return this.#askAll(() => ({ kind: 'tune', songRate }));
  }

  /** Resolves when all have moved to the table, so that the reader may follow. Returns the rows that were lost on the way. */
  fill(order: Omit<FillOrder, 'pool' | 'firstSlot' | 'slotCount'>): Promise<readonly OpenedRow[]> {
    const slotCount = Math.floor(this.#pool.slotCount / this.#members.length);
    return this.#askAll((index) => ({
      kind: 'fill',
      order: { ...order, pool: this.#pool, firstSlot: index * slotCount, slotCount },
    }));
  }

  /** These rows are silent from now on. Fade them out before. */
  async drop(rows: readonly number[]): Promise<void> {
    await this.#askAll(() => ({ kind: 'drop', rows }));
  }

  async close(): Promise<void> {
    await this.#askAll(() => ({ kind: 'close' }));
  }

  dispose(): void {
    for (const member of this.#members) member.dispose();
  }

  async #askAll(requestFor: (index: number) => FillerRequest): Promise<readonly OpenedRow[]> {
    const answers = await Promise.all(this.#members.map((member, index) => member.ask(requestFor(index))));
    return answers.flat();
  }
}

type Waiting = { readonly request: FillerRequest; readonly give: (rows: readonly OpenedRow[]) => void };

/**
 * One filler worker. Every request is answered: when the worker fails, with that failure for all of its rows. A worker that failed
 * is ended; the next stems to open get a new one.
 */
class Member {
  readonly #events: FillerEvents;
  #worker: Worker | null;
  #waiting: Waiting[] = [];
  /** The stems that were given to this worker and not taken from it. */
  readonly #rows = new Set<number>();
  /** Why the worker was ended. */
  #failure: Failure = failure('internal');
  /** What it fills. */
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
        this.#song = request.order.song;
        return;
      case 'drop':
        for (const row of request.rows) this.#rows.delete(row);
        return;
      case 'close':
        this.#rows.clear();
        this.#song = null;
        return;
      case 'tune':
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL('./filler.worker.ts', import.meta.url), { type: 'module', name: 'filler' });
    worker.onmessage = ({ data }: MessageEvent<FillerReport>) => {
      if (worker === this.#worker) this.#hear(data);
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

  #hear(report: FillerReport): void {
    switch (report.kind) {
      case 'answer':
        this.#waiting.shift()?.give(report.rows);
        return;
      case 'failed':
        // What state it is in is not known.
        this.#lose(report.failure);
        return;
      case 'lost':
        this.#events.onLost(report.row, report.failure);
        return;
      case 'concealed':
        this.#events.onConcealed(report.row, report.frames);
    }
  }

  /** Whoever waits learns of it by an answer, a song that plays by a notice for each stem. */
  #lose(failed: Failure): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#failure = failed;
    const table = this.#song === null ? null : new PageTable(this.#song);
    const told = new Set<number>();
    for (const { request, give } of this.#waiting.splice(0)) {
      const rows = rowsOf(request, this.#rows).filter((row) => !told.has(row));
      for (const row of rows) told.add(row);
      give(allFailed(rows, failed));
    }
    for (const row of this.#rows) {
      if (table !== null && row < table.rowCount) silence(table, row);
      if (!told.has(row)) this.#events.onLost(row, failed);
    }
    this.#song = null;
  }
}

const allFailed = (rows: readonly number[], failed: Failure): readonly OpenedRow[] =>
  rows.map((row) => ({ row, outcome: { ok: false, failure: failed } }));

/** For which stems the answer to a request speaks. */
function rowsOf(request: FillerRequest, open: ReadonlySet<number>): readonly number[] {
  switch (request.kind) {
    case 'open':
      return request.stems.map(({ row }) => row);
    case 'tune':
    case 'fill':
      return [...open];
    case 'drop':
    case 'close':
      return [];
  }
}

/** Nothing waits for pages that will not come, nor plays from memory that another stem is given. */
function silence(table: PageTable, row: number): void {
  for (let page = 0; page < table.pagesOfRow(row); page += 1) table.publish(row, page, silentPage);
}
