import {
  epochMs,
  mostSkipped,
  neverUsed,
  ok,
  type Result,
  type CoverArt,
  type SavedAudio,
  type Session,
  type Sha256,
  type Stem,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { newSessionId } from '../disk/ulid.ts';
import { findCover } from '../library/cover/find-cover.ts';
import { gather } from '../library/import/gather.ts';
import { everyFile } from '../library/import/group-songs.ts';
import { guessStems, nothingFound, tooManyStems } from '../library/import/guess-stems.ts';
import { hashFile } from '../library/copy-sound.ts';
import type { StoredSound } from '../library/library.ts';
import { savedBytes } from '../library/documents.ts';

/** A folder of stems seen as a song, which it is only as long as we run. */
export type LooseSong = {
  readonly session: Session;
  readonly sounds: ReadonlyMap<Sha256, StoredSound>;
  readonly cover: CoverArt | null;
};

/**
 * Reads the sound files of a folder as the stems of a song, as an import does, without copying them. Fails with
 * `nothingToImport`, `unsupportedFile`, `tooManyStems`, or as the disk does. Throws the reason of `signal`.
 */
export async function looseSong(fs: Fs, folder: string, signal: AbortSignal): Promise<Result<LooseSong>> {
  const found = await gather(fs, [folder], { signal, unpacks: false });
  const song = everyFile(found);
  if (song.sounds.length === 0) return nothingFound(found);
  const tooMany = tooManyStems(song.sounds);
  if (tooMany !== null) return tooMany;
  const sounds = new Map<Sha256, StoredSound>();
  const skipped = [...song.skipped];
  const stems: Stem[] = [];
  for (const { path, byteLength, container, id, kind, name, shown } of guessStems(song.sounds)) {
    signal.throwIfAborted();
    const sha256 = await onDisk(() => hashFile(fs, path, byteLength));
    if (sha256.ok) {
      const audio: SavedAudio = { sha256: sha256.value, byteLength, container };
      sounds.set(audio.sha256, { path, byteLength, container });
      stems.push({ id, kind, name, file: { state: 'saved', audio }, facts: null, hasOverview: false });
    } else skipped.push({ file: shown, reason: 'unreadable', detail: sha256.failure.detail });
  }
  const cover = await findCover(song.pictures, song.sounds, signal);
  const { title } = song;
  const session: Session = {
    ...{ id: newSessionId(), title, origin: { from: 'import' }, addedAt: epochMs(Date.now()) },
    ...{ arrival: { state: 'complete' }, stems, original: null, cover: cover?.kind ?? null },
    ...neverUsed,
    skipped: skipped.slice(0, mostSkipped),
    isReadOnly: true,
    byteLength: savedBytes({ stems, original: null }),
  };
  return stems.length === 0
    ? nothingFound({ ...found, folders: [{ ...song, name: title, folders: [], skipped }] })
    : ok({ session, sounds, cover });
}
