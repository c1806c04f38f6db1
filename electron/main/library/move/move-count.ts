import type { MoveProgress } from '#contract';

const gapMs = 250;

/** Counts what is copied of a library and tells it at most four times a second, the first time at once. */
export class MoveCount {
  readonly #now: () => number;
  readonly #tell: (progress: MoveProgress) => void;
  #progress: MoveProgress;
  #toldMs: number;

  /** @param now milliseconds that never go back */
  constructor(
    whole: Pick<MoveProgress, 'songsTotal' | 'bytesTotal'>,
    now: () => number,
    tell: (progress: MoveProgress) => void,
  ) {
    this.#now = now;
    this.#tell = tell;
    this.#progress = { ...whole, songsDone: 0, bytesDone: 0 };
    this.#toldMs = now();
    tell(this.#progress);
  }

  addBytes(bytes: number): void {
    this.#change({ bytesDone: this.#progress.bytesDone + bytes });
  }

  addSong(): void {
    this.#change({ songsDone: this.#progress.songsDone + 1 });
  }

  #change(change: Partial<MoveProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    const nowMs = this.#now();
    if (nowMs - this.#toldMs < gapMs) return;
    this.#toldMs = nowMs;
    this.#tell(this.#progress);
  }
}
