import { createHash } from 'node:crypto';
import { join, resolve, sep } from 'node:path';
import {
  type CoverArt,
  epochMs,
  fail,
  mostSkipped,
  neverUsed,
  ok,
  type OpenedSession,
  type Result,
  type SavedAudio,
  type Session,
  type Sha256,
  type Stem,
  words,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, truePath } from '../disk/fs.ts';
import { newSessionId } from '../disk/ulid.ts';
import { copySound, UnreadableSource } from '../library/copy-sound.ts';
import { findCover } from '../library/cover/song-cover.ts';
import { savedBytes } from '../library/documents.ts';
import { gather, type SoundFile } from '../library/import/gather.ts';
import { groupSongs } from '../library/import/group-songs.ts';
import { guessStems, nothingFound, tooManyStems } from '../library/import/guess-stems.ts';
import { stemFileName } from '../library/folders.ts';
import { Library, type StoredSound } from '../library/library.ts';
import type { IndexPlace } from '../library/song-index.ts';
import { SongStore } from '../library/song-store.ts';
import type { Log } from '../log.ts';

/** A folder or a ZIP of stems as a song for the time of one command. */
type FolderSong = {
  readonly session: Session;
  readonly sounds: ReadonlyMap<Sha256, StoredSound>;
  readonly cover: CoverArt | null;
};

/** Where a folder or a ZIP is read, and where the stems of a ZIP go. */
type FolderPlace = { readonly fs: Fs; readonly unpackFolder: string; readonly signal: AbortSignal };

/**
 * Returns the sound files of a folder as a song, as an import does but without copying them; those of a ZIP are unpacked into
 * `unpackFolder`. Fails with `nothingToImport`, `unsupportedFile`, `tooManyStems`, `badRequest` when there are several songs, or as the
 * disk does. Throws the reason of `signal`.
 */
export async function folderSong(folder: string, place: FolderPlace): Promise<Result<FolderSong>> {
  const { fs, signal } = place;
  const found = await gather(fs, [folder], { signal, unpacks: true });
  const [song, ...others] = groupSongs(found);
  if (song === undefined) return nothingFound(found);
  if (others.length > 0) return fail('badRequest', severalSongs(folder, [song, ...others]));
  const tooMany = tooManyStems(song.sounds);
  if (tooMany !== null) return tooMany;
  const sounds = new Map<Sha256, StoredSound>();
  const skipped = [...song.skipped];
  const stems: Stem[] = [];
  for (const { id, kind, name, ...sound } of guessStems(song.sounds)) {
    signal.throwIfAborted();
    const stored = await storedSound(sound, place);
    if (!stored.ok) return stored;
    if ('unreadable' in stored.value) {
      skipped.push({ file: sound.shown, reason: 'unreadable', detail: stored.value.unreadable });
      continue;
    }
    const { path, ...audio } = stored.value;
    sounds.set(audio.sha256, { path, byteLength: audio.byteLength, container: audio.container });
    stems.push({ id, kind, name, file: { state: 'saved', audio }, facts: null, hasOverview: false });
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

function severalSongs(folder: string, songs: readonly { readonly title: string }[]): string {
  const titles = songs.slice(0, 5).map(({ title }) => title);
  return words().commandLine.failed.severalInFolder(folder, songs.length, titles, songs.length > titles.length);
}

/**
 * What a file that stays where it is is called for the time of a command: the hash of its path, since to hash its bytes takes as long as to
 * export them.
 */
const nameForCommand = (path: string): Sha256 => createHash('sha256').update(path).digest('hex') as Sha256;

/** A sound file with a hash and the path of its bytes. `unreadable`: why the file cannot be read. Fails when it cannot be unpacked. */
async function storedSound(
  sound: SoundFile,
  { fs, unpackFolder, signal }: FolderPlace,
): Promise<Result<(SavedAudio & { readonly path: string }) | { readonly unreadable: string }>> {
  const { path, byteLength, container } = sound;
  if (sound.fs === fs) return ok({ sha256: nameForCommand(path), byteLength, container, path });
  return onDisk(async () => {
    await fs.makeFolder(unpackFolder);
    try {
      const audio = await copySound(fs, sound, unpackFolder, container, { signal, onCopied: () => undefined });
      return { ...audio, path: join(unpackFolder, stemFileName(audio.sha256, container)) };
    } catch (error) {
      if (error instanceof UnreadableSource) return { unreadable: error.code };
      throw error;
    }
  });
}

/** A library opened for reading, beside any other Stemroom. */
type ReadLibrary = { readonly store: SongStore; readonly library: Library };

const readOnlyLock = { isOurs: false, take: () => Promise.resolve(false) };

/**
 * Opens the library for reading only; changes nothing on disk. Null: there is none yet. Fails with `folderUnavailable` when it is missing
 * in a folder the user chose, or as the disk does.
 */
export async function readLibrary(
  fs: Fs,
  root: string,
  log: Log,
  { isChosen = false, index }: { readonly isChosen?: boolean; readonly index?: IndexPlace } = {},
): Promise<Result<ReadLibrary | null>> {
  const there = await onDisk(() => fs.look(root));
  if (!there.ok) return there;
  if (there.value === null && !isChosen) return ok(null);
  const store = new SongStore({
    fs,
    root,
    log,
    announce: () => undefined,
    lock: readOnlyLock,
    isChosen,
    ...(index && { index }),
  });
  const opened = await store.opened();
  return opened.ok ? ok({ store, library: new Library(store) }) : opened;
}

type FolderFs = Pick<Fs, 'look' | 'realPath' | 'list'>;

/** What the argument of `--export` names: a song of the library, or a folder or ZIP of stems. */
type FoundSong =
  { readonly is: 'session'; readonly session: Session } | { readonly is: 'folder'; readonly path: string };

/** Whether the argument of `--export` is written as a path. */
const isPath = (word: string): boolean => word.includes('/') || word.includes(sep) || word === '.' || word === '..';

const sameText = (one: string, other: string): boolean =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();

/**
 * Finds a song of the library by its id or by its title (ignoring case), or takes the folder or ZIP of stems that the argument names as well.
 * Fails with `notFound`; the detail lists the ids when several songs share the title.
 */
function findSong(word: string, sessions: readonly Session[], folder: string | null): Result<FoundSong> {
  const byId = sessions.find(({ id }) => id === word.toLowerCase());
  if (byId !== undefined) return ok({ is: 'session', session: byId });
  const [first, ...others] = sessions.filter(({ title }) => sameText(title, word.trim()));
  if (others.length > 0) {
    const ids = [...(first === undefined ? [] : [first]), ...others].map(({ id }) => id);
    return fail('notFound', words().commandLine.failed.severalOfTitle(word, ids));
  }
  if (first !== undefined) return ok({ is: 'session', session: first });
  return folder === null
    ? fail('notFound', words().commandLine.failed.quoted(word))
    : ok({ is: 'folder', path: folder });
}

/** The folder or ZIP at a path, links followed; null when there is none. */
async function folderAt(path: string, fs: FolderFs): Promise<string | null> {
  const meant = await truePath(fs, path).catch(() => path);
  const real = await fs.realPath(meant).catch(() => null);
  const facts = real === null ? null : await fs.look(real).catch(() => null);
  // Under the given name, which becomes the song's title.
  const isZip = facts?.kind === 'file' && /\.zip$/i.test(meant);
  return facts?.kind === 'folder' || isZip ? meant : null;
}

/** The song of one request, with what the page may ask of it. */
export type RequestedSong = {
  readonly session: Session;
  /** False for a folder or a ZIP of stems. */
  readonly isInLibrary: boolean;
  readonly open: () => Promise<Result<OpenedSession>>;
  readonly verify: () => Promise<Result<Session>>;
  readonly findCover: () => Promise<CoverArt | null>;
  readonly findSound: (sha256: Sha256) => Promise<StoredSound | null>;
};

type Where = {
  readonly fs: Fs;
  /** Opens the library. Null: there is none yet. */
  readonly read: () => Promise<Result<ReadLibrary | null>>;
  readonly workingFolder: string;
  /** Where the stems of a ZIP are unpacked. */
  readonly unpackFolder: string;
  readonly signal: AbortSignal;
};

/**
 * Returns the song that the command names: a song of the library, or a folder or ZIP of stems relative to `workingFolder`. An argument with
 * a slash is first tried as a path, which needs no library. Fails with `notFound`, or as `readLibrary` and `folderSong`. Throws the reason of
 * `signal`.
 */
export async function requestedSong(word: string, where: Where): Promise<Result<RequestedSong>> {
  const { fs, workingFolder } = where;
  const folder = await folderAt(resolve(workingFolder, word), fs);
  if (folder !== null && isPath(word)) return looseSong(folder, where);
  const read = await where.read();
  if (!read.ok) return read;
  const found = findSong(word, read.value?.store.catalogue.list() ?? [], folder);
  if (!found.ok) return found;
  if (found.value.is === 'folder') return looseSong(found.value.path, where);
  return read.value === null ? fail('notFound') : ok(ofLibrary(read.value, found.value.session));
}

async function looseSong(path: string, where: Where): Promise<Result<RequestedSong>> {
  const loose = await folderSong(path, where);
  return loose.ok ? ok(ofFolder(loose.value)) : loose;
}

function ofLibrary({ library }: ReadLibrary, session: Session): RequestedSong {
  return {
    ...{ session, isInLibrary: true },
    open: () => library.openSession(session.id),
    verify: () => library.verifySession(session.id),
    findCover: () => library.findCover(session.id),
    findSound: (sha256) => library.findSound(sha256),
  };
}

/** Its files are taken as they are: there is no hash from before to verify them by. */
function ofFolder({ session, sounds, cover }: FolderSong): RequestedSong {
  return {
    ...{ session, isInLibrary: false },
    open: () => Promise.resolve(ok({ session, mix: null, sheet: null, analysis: null })),
    verify: () => Promise.resolve(ok(session)),
    findCover: () => Promise.resolve(cover),
    findSound: (sha256) => Promise.resolve(sounds.get(sha256) ?? null),
  };
}
