import { join } from 'node:path';
import { sha256Schema } from '#contract/schemas';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import type { Log } from '../net/log-port.ts';
import type { SongFolders } from './folders.ts';

/** A file is ours when its name is a hash: `<sha256>.mp3`, `<sha256>.overview`. */
const isOurs = (name: string): boolean => sha256Schema.safeParse(name.split('.')[0]).success;

/**
 * Removes the files of a song whose manifest says that it has none any more. Trouble of the disk is logged, no more: what is left
 * is removed when the library is read the next time.
 */
export async function removeEvicted(fs: Fs, folders: SongFolders, log: Log): Promise<void> {
  const removed = await onDisk(async () => {
    if ((await fs.look(folders.stems))?.kind !== 'folder') return;
    const ours = (await fs.list(folders.stems)).filter(({ kind, name }) => kind === 'file' && isOurs(name));
    for (const { name } of ours) await fs.removeFile(join(folders.stems, name));
    if (ours.length > 0) await fs.syncFolder(folders.stems);
  });
  if (!removed.ok) log.warn('the files of a song that made room could not all be removed', removed.failure);
}
