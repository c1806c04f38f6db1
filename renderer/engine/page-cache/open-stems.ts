import { type Failure, type Hertz, type Result, failFrom } from '#contract';
import { byteSourceAt } from '../../codecs/library-byte-source.ts';
import { atRate, openStemSource } from '../../codecs/open-stem-source.ts';
import type { StemSource } from '../../codecs/stem-source.ts';
import type { OpenedRow, StemToOpen } from './filler-pool.ts';

/** Time between two reports of damage. */
const pollMs = 1000;

/** Polls the concealed frames of all stems once a second and reports each row whose count has grown. */
export class ConcealedWatch {
  readonly #sources: () => ReadonlyMap<number, StemSource>;
  readonly #report: (row: number, frames: number) => void;
  readonly #reported = new Map<number, number>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `sources`: the open stems by row. */
  constructor(sources: () => ReadonlyMap<number, StemSource>, report: (row: number, frames: number) => void) {
    this.#sources = sources;
    this.#report = report;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#poll();
    }, pollMs);
  }

  /** Stops and forgets all counts, since the rows will hold other stems. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#reported.clear();
  }

  #poll(): void {
    for (const [row, source] of this.#sources()) {
      const frames = source.concealedFrames();
      if (frames === (this.#reported.get(row) ?? 0)) continue;
      this.#reported.set(row, frames);
      this.#report(row, frames);
    }
  }
}

/** A start or a seek waits for one such block of every stem; reading on takes more at a time. */
const blockBytes = 16_384;

/** The open stems of one filler, by row. A stem that cannot be opened or resampled is an outcome, never an error. */
export class OpenStems {
  readonly #sources = new Map<number, StemSource>();

  get sources(): ReadonlyMap<number, StemSource> {
    return this.#sources;
  }

  /** Opens the stems side by side, so that their first bytes arrive together. */
  async open(stems: readonly StemToOpen[]): Promise<readonly OpenedRow[]> {
    return Promise.all(
      stems.map(async (stem): Promise<OpenedRow> => {
        const opened = await openSafely(stem);
        if (!opened.ok) return { row: stem.row, outcome: opened };
        this.#sources.set(stem.row, opened.value);
        return rowOf(stem.row, opened.value);
      }),
    );
  }

  /** Resamples the stems whose rate is not the song's; returns an outcome for every open row. */
  setRate(songRate: Hertz): readonly OpenedRow[] {
    return [...this.#sources].map(([row, source]): OpenedRow => {
      try {
        const resampled = source.songRate === songRate ? source : atRate(source, songRate);
        this.#sources.set(row, resampled);
        return rowOf(row, resampled);
      } catch (reason) {
        this.drop([row]);
        return { row, outcome: { ok: false, failure: failureOf(reason) } };
      }
    });
  }

  /** Closes the stems of these rows. */
  drop(rows: readonly number[]): void {
    for (const row of rows) {
      const source = this.#sources.get(row);
      this.#sources.delete(row);
      try {
        source?.close();
      } catch {
        // A broken decoder has nothing to free.
      }
    }
  }

  close(): void {
    this.drop([...this.#sources.keys()]);
  }
}

const rowOf = (row: number, { facts, lengthFrames }: StemSource): OpenedRow => ({
  row,
  outcome: { ok: true, facts, lengthFrames },
});

async function openSafely(stem: StemToOpen): Promise<Result<StemSource>> {
  try {
    return await openStemSource(byteSourceAt(stem.place, stem.byteLength), stem.container, null, blockBytes);
  } catch (reason) {
    return { ok: false, failure: failureOf(reason) };
  }
}

/** Turns an error of opening or decoding into `undecodable`, with its message as the detail. */
export const failureOf = (reason: unknown): Failure => failFrom('undecodable', reason).failure;
