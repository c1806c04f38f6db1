const pollMs = 250;

/** Tells, while a song plays, of pages that were not there in time. */
export class LatePageWatch {
  readonly #count: () => number;
  readonly #tell: (count: number) => void;
  #told = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `count`: late pages since the song was opened. `tell` is called with it whenever it has changed. */
  constructor(count: () => number, tell: (count: number) => void) {
    this.#count = count;
    this.#tell = tell;
  }

  /** Another song begins to count anew. */
  forget(): void {
    this.#told = 0;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => {
      const count = this.#count();
      if (count === this.#told) return;
      this.#told = count;
      this.#tell(count);
    }, pollMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
