import type { StemSource } from '../decoding/stem-source.ts';

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
