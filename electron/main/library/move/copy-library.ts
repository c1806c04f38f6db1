import { dirname, join } from 'node:path';
import { fail, ok, type MoveProgress, type Result } from '#contract';
import type { Fs } from '../../disk/fs.ts';
import { markLibrary } from '../is-library.ts';
import { copySong } from './copy-song.ts';
import { MoveCount } from './move-count.ts';
import { songNames, walk } from './walk.ts';

/** Room that is left for the system. */
const spareBytes = 32 * 1024 * 1024;

const inMiB = (bytes: number): string => `${String(Math.ceil(bytes / 2 ** 20))} MiB`;

export type MoveWatch = {
  /** Stops the copy: its reason is thrown. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: MoveProgress) => void;
};

/**
 * Copies every song of a library to `to`, each whole and durable or not at all, and marks that a library. Nothing of `from` is
 * changed. Fails with `diskFull` before anything is written; throws what the disk throws, and the reason of the signal.
 */
export async function copyLibrary(
  fs: Fs,
  from: string,
  to: string,
  { signal, onProgress }: MoveWatch,
): Promise<Result<undefined>> {
  const names = await songNames(fs, from);
  let bytesTotal = 0;
  for (const name of names) {
    const { files } = await walk(fs, join(from, name));
    bytesTotal += files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
  await fs.makeFolder(to);
  await fs.syncFolder(dirname(to));
  const free = await fs.freeBytes(to);
  const needed = bytesTotal + spareBytes;
  if (free < needed) return fail('diskFull', `${inMiB(needed)} needed, ${inMiB(free)} free`);

  const count = new MoveCount({ songsTotal: names.length, bytesTotal }, () => performance.now(), onProgress);
  const onCopied = (bytes: number): void => {
    count.addBytes(bytes);
  };
  for (const name of names) {
    await copySong(fs, from, to, name, { signal, onCopied });
    count.addSong();
  }
  signal.throwIfAborted();
  await markLibrary(fs, to);
  return ok();
}
