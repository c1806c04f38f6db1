import { basename, dirname } from 'node:path';
import { epochMs, fail, ok, neverUsed, type ImportProgress, type Result, type Session, type Stem } from '#contract';
import { onDisk } from '../../disk/disk-failure.ts';
import { newSessionId } from '../../disk/ulid.ts';
import { copySound } from '../copy-sound.ts';
import { writeCover } from '../cover/cover-files.ts';
import { findCover } from '../cover/find-cover.ts';
import type { SongFolders } from '../folders.ts';
import { endlessRoom, type RoomPort } from '../room.ts';
import { savedBytes } from '../song-document.ts';
import type { SongStore } from '../song-store.ts';
import { gatherSounds, type SoundFile } from './gather.ts';
import { guessStems, refusal } from './guess-stems.ts';
import { ImportCount } from './import-progress.ts';
import { importTitle } from './title.ts';

const spareBytes = 32 * 1024 * 1024;

const inMiB = (bytes: number): string => `${String(Math.ceil(bytes / 2 ** 20))} MiB`;

export type ImportWatch = {
  /** Stops the import, which then fails with `cancelled`. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly room: RoomPort;
};

const unwatched = (): ImportWatch => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
  room: endlessRoom,
});

/** A stop on demand is no bug but an answer. */
async function orCancelled<Value>(signal: AbortSignal, work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted && error === signal.reason) return fail('cancelled');
    throw error;
  }
}

type Copying = { readonly count: ImportCount; readonly signal: AbortSignal; readonly folders: SongFolders };

/** Throws what the disk throws, and the reason of the signal. */
async function copyAll(
  { fs }: SongStore,
  sounds: readonly SoundFile[],
  { count, signal, folders }: Copying,
): Promise<readonly Stem[]> {
  const stems: Stem[] = [];
  const onCopied = (bytes: number): void => {
    count.addBytes(bytes);
  };
  for (const { path, container, id, kind, name } of guessStems(sounds)) {
    const audio = await copySound(fs, path, folders.stems, container, { signal, onCopied });
    stems.push({ id, kind, name, file: { state: 'saved', audio }, facts: null, hasOverview: false });
    count.addFile();
  }
  signal.throwIfAborted();
  return stems;
}

/**
 * Copies files, or the files of folders, into the library as one song, a stem a file; whole or not at all.
 * Fails with `nothingToImport`, `unsupportedFile`, `tooManyStems`, `libraryFull`, `diskFull` before anything is written, with `cancelled`
 * when it was stopped, or as the disk does.
 */
export async function importSong(
  store: SongStore,
  paths: readonly string[],
  { signal, onProgress, room }: ImportWatch = unwatched(),
): Promise<Result<Session>> {
  const opened = await store.opened();
  if (!opened.ok) return opened;
  const found = await orCancelled(signal, () => onDisk(() => gatherSounds(store.fs, paths, signal)));
  if (!found.ok) return found;
  const refused = refusal(found.value);
  if (refused !== null) return refused;

  const { sounds, pictures, folders: given } = found.value;
  const bytesTotal = sounds.reduce((sum, sound) => sum + sound.byteLength, 0);
  const needed = bytesTotal + spareBytes;
  const free = await onDisk(() => store.fs.freeBytes(store.root));
  if (!free.ok) return free;
  if (free.value < needed) return fail('diskFull', `${inMiB(needed)} needed, ${inMiB(free.value)} free`);

  const reserved = await room.reserve(bytesTotal);
  if (!reserved.ok) return reserved;

  const fileNames = sounds.map(({ fileName }) => fileName);
  const title = importTitle(given[0] ?? null, fileNames, basename(dirname(sounds[0]?.path ?? '')));
  const count = new ImportCount({ title, filesTotal: sounds.length, bytesTotal }, () => performance.now(), onProgress);
  const id = newSessionId();
  const created = store.create(id, (folders) =>
    orCancelled(signal, async () => {
      const stems = await copyAll(store, sounds, { count, signal, folders });
      const cover = await findCover(store.fs, pictures, sounds, signal);
      if (cover !== null) await writeCover(store.fs, folders.song, cover);
      const arrival = { state: 'complete' } as const;
      const song = { id, title, origin: { from: 'import' } as const, addedAt: epochMs(Date.now()), arrival, stems };
      const byteLength = savedBytes({ stems, original: null });
      const known = { ...song, original: null, cover: cover?.kind ?? null, byteLength };
      return ok({ ...known, ...neverUsed, isReadOnly: false });
    }),
  );
  return created.finally(reserved.value);
}
