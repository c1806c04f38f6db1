import { dirname } from 'node:path';
import type { Fs } from './fs.ts';
import { hasCode } from './node-fs.ts';
import { renameFirmly } from './rename-firmly.ts';
import { replaceFile, writeBeside } from './replace-file.ts';

/** Where the last version of a document lies. */
export const backupOf = (path: string): string => `${path}.bak`;

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

/**
 * Replaces a small document: after a crash or a power cut there is the old one or the new one, never a torn one, and
 * once this settles the new one is durable. One writer per path at a time.
 */
export async function replaceJson(fs: Fs, path: string, value: unknown): Promise<void> {
  await replaceFile(fs, path, encode(value));
}

/**
 * As `replaceJson`, and the last version stays as `.bak`.
 *
 * [Note: two renames] Between the two only the backup is there, so `readJson` takes it then. Whichever of the
 * two names reaches the disk first, what is read is whole.
 */
export async function writeJson(fs: Fs, path: string, value: unknown): Promise<void> {
  const beside = await writeBeside(fs, path, encode(value));
  const hadOne = (await fs.look(path)) !== null;
  if (hadOne) await renameFirmly(fs, path, backupOf(path));
  try {
    await renameFirmly(fs, beside, path);
  } catch (error) {
    if (hadOne) await fs.rename(backupOf(path), path);
    throw error;
  }
  await fs.syncFolder(dirname(path));
}

/** The document; null when it is missing or `parse` refuses it. Throws what else the disk throws. */
export async function readCurrentJson<Value>(
  fs: Fs,
  path: string,
  parse: (json: unknown) => Value | null,
): Promise<Value | null> {
  try {
    return parse(JSON.parse(new TextDecoder().decode(await fs.readFile(path))));
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT', 'ELOOP', 'EISDIR')) return null;
    throw error;
  }
}

/** The document, or its last version when `readCurrentJson` finds none. Null: neither will do. */
export async function readJson<Value>(
  fs: Fs,
  path: string,
  parse: (json: unknown) => Value | null,
): Promise<Value | null> {
  return (await readCurrentJson(fs, path, parse)) ?? (await readCurrentJson(fs, backupOf(path), parse));
}
