import type { Failure, Hertz } from '#contract';
import type { PoolMemory } from '../pages/page-pool.ts';
import type { FillerReport, FillerRequest, FillOrder, OpenedRow, StemToOpen } from './filler-protocol.ts';

/** One core is left to the page and the audio thread; more than four would only wait for each other. */
export const crewSize = (cores: number): number => Math.min(4, Math.max(1, cores - 1));

type Member = { readonly worker: Worker; readonly answers: ((rows: readonly OpenedRow[]) => void)[] };

/** What fillers tell unasked. */
export type FillerEvents = {
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
    this.#members = Array.from({ length: size }, () => {
      const worker = new Worker(new URL('./filler.worker.ts', import.meta.url), { type: 'module', name: 'filler' });
      const member: Member = { worker, answers: [] };
      worker.onmessage = ({ data }: MessageEvent<FillerReport>) => {
        if (data.kind === 'answer') member.answers.shift()?.(data.rows);
        else if (data.kind === 'lost') events.onLost(data.row, data.failure);
        else events.onConcealed(data.row, data.frames);
      };
      return member;
    });
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

  /** Resolves when all have moved to the table, so that the reader may follow. */
  async fill(order: Omit<FillOrder, 'pool' | 'firstSlot' | 'slotCount'>): Promise<void> {
    const slotCount = Math.floor(this.#pool.slotCount / this.#members.length);
    await this.#askAll((index) => ({
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
    for (const { worker } of this.#members) worker.terminate();
  }

  async #askAll(requestFor: (index: number) => FillerRequest): Promise<readonly OpenedRow[]> {
    const answers = this.#members.map(
      ({ worker, answers }, index) =>
        new Promise<readonly OpenedRow[]>((resolve) => {
          answers.push(resolve);
          worker.postMessage(requestFor(index));
        }),
    );
    return (await Promise.all(answers)).flat();
  }
}
