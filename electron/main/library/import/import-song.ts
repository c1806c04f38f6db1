import {
  epochMs,
  explainSkip,
  fail,
  type ImportProgress,
  mostSkipped,
  neverUsed,
  ok,
  type Result,
  type Session,
  type SkippedFile,
  type Stem,
} from '#contract';
import { onDisk } from '../../disk/disk-failure.ts';
import { newSessionId } from '../../disk/ulid.ts';
import { copySound, UnreadableSource } from '../copy-sound.ts';
import { checkFreeSpace, orCancelled, ProgressReporter } from '../copy-watch.ts';
import { findCover, writeCover } from '../cover/song-cover.ts';
import { savedBytes } from '../documents.ts';
import type { SongFolders } from '../folders.ts';
import { noQuota, type QuotaPort } from '../library-quota.ts';
import type { SongStore } from '../song-store.ts';
import { gather, type SoundFile } from './gather.ts';
import { groupSongs, type SongFiles } from './group-songs.ts';
import { guessStems, nothingFound, tooManyStems } from './guess-stems.ts';

type ImportWatch = {
  /** Stops the import, which then fails with `cancelled`. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly quota: QuotaPort;
};

const unwatched = (): ImportWatch => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
  quota: noQuota,
});

type Copying = {
  readonly progress: ProgressReporter<ImportProgress>;
  readonly signal: AbortSignal;
  readonly folders: SongFolders;
};
type Copied = { readonly stems: readonly Stem[]; readonly skipped: readonly SkippedFile[] };

/** Copies the readable files. Throws what the library's disk throws, and the reason of the signal. */
async function copyAll(
  { fs }: SongStore,
  sounds: readonly SoundFile[],
  { progress, signal, folders }: Copying,
): Promise<Copied> {
  const stems: Stem[] = [];
  const skipped: SkippedFile[] = [];
  const onCopied = (bytes: number): void => {
    // A file may have grown since it was measured; the count stays within the total.
    progress.update(({ bytesDone, bytesTotal }) => ({ bytesDone: Math.min(bytesDone + bytes, bytesTotal) }));
  };
  for (const { container, id, kind, name, ...sound } of guessStems(sounds)) {
    try {
      const audio = await copySound(fs, sound, folders.stems, container, { signal, onCopied });
      stems.push({ id, kind, name, file: { state: 'saved', audio }, facts: null, hasOverview: false });
    } catch (error) {
      if (!(error instanceof UnreadableSource)) throw error;
      skipped.push(unreadable(sound.shown, error.code));
    }
    progress.update(({ filesDone }) => ({ filesDone: filesDone + 1 }));
  }
  signal.throwIfAborted();
  return { stems, skipped };
}

function unreadable(file: string, code: string): SkippedFile {
  if (code === 'EBADMSG') return { file, reason: 'archiveDamaged', detail: '' };
  if (code === 'ENOENT') return { file, reason: 'gone', detail: '' };
  return { file, reason: 'unreadable', detail: code };
}

/**
 * Copies files and folders into the library as one song, a stem per file, all or nothing.
 * Fails with `nothingToImport`, `unsupportedFile`, and as `copySong`.
 */
export async function importSong(
  store: SongStore,
  paths: readonly string[],
  watch: ImportWatch = unwatched(),
): Promise<Result<Session>> {
  const { signal } = watch;
  return orCancelled(signal, async () => {
    const found = await gather(store.fs, paths, { signal, unpacks: true });
    const [song] = groupSongs(found);
    return song === undefined ? nothingFound(found) : copySong(store, song, watch);
  });
}

/**
 * Copies the files of a song into the library, all or nothing. Leaves out unreadable files and notes them in the song. Fails with
 * `tooManyStems`, `libraryFull` or `diskFull` before anything is written, with `unsupportedFile` when no file is readable, with
 * `cancelled`, or as the disk does.
 */
export async function copySong(
  store: SongStore,
  { title, sounds, pictures, skipped }: SongFiles,
  { signal, onProgress, quota }: ImportWatch,
): Promise<Result<Session>> {
  const opened = await store.opened();
  if (!opened.ok) return opened;
  if (signal.aborted) return fail('cancelled');
  const tooMany = tooManyStems(sounds);
  if (tooMany !== null) return tooMany;

  const bytesTotal = sounds.reduce((sum, sound) => sum + sound.byteLength, 0);
  const space = await onDisk(() => checkFreeSpace(store.fs, store.root, bytesTotal));
  const hasSpace = space.ok ? space.value : space;
  if (!hasSpace.ok) return hasSpace;

  const reserved = await quota.reserve(bytesTotal);
  if (!reserved.ok) return reserved;

  const first = { title, isWaiting: false, filesDone: 0, filesTotal: sounds.length, bytesDone: 0, bytesTotal };
  const progress = new ProgressReporter(first, () => performance.now(), onProgress);
  const id = newSessionId();
  const created = store.create(id, (folders) =>
    orCancelled(signal, async () => {
      const copied = await copyAll(store, sounds, { progress, signal, folders });
      const { stems } = copied;
      const [lost] = copied.skipped;
      if (stems.length === 0) {
        return fail('unsupportedFile', lost === undefined ? '' : `${lost.file}: ${explainSkip(lost)}`);
      }
      const cover = await findCover(pictures, sounds, signal);
      if (cover !== null) await writeCover(store.fs, folders.song, cover);
      const arrival = { state: 'complete' } as const;
      const song = { id, title, origin: { from: 'import' } as const, addedAt: epochMs(Date.now()), arrival, stems };
      const byteLength = savedBytes({ stems, original: null });
      const known = { ...song, original: null, cover: cover?.kind ?? null, byteLength };
      const left = [...copied.skipped, ...skipped].slice(0, mostSkipped);
      return ok({ ...known, ...neverUsed, skipped: left, isReadOnly: false });
    }),
  );
  return created.finally(reserved.value);
}
