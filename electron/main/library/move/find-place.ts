import { isAbsolute, join, relative } from 'node:path';
import { fail, ok, type Result, words } from '#contract';
import { type Fs, renameFirmly } from '../../disk/fs.ts';
import { isLibrary, libraryMark, lockName, unfinishedPrefix } from '../folders.ts';
import { songNames, walk } from './copy-library.ts';

/** The name of the library's folder within a folder with other files. */
export const ownName = 'Stemroom';

const lies = (path: string, within: string): boolean => {
  const way = relative(within, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

const isEmpty = async (fs: Fs, folder: string): Promise<boolean> => (await fs.list(folder)).length === 0;

/**
 * Returns the target of a move: the chosen folder when it is empty, otherwise a new folder in it.
 * Fails with `libraryThere`. Throws what the disk throws.
 */
export async function placeForMove(fs: Fs, chosen: string, library: string): Promise<Result<string>> {
  if (lies(chosen, library)) return fail('libraryThere', words().failures.details.libraryIsThere);
  if (await isEmpty(fs, chosen)) return ok(chosen);
  const own = join(chosen, ownName);
  if ((await isLibrary(fs, chosen)) || (await isLibrary(fs, own)))
    return fail('libraryThere', words().failures.details.otherLibraryThere);
  const facts = await fs.look(own);
  const isFree = facts === null || (facts.kind === 'folder' && (await isEmpty(fs, own)));
  return isFree ? ok(own) : fail('libraryThere', words().failures.details.ownFolderTaken);
}

/** Returns the library in the chosen folder, or the folder itself when it is empty. Fails with `noLibraryThere`. Throws what the disk throws. */
export async function placeToUse(fs: Fs, chosen: string): Promise<Result<string>> {
  for (const place of [chosen, join(chosen, ownName)]) if (await isLibrary(fs, place)) return ok(place);
  return (await isEmpty(fs, chosen)) ? ok(chosen) : fail('noLibraryThere');
}

const stemsFolder = /^stems[\\/]/;

async function hasSameBytes(fs: Fs, one: string, other: string): Promise<boolean> {
  return Buffer.from(await fs.readFile(one)).equals(await fs.readFile(other));
}

/** Whether a copy has everything of a song's folder. Sound files were compared by hash when they were copied. */
async function isCopied(fs: Fs, song: string, copy: string): Promise<boolean> {
  const { files, hasOther } = await walk(fs, song);
  if (hasOther) return false;
  for (const { path, byteLength } of files) {
    const twin = await fs.look(join(copy, path));
    if (twin?.kind !== 'file' || twin.byteLength !== byteLength) return false;
    if (!stemsFolder.test(path) && !(await hasSameBytes(fs, join(song, path), join(copy, path)))) return false;
  }
  return files.length > 0;
}

/** Renames the folder first, so that a song is never half removed. */
async function removeSong(fs: Fs, root: string, name: string): Promise<void> {
  const unfinished = join(root, unfinishedPrefix + name);
  await fs.removeFolder(unfinished);
  await renameFirmly(fs, join(root, name), unfinished);
  await fs.removeFolder(unfinished);
}

/** Removes a library's own files, and the folder itself when we made it and it is empty. */
async function removeRest(fs: Fs, root: string, isOwn: boolean): Promise<void> {
  if ((await fs.look(root))?.kind !== 'folder') return;
  // Makes the removals durable before the move counts as done.
  await fs.syncFolder(root);
  if ((await songNames(fs, root)).length > 0) return;
  for (const { name, kind } of await fs.list(root)) {
    if (kind === 'folder' && name.startsWith(unfinishedPrefix)) await fs.removeFolder(join(root, name));
    if (kind === 'file' && [lockName, libraryMark].some((ours) => name.startsWith(ours)))
      await fs.removeFile(join(root, name));
  }
  await fs.syncFolder(root);
  if (isOwn && (await fs.list(root)).length === 0) await fs.removeFolder(root);
}

/**
 * Removes from `old` each song that has a complete copy in `now`, then the empty folder when `isOwn`: made by Stemroom. Throws what the
 * disk throws.
 */
export async function removeMoved(fs: Fs, old: string, now: string, isOwn: boolean): Promise<void> {
  for (const name of await songNames(fs, old)) {
    if (await isCopied(fs, join(old, name), join(now, name))) await removeSong(fs, old, name);
  }
  await removeRest(fs, old, isOwn);
}

/**
 * Removes from `to` the copies of an unfinished move from `from`, then the empty folder when `isOwn`.
 * Throws what the disk throws.
 */
export async function removeCopies(fs: Fs, from: string, to: string, isOwn: boolean): Promise<void> {
  const originals = new Set(await songNames(fs, from));
  for (const name of await songNames(fs, to)) if (originals.has(name)) await removeSong(fs, to, name);
  await removeRest(fs, to, isOwn);
}
