import { basename, dirname } from 'node:path';
import {
  epochMs,
  fail,
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
import { gatherSounds } from '../library/import/gather.ts';
import { guessStems, refusal } from '../library/import/guess-stems.ts';
import { importTitle } from '../library/import/title.ts';
import { hashFile } from '../library/hash-file.ts';
import type { StoredSound } from '../library/library.ts';
import { savedBytes } from '../library/song-document.ts';

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
  const found = await onDisk(() => gatherSounds(fs, [folder], signal));
  if (!found.ok) return found;
  const refused = refusal(found.value);
  if (refused !== null) return refused;
  const sounds = new Map<Sha256, StoredSound>();
  const read = await onDisk(async () => {
    const stems: Stem[] = [];
    for (const { path, byteLength, container, id, kind, name } of guessStems(found.value.sounds)) {
      signal.throwIfAborted();
      const audio: SavedAudio = { sha256: await hashFile(fs, path, byteLength), byteLength, container };
      sounds.set(audio.sha256, { path, byteLength, container });
      stems.push({ id, kind, name, file: { state: 'saved', audio }, facts: null, hasOverview: false });
    }
    return stems;
  });
  if (!read.ok) return read;
  const stems = read.value;
  const cover = await findCover(fs, found.value.pictures, found.value.sounds, signal);
  const fileNames = found.value.sounds.map(({ fileName }) => fileName);
  const title = importTitle(found.value.folders[0] ?? null, fileNames, basename(dirname(folder)));
  const session: Session = {
    ...{ id: newSessionId(), title, origin: { from: 'import' }, addedAt: epochMs(Date.now()) },
    ...{ arrival: { state: 'complete' }, stems, original: null, cover: cover?.kind ?? null },
    ...neverUsed,
    isReadOnly: true,
    byteLength: savedBytes({ stems, original: null }),
  };
  return stems.length === 0 ? fail('nothingToImport') : ok({ session, sounds, cover });
}
