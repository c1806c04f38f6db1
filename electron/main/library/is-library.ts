import { join } from 'node:path';
import { sessionIdSchema } from '#contract/schemas';
import type { Fs } from '../disk/fs.ts';
import { replaceJson } from '../disk/json-file.ts';
import { documentName, libraryMark } from './folders.ts';

/** Marks a folder as a library, so that an empty one differs from the place of a disk that is not there. Durable when this settles. */
export const markLibrary = (fs: Fs, root: string): Promise<void> =>
  replaceJson(fs, join(root, libraryMark), { version: 1 });

/** Whether a library lies in this folder: one that was marked, or one with a song. Throws what the disk throws. */
export async function isLibrary(fs: Fs, root: string): Promise<boolean> {
  if ((await fs.look(root))?.kind !== 'folder') return false;
  if ((await fs.look(join(root, libraryMark))) !== null) return true;
  for (const { name, kind } of await fs.list(root)) {
    const isSong = kind === 'folder' && sessionIdSchema.safeParse(name).success;
    if (isSong && (await fs.look(join(root, name, documentName))) !== null) return true;
  }
  return false;
}

/** Throws as for a folder that is not there when the user chose this one for the library and there is none now. */
export async function assertThere(fs: Fs, root: string, isChosen: boolean): Promise<void> {
  if (!isChosen || (await isLibrary(fs, root))) return;
  throw Object.assign(new Error('no library lies there'), { code: 'ENOENT' });
}
