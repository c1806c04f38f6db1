import { basename } from 'node:path';
import { fail, ok, type MoveProgress, type Notice, type Result } from '#contract';
import { onDisk, orLogged } from '../../disk/disk-failure.ts';
import type { Fs } from '../../disk/fs.ts';
import type { Log } from '../../log.ts';
import type { SettingsFile, StoredSettings } from '../../settings.ts';
import { orCancelled } from '../copy-watch.ts';
import { isLibrary, markLibrary } from '../folders.ts';
import { LibraryLock } from '../library-lock.ts';
import type { IndexPlace } from '../song-index.ts';
import { SongStore, type LibraryPlace } from '../song-store.ts';
import { ownName, placeForMove, placeToUse, removeCopies, removeMoved } from './find-place.ts';
import { copyLibrary } from './copy-library.ts';

export type HomePorts = {
  readonly fs: Fs;
  readonly log: Log;
  readonly settings: Pick<SettingsFile, 'current' | 'change' | 'trouble'>;
  /** The library's folder unless the user chose one. */
  readonly usual: string;
  readonly announce: (notice: Notice) => void;
  /** Called when this process gained or lost the lock, after the library was read again. */
  readonly onOurs: (isOurs: boolean) => void;
  /** Whether an import or an export runs, which cannot be paused. */
  readonly isBusy: () => boolean;
  /** Stops fetching until `goOn`, which resumes it. */
  readonly pause: () => Promise<void>;
  readonly goOn: () => Promise<void>;
  readonly beatMs?: number;
  /** Omitted: the library has no index. */
  readonly index?: IndexPlace;
};

type Move = { readonly from: string; readonly to: string };
type Place = LibraryPlace & { readonly lock: LibraryLock };

/** The library's place: the usual folder, or one the user chose. Moves the library. */
export class LibraryHome {
  readonly store: SongStore;
  readonly #ports: HomePorts;
  #place: Place;
  #running: AbortController | null = null;

  constructor(ports: HomePorts) {
    this.#ports = ports;
    this.#place = this.#placeAt(ports.settings.current.libraryFolder ?? ports.usual);
    this.store = new SongStore({ ...ports, ...this.#place });
  }

  /** Removes what an interrupted move left: its copies, or the old library. Never touches the library in use. */
  async finishMove(): Promise<void> {
    const { fs, log, settings } = this.#ports;
    const move = settings.current.libraryMove;
    // The previous version of unreadable settings may name a move that ended long ago.
    if (move === null || this.#running !== null || settings.trouble !== null) return;
    const isSwitched = this.store.root === move.to;
    const cleared = await onDisk(async () => {
      // An unplugged disk may be back at the next start.
      const areThere = await Promise.all([move.from, move.to].map(async (root) => (await fs.look(root)) !== null));
      if (areThere[isSwitched ? 1 : 0] !== true) return false;
      await (isSwitched ? this.#removeMoved(move) : this.#removeCopies(move));
      return true;
    });
    if (!cleared.ok) log.warn('what a move of the library left could not be removed', cleared.failure);
    else if (cleared.value) await settings.change({ libraryMove: null });
  }

  /**
   * Copies the library into the chosen folder, switches to it and removes the old one. False: cancelled. After a cancel or a failure the
   * library is unchanged. Fails with `libraryMoving`, `libraryBusy`, `libraryInUse`, `libraryThere`, `diskFull`, or as the disk does.
   */
  move(chosen: string): Promise<Result<boolean>> {
    return this.#alone(async (signal) => {
      const opened = await this.store.opened();
      if (!opened.ok) return opened;
      if (!this.store.isOurs) return fail('libraryInUse');
      const from = this.store.root;
      const place = await onDisk(() => placeForMove(this.#ports.fs, chosen, from));
      const to = place.ok ? place.value : place;
      if (!to.ok) return to;
      return this.store.hold(() => this.#moveTo(from, to.value, signal));
    });
  }

  /** Switches to the library in the chosen folder, or starts one in an empty folder. The old one stays. Fails with `noLibraryThere`, or as `move`. */
  use(chosen: string): Promise<Result<boolean>> {
    return this.#alone(async () => {
      const { fs } = this.#ports;
      const place = await onDisk(() => placeToUse(fs, chosen));
      const root = place.ok ? place.value : place;
      if (!root.ok) return root;
      return this.store.hold(async () => {
        const marked = await onDisk(async () => {
          if (!(await isLibrary(fs, root.value))) await markLibrary(fs, root.value);
        });
        if (!marked.ok) return marked;
        const switched = await this.#switchTo(root.value, { libraryMove: null });
        return switched.ok ? ok(true) : switched;
      });
    });
  }

  /** Cancels a running move. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Releases the lock. */
  release(): Promise<void> {
    return this.#place.lock.release();
  }

  async #moveTo(from: string, to: string, signal: AbortSignal): Promise<Result<boolean>> {
    const { fs, settings, announce, log } = this.#ports;
    // Saved before the first copy, so that the next start can remove copies after a power cut.
    const noted = await settings.change({ libraryMove: { from, to } });
    if (!noted.ok) {
      await settings.change({ libraryMove: null });
      return noted;
    }
    const onProgress = (progress: MoveProgress): void => {
      announce({ about: 'move', progress });
    };
    const copied = await orCancelled(signal, async () => {
      const done = await onDisk(() => copyLibrary(fs, from, to, { signal, onProgress }));
      return done.ok ? done.value : done;
    });
    if (!copied.ok) {
      await this.#clear(() => this.#removeCopies({ from, to }));
      return copied.failure.kind === 'cancelled' ? ok(false) : copied;
    }
    const switched = await this.#switchTo(to, { libraryMove: { from, to } });
    if (!switched.ok) return switched;
    log.info('the library was moved');
    await this.#clear(() => this.#removeMoved({ from, to }));
    return ok(true);
  }

  /** What cannot be removed now is removed at the next start. */
  async #clear(clear: () => Promise<void>): Promise<void> {
    const cleared = await onDisk(clear);
    if (cleared.ok) await this.#ports.settings.change({ libraryMove: null });
    else this.#ports.log.warn('what a move of the library left could not be removed', cleared.failure);
  }

  /** Saves the setting first, durably: from then on the other library counts. */
  async #switchTo(root: string, change: Partial<StoredSettings>): Promise<Result<undefined>> {
    const { settings, usual } = this.#ports;
    const { libraryFolder: before } = settings.current;
    const switched = await settings.change({ ...change, libraryFolder: root === usual ? null : root });
    // Unreadable settings do not prevent a switch: it holds until Stemroom closes.
    if (!switched.ok && switched.failure.kind !== 'settingsUnreadable') {
      await settings.change({ libraryFolder: before });
      return switched;
    }
    const old = this.#place;
    this.#place = this.#placeAt(root);
    await old.lock.release();
    return this.store.goTo(this.#place);
  }

  #removeMoved({ from, to }: Move): Promise<void> {
    return removeMoved(this.#ports.fs, from, to, this.#isOwn(from));
  }

  #removeCopies({ from, to }: Move): Promise<void> {
    return removeCopies(this.#ports.fs, from, to, this.#isOwn(to));
  }

  /** Whether Stemroom made this folder itself. */
  #isOwn(root: string): boolean {
    return root === this.#ports.usual || basename(root) === ownName;
  }

  #placeAt(root: string): Place {
    const { fs, log, usual, onOurs, beatMs } = this.#ports;
    const isChosen = root !== usual;
    const lock = new LibraryLock({
      ...{ fs, root, log },
      ...(isChosen ? { isThere: () => isLibrary(fs, root) } : {}),
      ...(beatMs === undefined ? {} : { beatMs }),
      onChange: (isOurs) => {
        void orLogged(log, 'the library could not be read again', async () => {
          const again = await this.store.readAgain();
          if (!again.ok) log.warn('the library could not be read again', again.failure);
          onOurs(isOurs);
        });
      },
    });
    return { root, lock, isChosen };
  }

  /** Runs one change at a time, while no one else uses the library's files. */
  async #alone(work: (signal: AbortSignal) => Promise<Result<boolean>>): Promise<Result<boolean>> {
    const { isBusy, pause, goOn, announce } = this.#ports;
    if (this.#running !== null) return fail('libraryMoving');
    if (isBusy()) return fail('libraryBusy');
    const running = (this.#running = new AbortController());
    try {
      await pause();
      return await work(running.signal);
    } finally {
      this.#running = null;
      announce({ about: 'move', progress: null });
      await goOn();
    }
  }
}
