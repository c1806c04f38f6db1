import type { ImportProgress, Result, Session } from '#contract';
import { Turns } from '../../disk/in-turn.ts';
import { endlessRoom, type RoomPort } from '../room.ts';
import type { SongStore } from '../song-store.ts';
import { importSong } from './import-song.ts';

/** Imports, one after the other, which can be told of and stopped. */
export class ImportDesk {
  readonly #store: SongStore;
  readonly #room: RoomPort;
  readonly #tell: (progress: ImportProgress | null) => void;
  readonly #turns = new Turns();
  /** Of the imports that run or wait. */
  readonly #controllers = new Set<AbortController>();

  /** @param tell how far the running import is; null when the last has come to its end */
  constructor(store: SongStore, tell: (progress: ImportProgress | null) => void, room: RoomPort = endlessRoom) {
    this.#store = store;
    this.#tell = tell;
    this.#room = room;
  }

  /** Copies files, or the files of folders, into the library as one song. `cancelled`: nothing of it stays. */
  async bring(paths: readonly string[]): Promise<Result<Session>> {
    const controller = new AbortController();
    this.#controllers.add(controller);
    try {
      return await this.#turns.take('import', () =>
        importSong(this.#store, paths, { signal: controller.signal, onProgress: this.#tell, room: this.#room }),
      );
    } finally {
      this.#controllers.delete(controller);
      if (this.#controllers.size === 0) this.#tell(null);
    }
  }

  /** Whether anything is being imported, or waits for that. */
  get isBusy(): boolean {
    return this.#controllers.size > 0;
  }

  /** Stops all imports; settles when nothing of them is left on the disk. */
  async cancelAll(): Promise<void> {
    for (const controller of this.#controllers) controller.abort();
    await this.#turns.settled();
  }
}
