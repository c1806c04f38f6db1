import { fail, ok, type CoverArt, type OpenedSession, type Result, type Session, type Sha256 } from '#contract';
import type { Fs } from '../disk/fs.ts';
import type { StoredSound } from '../library/library.ts';
import { findSong } from './find-song.ts';
import { looseSong, type LooseSong } from './loose-song.ts';
import type { ReadLibrary } from './read-library.ts';

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
