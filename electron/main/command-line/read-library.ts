import { ok, type Result } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { Library } from '../library/library.ts';
import { SongStore } from '../library/song-store.ts';
import type { Log } from '../net/log-port.ts';

/** A library that is only looked at, whoever else has it. */
export type ReadLibrary = { readonly store: SongStore; readonly library: Library };

const nobodysLock = { isOurs: false, take: () => Promise.resolve(false) };

/**
 * Reads the songs that are there and changes nothing, neither their files nor their folder. Null: there is no library. In a folder that
 * the user chose for it that is trouble.
 */
export async function readLibrary(
  fs: Fs,
  root: string,
  log: Log,
  isChosen = false,
): Promise<Result<ReadLibrary | null>> {
  const there = await onDisk(() => fs.look(root));
  if (!there.ok) return there;
  if (there.value === null && !isChosen) return ok(null);
  const store = new SongStore({ fs, root, log, announce: () => undefined, lock: nobodysLock, isChosen });
  const opened = await store.opened();
  return opened.ok ? ok({ store, library: new Library(store) }) : opened;
}
