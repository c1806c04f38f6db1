import { resolve, sep } from 'node:path';
import { fail, ok, type Result, type Session } from '#contract';
import type { Fs } from '../disk/fs.ts';
import { truePath } from '../disk/raw-name.ts';

type FolderFs = Pick<Fs, 'look' | 'realPath' | 'list'>;

/** What a word of the command line means: a song of the library, or a folder of stems. */
export type FoundSong =
  { readonly is: 'session'; readonly session: Session } | { readonly is: 'folder'; readonly path: string };

const sameText = (one: string, other: string): boolean =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();

/**
 * The song that a word names: by its id, by its title (capitals do not matter), or a folder of stems, relative to `workingFolder`.
 * A word with a slash means a folder first. Fails with `notFound`; its detail tells the ids when a title has several songs.
 */
export async function findSong(
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
