import { resolve, sep } from 'node:path';
import { type CoverArt, fail, ok, type OpenedSession, type Result, type Session, type Sha256 } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, truePath } from '../disk/fs.ts';
import { Library, type StoredSound } from '../library/library.ts';
import { SongStore } from '../library/song-store.ts';
import type { Log } from '../log.ts';
import { looseSong, type LooseSong } from './loose-song.ts';

/** A library that is only looked at, whoever else has it. */
type ReadLibrary = { readonly store: SongStore; readonly library: Library };

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

type FolderFs = Pick<Fs, 'look' | 'realPath' | 'list'>;

/** What a word of the command line means: a song of the library, or a folder of stems. */
type FoundSong =
  { readonly is: 'session'; readonly session: Session } | { readonly is: 'folder'; readonly path: string };

const sameText = (one: string, other: string): boolean =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();

/**
 * The song that a word names: by its id, by its title (capitals do not matter), or a folder of stems, relative to `workingFolder`.
 * A word with a slash means a folder first. Fails with `notFound`; its detail tells the ids when a title has several songs.
 */
async function findSong(
  word: string,
  sessions: readonly Session[],
  fs: FolderFs,
  workingFolder: string,
): Promise<Result<FoundSong>> {
  const folder = await folderAt(resolve(workingFolder, word), fs);
  const isPath = word.includes('/') || word.includes(sep) || word === '.' || word === '..';
  if (folder !== null && isPath) return ok({ is: 'folder', path: folder });
  const byId = sessions.find(({ id }) => id === word.toLowerCase());
  if (byId !== undefined) return ok({ is: 'session', session: byId });
  const [first, ...others] = sessions.filter(({ title }) => sameText(title, word.trim()));
  if (others.length > 0) {
    const ids = [first, ...others].map((session) => session?.id).join(', ');
    return fail('notFound', `several songs are called "${word}": ${ids}`);
  }
  if (first !== undefined) return ok({ is: 'session', session: first });
  return folder === null ? fail('notFound', `"${word}"`) : ok({ is: 'folder', path: folder });
}

/** The folder at a path, or at the end of the links there. */
async function folderAt(path: string, fs: FolderFs): Promise<string | null> {
  const meant = await truePath(fs, path).catch(() => path);
  const real = await fs.realPath(meant).catch(() => null);
  const facts = real === null ? null : await fs.look(real).catch(() => null);
  // By the name that was given, which is the song's title.
  return facts?.kind === 'folder' ? meant : null;
}

/** The one song that a page without a window works on. */
export type OrderedSong = {
  readonly session: Session;
  /** False for a folder of stems. */
  readonly isInLibrary: boolean;
  readonly open: () => Promise<Result<OpenedSession>>;
  readonly verify: () => Promise<Result<Session>>;
  readonly findCover: () => Promise<CoverArt | null>;
  readonly findSound: (sha256: Sha256) => Promise<StoredSound | null>;
};

type Where = {
  readonly fs: Fs;
  /** Null: there is none. */
  readonly read: ReadLibrary | null;
  readonly workingFolder: string;
  readonly signal: AbortSignal;
};

/** The song that a word of the command line names. Fails with `notFound`, or as reading a folder of stems does. */
export async function orderedSong(word: string, where: Where): Promise<Result<OrderedSong>> {
  const { fs, read, workingFolder, signal } = where;
  const found = await findSong(word, read?.store.catalogue.list() ?? [], fs, workingFolder);
  if (!found.ok) return found;
  if (found.value.is === 'folder') {
    const loose = await looseSong(fs, found.value.path, signal);
    return loose.ok ? ok(ofFolder(loose.value)) : loose;
  }
  return read === null ? fail('notFound') : ok(ofLibrary(read, found.value.session));
}

function ofLibrary({ library }: ReadLibrary, session: Session): OrderedSong {
  return {
    ...{ session, isInLibrary: true },
    open: () => library.openSession(session.id),
    verify: () => library.verifySession(session.id),
    findCover: () => library.findCover(session.id),
    findSound: (sha256) => library.findSound(sha256),
  };
}

/** What was hashed a moment ago need not be hashed again. */
function ofFolder({ session, sounds, cover }: LooseSong): OrderedSong {
  return {
    ...{ session, isInLibrary: false },
    open: () => Promise.resolve(ok({ session, mix: null, analysis: null })),
    verify: () => Promise.resolve(ok(session)),
    findCover: () => Promise.resolve(cover),
    findSound: (sha256) => Promise.resolve(sounds.get(sha256) ?? null),
  };
}
