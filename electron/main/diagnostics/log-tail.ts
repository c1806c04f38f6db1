import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';

const tailBytes = 128 * 1024;
const linesAtMost = 300;

/** The last 300 lines of a log, 128 KiB at most; none when it cannot be read. A line that is cut at its start is left out. */
export async function logTail(fs: Fs, path: string): Promise<readonly string[]> {
  const tail = await onDisk(async () => {
    const file = await fs.openFile(path, 'read');
    try {
      const from = Math.max(0, (await file.byteLength()) - tailBytes);
      const bytes = new Uint8Array(tailBytes);
      const count = await file.read(bytes, from);
      return { text: Buffer.from(bytes.subarray(0, count)).toString('utf8'), isCut: from > 0 };
    } finally {
      await file.close();
    }
  });
  if (!tail.ok) return [];
  const lines = tail.value.text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(tail.value.isCut ? 1 : 0).slice(-linesAtMost);
}
