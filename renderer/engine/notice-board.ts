import type { PlayerNotice } from './player.ts';

type Listener = (notice: PlayerNotice) => void;

/** Tells every listener everything. */
export class NoticeBoard {
  readonly #listeners = new Set<Listener>();

  /** Returns the way out. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  post(notice: PlayerNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}
