import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Notice, Result } from '../../../electron/contract/index.ts';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import type { IndexPlace } from '../../../electron/main/library/song-index.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';

export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stemroom-test-'));
  // A library that is still writing its documents puts files into folders that are being removed.
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A real library in a temporary folder; what it announces is kept. */
export async function openLibrary(fs: Fs = nodeFs, folder?: string, index?: IndexPlace) {
  const library = await closedLibrary(fs, folder, index);
  valueOf(await library.store.opened());
  return library;
}

/** As `openLibrary`, before anything is read. */
export async function closedLibrary(fs: Fs = nodeFs, folder?: string, index?: IndexPlace) {
  const root = folder ?? join(await tempFolder(), 'library');
  const notices: Notice[] = [];
  const announce = (notice: Notice): void => void notices.push(notice);
  const store = new SongStore({ fs, root, log: silentLog, announce, ...(index && { index }) });
  return { store, root, notices };
}

/** Frames of 128 kbit/s at 44.1 kHz by their headers, and noise in between. */
export function mp3Bytes(byteLength = 5000): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(randomBytes(byteLength));
  const [header, frameLength] = [[0xff, 0xfb, 0x90, 0x00], 417];
  for (let at = 0; at + header.length <= byteLength; at += frameLength) bytes.set(header, at);
  return bytes;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes sound files with these names into a folder of this name. */
export async function soundFolder(name: string, fileNames: readonly string[]): Promise<string> {
  const folder = join(await tempFolder(), name);
  await nodeFs.makeFolder(folder);
  for (const fileName of fileNames) await writeFile(join(folder, fileName), mp3Bytes());
  return folder;
}

export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`failed: ${result.failure.kind} ${result.failure.detail}`);
  return result.value;
}

export const kindOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.kind);

/** The disk, with one thing going wrong: `trouble` may throw before an operation on a path is done. */
export function troubledFs(trouble: (operation: string, path: string) => void): Fs {
  return {
    ...nodeFs,
    async openFile(path, mode) {
      trouble(`open ${mode}`, path);
      const file = await nodeFs.openFile(path, mode);
      return {
        ...file,
        write: async (bytes, position) => {
          trouble('write', path);
          await file.write(bytes, position);
        },
        sync: async () => {
          trouble('sync', path);
          await file.sync();
        },
      };
    },
    readFile: async (path) => {
      trouble('read', path);
      return nodeFs.readFile(path);
    },
    rename: async (from, to) => {
      trouble('rename', to);
      await nodeFs.rename(from, to);
    },
    syncFolder: async (folder) => {
      trouble('sync folder', folder);
      await nodeFs.syncFolder(folder);
    },
  };
}

export const diskError = (code: string): Error => Object.assign(new Error(code), { code });
