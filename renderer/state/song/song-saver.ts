import type { Failure, Result, SessionId } from '#contract';

const quietMs = 300;
/** While a fader keeps moving, at most a second of changes can be lost. */
const longestMs = 900;

/** Saves a document of a song soon after it changed: 0.3 s after the last change, at most 0.9 s after the first. */
export class SongSaver<Document> {
  readonly #write: (id: SessionId, document: Document) => Promise<Result<undefined>>;
  readonly #onFailure: (failure: Failure) => void;
  #waiting: { readonly id: SessionId; readonly document: Document; readonly sinceMs: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** Documents that are being written. */
  #unwritten = 0;

  constructor(
    write: (id: SessionId, document: Document) => Promise<Result<undefined>>,
    onFailure: (failure: Failure) => void,
  ) {
    this.#write = write;
    this.#onFailure = onFailure;
  }

  /** Saves this document soon. */
  schedule(id: SessionId, document: Document): void {
    if (this.#waiting !== null && this.#waiting.id !== id) void this.flush();
    const nowMs = performance.now();
    const sinceMs = this.#waiting?.sinceMs ?? nowMs;
    this.#waiting = { id, document, sinceMs };
    if (this.#timer !== null) clearTimeout(this.#timer);
    const waitMs = Math.max(0, Math.min(quietMs, sinceMs + longestMs - nowMs));
    this.#timer = setTimeout(() => void this.flush(), waitMs);
  }

  /** Whether everything scheduled so far is written. */
  get isDone(): boolean {
    return this.#waiting === null && this.#unwritten === 0;
  }

  /** Saves what waits now. Resolves when everything scheduled so far is written; never rejects. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) return this.#writing;
    this.#unwritten += 1;
    this.#writing = this.#writing
      .then(() => this.#save(waiting.id, waiting.document))
      .catch(() => undefined)
      .finally(() => (this.#unwritten -= 1));
    return this.#writing;
  }

  async #save(id: SessionId, document: Document): Promise<void> {
    const saved = await this.#write(id, document);
    if (!saved.ok) this.#onFailure(saved.failure);
  }
}
