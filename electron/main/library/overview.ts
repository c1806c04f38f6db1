import { fail, ok, type Result, type Sha256, type Stem } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { replaceFile } from '../disk/replace-file.ts';
import { overviewPath } from './folders.ts';
import type { SongStore } from './song-store.ts';

/** Keeps the drawn shape of a stem beside it. Only for stems that are here. */
export async function saveOverview(store: SongStore, sha256: Sha256, bytes: Uint8Array): Promise<Result<undefined>> {
  const found = store.catalogue.findAudio(sha256);
  if (found === null) return fail('notFound');
  const id = found.sessionId;
  return store.turns.take(id, async () => {
    const writable = store.findWritable(id);
    if (!writable.ok) return writable;
    const written = await onDisk(() => replaceFile(store.fs, overviewPath(store.folders(id), sha256), bytes));
    if (!written.ok) return written;
    const drawn = (stem: Stem): Stem =>
      stem.file.state === 'saved' && stem.file.audio.sha256 === sha256 ? { ...stem, hasOverview: true } : stem;
    store.show({ ...writable.value, stems: writable.value.stems.map(drawn) });
    return ok();
  });
}
