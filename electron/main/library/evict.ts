import { ok, type Result, type Session, type SessionId, type Stem } from '#contract';
import { removeEvicted } from './remove-evicted.ts';
import type { SongStore } from './song-store.ts';

function evicted(session: Session): Session {
  const gone = (stem: Stem): Stem => ({ ...stem, file: { state: 'missing', failure: null }, hasOverview: false });
  return { ...session, stems: session.stems.map(gone), original: null, arrival: { state: 'evicted' } };
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
