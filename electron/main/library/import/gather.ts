import { basename, isAbsolute, join } from 'node:path';
import type { AudioContainer } from '#contract';
import type { Fs } from '../../disk/fs.ts';
import { isCalledCover } from '../cover/find-cover.ts';
import { sniffFile } from '../copy-sound.ts';

export type SoundFile = {
  readonly path: string;
  readonly fileName: string;
  readonly byteLength: number;
  readonly container: AudioContainer;
};

export type Gathered = {
  readonly sounds: readonly SoundFile[];
  /** Paths of files that are called as pictures of songs are. */
  readonly pictures: readonly string[];
  /** Names of files that are no sound we can play. */
  readonly skipped: readonly string[];
  /** Names of the folders that were given. */
  readonly folders: readonly string[];
};

const deepest = 3;
const filesAtMost = 2000;
// Pictures and films share the first bytes of M4A.
const notSound = /\.(heic|heif|avif|mov|m4v|3gp)$/i;
const isJunk = (name: string): boolean => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db';

/**
 * Sound files among what was chosen or dropped, folders looked into, links not followed. Throws what the disk throws, and
 * the reason of `signal`.
 */
export async function gatherSounds(fs: Fs, paths: readonly string[], signal: AbortSignal): Promise<Gathered> {
  const sounds: SoundFile[] = [];
  const pictures: string[] = [];
  const skipped: string[] = [];
  const folders: string[] = [];

  const take = async (path: string, depth: number): Promise<void> => {
    signal.throwIfAborted();
    if (sounds.length + skipped.length >= filesAtMost) return;
    const facts = await fs.look(path);
    if (facts?.kind === 'folder' && depth < deepest) {
      if (depth === 0) folders.push(basename(path));
      for (const { name } of await fs.list(path)) if (!isJunk(name)) await take(join(path, name), depth + 1);
      return;
    }
    const fileName = basename(path);
    const isCandidate = facts?.kind === 'file' && facts.byteLength > 0 && !notSound.test(fileName);
    const container = isCandidate ? await sniffFile(fs, path) : null;
    if (container === null && isCalledCover(fileName)) pictures.push(path);
    if (container === null) skipped.push(fileName);
    else sounds.push({ path, fileName, byteLength: facts?.byteLength ?? 0, container });
  };

  for (const path of new Set(paths)) if (isAbsolute(path)) await take(path, 0);
  return { sounds, pictures, skipped, folders };
}
