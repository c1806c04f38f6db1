import { isAbsolute, join, relative } from 'node:path';
import { fail, ok, type Result } from '#contract';
import type { Fs } from '../../disk/fs.ts';
import { isLibrary } from '../is-library.ts';

/** What the library's folder is called beside files of others. */
export const ownName = 'Stemroom';

const lies = (path: string, within: string): boolean => {
  const way = relative(within, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

const isEmpty = async (fs: Fs, folder: string): Promise<boolean> => (await fs.list(folder)).length === 0;

/**
 * Where the library can be moved to when the user has chosen this folder: into it when it is empty, else into a new folder in it.
 * Fails with `libraryThere`. Throws what the disk throws.
 */
export async function placeForMove(fs: Fs, chosen: string, library: string): Promise<Result<string>> {
  if (lies(chosen, library)) return fail('libraryThere', 'The library is in this folder already.');
  if (await isEmpty(fs, chosen)) return ok(chosen);
  const own = join(chosen, ownName);
  if ((await isLibrary(fs, chosen)) || (await isLibrary(fs, own)))
    return fail('libraryThere', 'Another library is in this folder.');
  const facts = await fs.look(own);
  const isFree = facts === null || (facts.kind === 'folder' && (await isEmpty(fs, own)));
  return isFree ? ok(own) : fail('libraryThere', 'A folder Stemroom with other files is in it.');
}

/** The library in the folder that the user has chosen, or a place to begin one. Fails with `noLibraryThere`. Throws what the disk throws. */
export async function placeToUse(fs: Fs, chosen: string): Promise<Result<string>> {
  for (const place of [chosen, join(chosen, ownName)]) if (await isLibrary(fs, place)) return ok(place);
  return (await isEmpty(fs, chosen)) ? ok(chosen) : fail('noLibraryThere');
}
