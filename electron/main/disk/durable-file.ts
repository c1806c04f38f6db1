import { dirname } from 'node:path';
import { type Fs, hasCode } from './fs.ts';

const firstWaitMs = 10;
const longestWaitMs = 200;
const longestTotalMs = 2000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Renames a file, and retries for up to 2 s while a virus scanner or indexer holds it. Then throws what the disk throws. */
export async function renameFirmly(fs: Fs, from: string, to: string): Promise<void> {
  let waitMs = firstWaitMs;
  for (let waitedMs = 0; ; waitedMs += waitMs, waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      await fs.rename(from, to);
      return;
    } catch (error) {
      if (!hasCode(error, 'EPERM', 'EBUSY', 'EACCES') || waitedMs >= longestTotalMs) throw error;
    }
    await wait(waitMs);
  }
}

/** Writes a durable temporary file next to `path` and returns its path. Removes it on failure and throws what the disk throws. */
export async function writeBeside(fs: Fs, path: string, bytes: Uint8Array): Promise<string> {
  const beside = `${path}.tmp`;
  const file = await fs.openFile(beside, 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } catch (error) {
    await file.close();
    await fs.removeFile(beside);
    throw error;
  }
  await file.close();
  return beside;
}

/** Replaces a file atomically; durable once this settles. One writer per path at a time. Throws what the disk throws. */
export async function replaceFile(fs: Fs, path: string, bytes: Uint8Array): Promise<void> {
  await renameFirmly(fs, await writeBeside(fs, path, bytes), path);
  await fs.syncFolder(dirname(path));
}
