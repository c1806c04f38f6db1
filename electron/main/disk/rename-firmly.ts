import type { Fs } from './fs.ts';
import { hasCode } from './node-fs.ts';

const firstWaitMs = 10;
const longestWaitMs = 200;
const longestTotalMs = 2000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Virus scanners and indexers hold a file for a moment: tries again for 2 s at most, then throws what the disk said. */
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
