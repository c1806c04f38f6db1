import { constants, promises as disk } from 'node:fs';
import { diskPath } from '../disk/raw-name.ts';

/** Chromium opens what it is told of within milliseconds; a busy disk may take longer. */
const lentMs = 30_000;

/**
 * A path by which Chromium's file loader finds the file that is at `path` now; null when that is no file, or shorter. The loader
 * follows links. Where a descriptor has a path (Linux), it gets that of one of ours, which is no link, and stays the same file
 * whatever happens to the name.
 */
export async function lendFile(path: string, byteLength: number): Promise<string | null> {
  if (process.platform !== 'linux') {
    const seen = await disk.lstat(diskPath(path));
    return seen.isFile() && seen.size >= byteLength ? path : null;
  }
  const file = await disk.open(diskPath(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const seen = await file.stat();
  if (!seen.isFile() || seen.size < byteLength) {
    await file.close();
    return null;
  }
  setTimeout(() => void file.close(), lentMs).unref();
  return `/proc/self/fd/${String(file.fd)}`;
}
