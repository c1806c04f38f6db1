import { join } from 'node:path';
import type { Fs } from '../../disk/fs.ts';
import { renameFirmly } from '../../disk/rename-firmly.ts';
import { libraryMark, lockName, unfinishedPrefix } from '../folders.ts';
import { songNames, walk } from './walk.ts';

const stemsFolder = /^stems[\\/]/;

async function hasSameBytes(fs: Fs, one: string, other: string): Promise<boolean> {
  return Buffer.from(await fs.readFile(one)).equals(await fs.readFile(other));
}

/** Whether all of a song's folder is in the other one too. Sound files are named by their hash, and were compared when they were copied. */
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

/** So that a song is never half removed: first its folder is no song any more. */
async function removeSong(fs: Fs, root: string, name: string): Promise<void> {
  const unfinished = join(root, unfinishedPrefix + name);
  await fs.removeFolder(unfinished);
  await renameFirmly(fs, join(root, name), unfinished);
  await fs.removeFolder(unfinished);
}

/** Removes what a library has besides songs, and then the folder itself when it is ours and empty. */
async function removeRest(fs: Fs, root: string, isOwn: boolean): Promise<void> {
  if ((await fs.look(root))?.kind !== 'folder') return;
  // Once this is done nobody looks for what was removed.
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
 * Removes from `old` each song that lies whole in `now` as well, then the folder when it is empty and `isOwn`: made by Stemroom. Throws
 * what the disk throws.
 */
export async function removeMoved(fs: Fs, old: string, now: string, isOwn: boolean): Promise<void> {
  for (const name of await songNames(fs, old)) {
    if (await isCopied(fs, join(old, name), join(now, name))) await removeSong(fs, old, name);
  }
  await removeRest(fs, old, isOwn);
}

/**
 * Removes from `to` what a move that did not come to its end has copied there from `from`, then the folder when it is empty and `isOwn`.
 * Throws what the disk throws.
 */
export async function removeCopies(fs: Fs, from: string, to: string, isOwn: boolean): Promise<void> {
  const originals = new Set(await songNames(fs, from));
  for (const name of await songNames(fs, to)) if (originals.has(name)) await removeSong(fs, to, name);
  await removeRest(fs, to, isOwn);
}
