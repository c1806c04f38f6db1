import { failure, type Failure, type Hertz, type Result } from '#contract';
import { byteSourceAt } from '../../codecs/library-byte-source.ts';
import { atRate, openStemSource } from '../../codecs/open-stem-source.ts';
import type { StemSource } from '../../codecs/stem-source.ts';
import type { OpenedRow, StemToOpen } from './filler-protocol.ts';

/** Often enough to be believed, seldom enough to disturb nobody. */
const lookMs = 1000;

/** Looks now and then how much damage each stem has shown, and tells what has become more. */
export class ConcealedWatch {
  readonly #sources: () => ReadonlyMap<number, StemSource>;
  readonly #tell: (row: number, frames: number) => void;
  readonly #told = new Map<number, number>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `sources`: the open stems by row. */
  constructor(sources: () => ReadonlyMap<number, StemSource>, tell: (row: number, frames: number) => void) {
    this.#sources = sources;
    this.#tell = tell;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      this.#look();
    }, lookMs);
  }

  /** Forgets what was told: the rows will be other stems. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#told.clear();
  }

  #look(): void {
    for (const [row, source] of this.#sources()) {
      const frames = source.concealedFrames();
      if (frames === (this.#told.get(row) ?? 0)) continue;
      this.#told.set(row, frames);
      this.#tell(row, frames);
    }
  }
}

/** A start and a seek wait for one such block of every stem; reading on takes more at a time. */
const blockBytes = 16_384;

/** The open stems of one filler, by row. */
export class StemShelf {
  readonly #sources = new Map<number, StemSource>();

  get sources(): ReadonlyMap<number, StemSource> {
    return this.#sources;
  }

  /** All at once, so that their first bytes are fetched side by side. */
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

  /** Resamples what has another rate than the song. */
  tune(songRate: Hertz): readonly OpenedRow[] {
    return [...this.#sources].map(([row, source]): OpenedRow => {
      try {
        const tuned = source.songRate === songRate ? source : atRate(source, songRate);
        this.#sources.set(row, tuned);
        return rowOf(row, tuned);
      } catch (reason) {
        this.drop([row]);
        return { row, outcome: { ok: false, failure: failureOf(reason) } };
      }
    });
  }

  drop(rows: readonly number[]): void {
    for (const row of rows) {
      const source = this.#sources.get(row);
      this.#sources.delete(row);
      try {
        source?.close();
      } catch {
        // A decoder that broke has nothing left to give back.
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

/** The file says what it is only by its bytes, so whatever goes wrong in reading it is trouble with the stem. */
export const failureOf = (reason: unknown): Failure =>
  failure('undecodable', reason instanceof Error ? reason.message : '');
