import {
  type ExportChoices,
  type ExportSet,
  type ExportTicket,
  type Failure,
  type Result,
  type Session,
} from '#contract';
import type { Ports } from '../ports.ts';
import { expectedBytesOf, type ExportPlan, type ExportSong, planExport } from './export-plan.ts';
import { type Concealed, type LeftOut, nothingToWrite } from './left-out.ts';
import { type ExportedFile, runExport } from './run-export.ts';

/** How much longer an export takes at its average speed so far, in seconds; null in the first moments, when the guess would jump. */
export function secondsLeft(fraction: number, elapsedMs: number): number | null {
  if (fraction < 0.03 || elapsedMs < 500) return null;
  return ((elapsedMs / fraction) * (1 - fraction)) / 1000;
}

type ExportPhase =
  | { readonly state: 'waiting' }
  | { readonly state: 'running'; readonly fraction: number; readonly secondsLeft: number | null }
  | ({ readonly state: 'done'; readonly files: readonly ExportedFile[] } & ExportRemarks)
  /** `kept` are files that were finished before. */
  | { readonly state: 'failed'; readonly failure: Failure; readonly kept: readonly ExportedFile[] }
  | { readonly state: 'cancelled'; readonly kept: readonly ExportedFile[] };

/** What the list shows about the stems of a finished export. */
type ExportRemarks = { readonly leftOut: readonly LeftOut[]; readonly concealed: readonly Concealed[] };

/** One press of Export. */
export type ExportEntry = {
  readonly id: number;
  /** The name of its only file, or of the folder in which there are several. */
  readonly name: string;
  readonly fileCount: number;
  readonly phase: ExportPhase;
};

/** What a press of Export came to: it is in the queue, the user dismissed the dialog, or it cannot be done. */
export type ExportStart = 'queued' | 'dismissed' | Failure;

type QueuedExport = {
  readonly song: ExportSong;
  readonly plan: ExportPlan;
  readonly set: ExportSet;
  readonly verified: () => Promise<Session | null>;
};

type ExportPorts = Pick<Ports, 'api' | 'prepareToRender' | 'renderFiles' | 'renderStemFile' | 'putBytes' | 'readCover'>;

type Options = {
  /** Returns a function that verifies the files of the session by their hashes; it resolves with null when the session is gone. */
  readonly verified: (session: Session) => () => Promise<Session | null>;
  /** Called at every end but a cancelled one. */
  readonly onEnd: (entry: ExportEntry) => void;
};

/** Exports, one after the other, first come first served. */
export class ExportQueue {
  readonly #ports: ExportPorts;
  readonly #options: Options;
  #queued: readonly { readonly id: number; readonly queued: QueuedExport }[] = [];
  entries = $state.raw<readonly ExportEntry[]>([]);
  /** A native dialog is open. */
  isAsking = $state(false);
  #running: { readonly id: number; readonly stop: AbortController } | null = null;
  #lastId = 0;

  /** The one that is being written; null: none. */
  readonly running = $derived(this.entries.find(({ phase }) => phase.state === 'running') ?? null);
  readonly waitingCount = $derived(this.entries.filter(({ phase }) => phase.state === 'waiting').length);

  constructor(ports: ExportPorts, options: Options) {
    this.#ports = ports;
    this.#options = options;
  }

  /** Asks for a place in a native dialog, then queues the export. */
  async start(song: ExportSong, choices: ExportChoices): Promise<ExportStart> {
    if (this.isAsking) return 'dismissed';
    const plan = planExport(song, choices);
    if (plan.files.length === 0) return nothingToWrite(song, plan);
    this.isAsking = true;
    const begun = await this.#begin(song, plan).finally(() => {
      this.isAsking = false;
    });
    if (!begun.ok) return begun.failure;
    if (begun.value === null) return 'dismissed';
    this.#enqueue(song, plan, begun.value);
    return 'queued';
  }

  /** Cancels an export that runs or waits, whose unfinished files are removed; takes one that has ended off the list. */
  dismiss(id: number): void {
    const entry = this.entries.find((one) => one.id === id);
    switch (entry?.phase.state) {
      case 'running':
        if (this.#running?.id === id) this.#running.stop.abort();
        break;
      case 'waiting':
        void this.#drop(id);
        break;
      case 'done':
      case 'failed':
      case 'cancelled':
        this.#leave(id);
        break;
      case undefined:
        break;
    }
  }

  /** Shows a file in the file manager. */
  reveal(ticket: ExportTicket): void {
    void this.#ports.api.reveal({ kind: 'export', ticket });
  }

  #begin(song: ExportSong, plan: ExportPlan): Promise<Result<ExportSet | null>> {
    return this.#ports.api.beginExport({
      names: [...plan.files, ...plan.documents].map(({ name }) => name),
      report: plan.report,
      expectedBytes: expectedBytesOf(song, plan),
    });
  }

  #enqueue(song: ExportSong, plan: ExportPlan, set: ExportSet): void {
    this.#lastId += 1;
    const id = this.#lastId;
    const [first] = set.files;
    const folder = first?.fileName.includes('/') === true ? first.fileName.replace(/\/.*$/, '') : set.folderName;
    const fileCount = set.files.length;
    const queued = { song, plan, set, verified: this.#options.verified(song.session) };
    this.#queued = [...this.#queued, { id, queued }];
    const name = fileCount === 1 ? (first?.fileName ?? '') : folder;
    this.entries = [...this.entries, { id, name, fileCount, phase: { state: 'waiting' } }];
    void this.#runNext();
  }

  async #drop(id: number): Promise<void> {
    const queued = this.#take(id);
    this.#leave(id);
    if (queued === undefined) return;
    const { files, report } = queued.set;
    for (const { ticket } of [...files, ...(report === null ? [] : [report])]) {
      await this.#ports.api.endExport({ ticket, isKept: false });
    }
  }

  async #runNext(): Promise<void> {
    const next = this.entries.find(({ phase }) => phase.state === 'waiting');
    if (this.#running !== null || next === undefined) return;
    const queued = this.#take(next.id);
    if (queued === undefined) return;
    const { id } = next;
    const stop = new AbortController();
    this.#running = { id, stop };
    await this.#run(id, queued, stop.signal);
    this.#running = null;
    const ended = this.entries.find((one) => one.id === id);
    if (ended !== undefined && ended.phase.state !== 'cancelled') this.#options.onEnd(ended);
    this.#ports.prepareToRender();
    await this.#runNext();
  }

  async #run(id: number, queued: QueuedExport, signal: AbortSignal): Promise<void> {
    const startedMs = performance.now();
    this.#become(id, { state: 'running', fraction: 0, secondsLeft: null });
    const onProgress = (fraction: number): void => {
      if (signal.aborted) return;
      this.#become(id, {
        state: 'running',
        fraction,
        secondsLeft: secondsLeft(fraction, performance.now() - startedMs),
      });
    };
    const run = { ...queued, isStrict: false };
    const { kept, leftOut, concealed, failure } = await runExport(this.#ports, run, onProgress, signal);
    if (failure === null) this.#become(id, { state: 'done', files: kept, leftOut, concealed });
    else if (failure.kind === 'cancelled' && kept.length === 0) this.#leave(id);
    else if (failure.kind === 'cancelled') this.#become(id, { state: 'cancelled', kept });
    else this.#become(id, { state: 'failed', failure, kept });
  }

  /** Takes an export out of the queue. */
  #take(id: number): QueuedExport | undefined {
    const taken = this.#queued.find((one) => one.id === id)?.queued;
    this.#queued = this.#queued.filter((one) => one.id !== id);
    return taken;
  }

  #leave(id: number): void {
    this.entries = this.entries.filter((one) => one.id !== id);
  }

  #become(id: number, phase: ExportPhase): void {
    this.entries = this.entries.map((entry) => (entry.id === id ? { ...entry, phase } : entry));
  }
}
