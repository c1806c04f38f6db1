import { join } from 'node:path';
import { ok, type Result, type Session, type SessionId, type Stem } from '#contract';
import { sha256Schema } from '#contract/schemas';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import type { Log } from '../net/log-port.ts';
import type { SongFolders } from './folders.ts';
import type { SongStore } from './song-store.ts';

function evicted(session: Session): Session {
  const gone = (stem: Stem): Stem => ({ ...stem, file: { state: 'missing', failure: null }, hasOverview: false });
  return { ...session, stems: session.stems.map(gone), original: null, arrival: { state: 'evicted' } };
}

/** A file is ours when its name is a hash: `<sha256>.mp3`, `<sha256>.overview`. */
const isOurs = (name: string): boolean => sha256Schema.safeParse(name.split('.')[0]).success;

/**
 * Removes the files of a song whose manifest says that it has none any more. Trouble of the disk is logged, no more: what is left
 * is removed when the library is read the next time.
 */
export async function removeEvicted(fs: Fs, folders: SongFolders, log: Log): Promise<void> {
  const removed = await onDisk(async () => {
    if ((await fs.look(folders.stems))?.kind !== 'folder') return;
    const ours = (await fs.list(folders.stems)).filter(({ kind, name }) => kind === 'file' && isOurs(name));
    for (const { name } of ours) await fs.removeFile(join(folders.stems, name));
    if (ours.length > 0) await fs.syncFolder(folders.stems);
  });
  if (!removed.ok) log.warn('the files of a song that made room could not all be removed', removed.failure);
}

/**
 * Takes the files of a song from this disk; its title, mix and analysis stay, and it can be fetched again.
 *
 * [Note: manifest first] The manifest says durably that the files are not here before the first of them goes, so no cut leaves a song
 * that is called whole and is not. What a cut leaves of the files is removed at the next start.
 *
 * `isStillFree` is asked when nobody else can change or open the song any more. Gives whether it went.
 */
export async function evictSong(
  store: SongStore,
  id: SessionId,
  isStillFree: (session: Session) => Promise<boolean>,
): Promise<Result<boolean>> {
  return store.turns.take(id, async () => {
    const writable = store.findWritable(id);
    if (!writable.ok) return writable;
    if (!(await isStillFree(writable.value))) return ok(false);
    const written = await store.write(evicted(writable.value));
    if (!written.ok) return written;
    store.log.info('a song made room, it can be fetched again', { id, bytes: writable.value.byteLength });
    await removeEvicted(store.fs, store.folders(id), store.log);
    return ok(true);
  });
}
