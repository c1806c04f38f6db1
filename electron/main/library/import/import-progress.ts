import type { ImportProgress } from '#contract';

const gapMs = 250;

/** Counts what is copied for one song and tells it at most four times a second, the first time at once. */
export class ImportCount {
  readonly #now: () => number;
  readonly #tell: (progress: ImportProgress) => void;
  #progress: ImportProgress;
  #toldMs: number;

  /** @param now milliseconds that never go back */
  constructor(
    whole: Pick<ImportProgress, 'title' | 'isWaiting' | 'filesTotal' | 'bytesTotal'>,
    now: () => number,
    tell: (progress: ImportProgress) => void,
  ) {
    this.#now = now;
    this.#tell = tell;
    this.#progress = { ...whole, filesDone: 0, bytesDone: 0 };
    this.#toldMs = now();
    tell(this.#progress);
  }

  /** A file may have grown since it was measured; more than all is never told. */
  addBytes(bytes: number): void {
    const { bytesDone, bytesTotal } = this.#progress;
    this.#change({ bytesDone: Math.min(bytesDone + bytes, bytesTotal) });
  }

  addFile(): void {
    this.#change({ filesDone: this.#progress.filesDone + 1 });
  }

  #change(change: Partial<ImportProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    const nowMs = this.#now();
    if (nowMs - this.#toldMs < gapMs) return;
    this.#toldMs = nowMs;
    this.#tell(this.#progress);
  }
}
