import { join } from 'node:path';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import type { Log } from '../net/log-port.ts';

/** The service keeps files for 14 days: what broke off longer ago has nothing to be gone on with. */
const longestMs = 14 * 24 * 3600 * 1000;
const partName = /\.part(\.json(\.tmp)?)?$/;

/**
 * Removes downloads that broke off more than 14 days ago from the folder of a song. Trouble of the disk is logged, no more.
 * @param nowMs milliseconds since 1970
 */
export async function removeOldParts(fs: Fs, song: string, nowMs: number, log: Log): Promise<void> {
  const removed = await onDisk(async () => {
    for (const { name, kind } of await fs.list(song)) {
      if (kind !== 'file' || !partName.test(name)) continue;
      const facts = await fs.look(join(song, name));
      if (facts !== null && nowMs - facts.changedAtMs > longestMs) await fs.removeFile(join(song, name));
    }
  });
  if (!removed.ok) log.warn('old parts could not be removed', removed.failure);
}
