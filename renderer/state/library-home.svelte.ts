import type { Failure, LibraryFacts, MainApi, MoveProgress, Notice } from '#contract';

type HomeApi = Pick<MainApi, 'changeLibraryFolder' | 'cancel'>;

/** Where the library lies, and its move to another folder. */
export class LibraryHomeState {
  readonly #api: HomeApi;

  /** How far a move is; null: there is none. */
  moving = $state.raw<MoveProgress | null>(null);
  isCancelling = $state(false);
  /** Why the last try to move it, or to use another one, came to nothing. */
  trouble = $state.raw<Failure | null>(null);

  constructor(api: HomeApi) {
    this.#api = api;
  }

  take(notice: Notice): void {
    if (notice.about === 'move') this.moving = notice.progress;
  }

  /** Asks for a folder and goes there. Null: it was dismissed or cancelled, or failed, which is then told in `trouble`. */
  async change(how: 'move' | 'use'): Promise<LibraryFacts | null> {
    this.trouble = null;
    const changed = await this.#api.changeLibraryFolder(how);
    this.isCancelling = false;
    if (changed.ok) return changed.value;
    this.trouble = changed.failure;
    return null;
  }

  /** Everything stays where it was. */
  async cancelMove(): Promise<void> {
    this.isCancelling = true;
    await this.#api.cancel('move');
  }
}
