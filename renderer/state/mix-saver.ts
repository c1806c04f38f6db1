import type { Failure, MainApi, Mix, SessionId } from '#contract';

const quietMs = 300;
/** Even while a fader keeps moving, a second is the most that may be lost. */
const longestMs = 900;

/** Saves a song's mix soon after it changed: 0.3 s after the last change, at most 0.9 s after the first. */
export class MixSaver {
  readonly #api: Pick<MainApi, 'saveMix'>;
  readonly #onFailure: (failure: Failure) => void;
  #waiting: { readonly id: SessionId; readonly mix: Mix; readonly sinceMs: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(api: Pick<MainApi, 'saveMix'>, onFailure: (failure: Failure) => void) {
    this.#api = api;
    this.#onFailure = onFailure;
  }

  schedule(id: SessionId, mix: Mix): void {
    if (this.#waiting !== null && this.#waiting.id !== id) void this.flush();
    const nowMs = performance.now();
    const sinceMs = this.#waiting?.sinceMs ?? nowMs;
    this.#waiting = { id, mix, sinceMs };
    if (this.#timer !== null) clearTimeout(this.#timer);
    const waitMs = Math.max(0, Math.min(quietMs, sinceMs + longestMs - nowMs));
    this.#timer = setTimeout(() => void this.flush(), waitMs);
  }

  /** Saves at once what is waiting. Settles when everything handed in so far is written. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null)
      this.#writing = this.#writing.then(() => this.#save(waiting.id, waiting.mix)).catch(() => undefined);
    return this.#writing;
  }

  async #save(id: SessionId, mix: Mix): Promise<void> {
    const saved = await this.#api.saveMix({ id, mix });
    if (!saved.ok) this.#onFailure(saved.failure);
  }
}
