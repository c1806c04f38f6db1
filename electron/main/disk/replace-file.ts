import { dirname } from 'node:path';
import type { Fs } from './fs.ts';
import { renameFirmly } from './rename-firmly.ts';

/** Writes a durable file next to `path`, to be renamed; gives its path. Leaves nothing when it fails. */
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

/** Replaces a file, whole or not at all; durable once this settles. One writer per path at a time. */
export async function replaceFile(fs: Fs, path: string, bytes: Uint8Array): Promise<void> {
  await renameFirmly(fs, await writeBeside(fs, path, bytes), path);
  await fs.syncFolder(dirname(path));
}
