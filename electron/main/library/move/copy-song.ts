import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Fs } from '../../disk/fs.ts';
import { renameFirmly } from '../../disk/rename-firmly.ts';
import { unfinishedPrefix } from '../folders.ts';
import { hashFile } from '../hash-file.ts';
import { walk } from './walk.ts';

const pieceBytes = 1024 * 1024;

export type CopyWatch = {
  /** Stops the copy: its reason is thrown. */
  readonly signal: AbortSignal;
  /** Called with the length of each piece once it is written. */
  readonly onCopied: (bytes: number) => void;
};

/** Durable when this settles, and read back. Throws what the disk throws, EIO when the copy is not what was read. */
async function copyFile(fs: Fs, from: string, to: string, { signal, onCopied }: CopyWatch): Promise<void> {
  const hash = createHash('sha256');
  let byteLength = 0;
  const source = await fs.openFile(from, 'read');
  try {
    const copy = await fs.openFile(to, 'create');
    try {
      const piece = new Uint8Array(pieceBytes);
      for (;;) {
        signal.throwIfAborted();
        const bytes = piece.subarray(0, await source.read(piece, byteLength));
        if (bytes.byteLength === 0) break;
        hash.update(bytes);
        await copy.write(bytes, byteLength);
        byteLength += bytes.byteLength;
        onCopied(bytes.byteLength);
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
  if ((await hashFile(fs, to, byteLength)) !== hash.digest('hex'))
    throw Object.assign(new Error('a copy is not what was read'), { code: 'EIO' });
}

/**
 * Copies the folder of a song into another library, with everything in it but links; it is there whole and durable, or not at all.
 * Every file is read back and compared by its SHA-256. Throws what the disk throws, and the reason of the signal.
 */
export async function copySong(fs: Fs, from: string, to: string, name: string, watch: CopyWatch): Promise<void> {
  const source = join(from, name);
  const unfinished = join(to, unfinishedPrefix + name);
  const { files, folders } = await walk(fs, source);
  await fs.removeFolder(unfinished);
  for (const folder of folders) await fs.makeFolder(join(unfinished, folder));
  for (const { path } of files) await copyFile(fs, join(source, path), join(unfinished, path), watch);
  for (const folder of folders) await fs.syncFolder(join(unfinished, folder));
  await renameFirmly(fs, unfinished, join(to, name));
  await fs.syncFolder(to);
}
