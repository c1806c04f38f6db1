import { constants, promises as disk, type Dirent, type Stats } from 'node:fs';
import type { EntryKind, Fs, OpenFile } from './fs.ts';
import { diskPath, nameOfBytes } from './raw-name.ts';

// Windows has neither O_NOFOLLOW nor folders that can be opened to be synced.
const noFollow = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;
const openFlags = {
  read: constants.O_RDONLY | noFollow,
  new: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | noFollow,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | noFollow,
  update: constants.O_RDWR | constants.O_CREAT | noFollow,
} as const;

const kindOf = (seen: Pick<Dirent | Stats, 'isFile' | 'isDirectory'>): EntryKind =>
  seen.isFile() ? 'file' : seen.isDirectory() ? 'folder' : 'other';

/** Whether this is an error of the disk with one of these codes (`ENOENT`, ...). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

function openedFile(handle: disk.FileHandle): OpenFile {
  return {
    async read(into, position) {
      let filled = 0;
      while (filled < into.byteLength) {
        const { bytesRead } = await handle.read(into, filled, into.byteLength - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    async write(bytes, position) {
      let written = 0;
      while (written < bytes.byteLength) {
        const { bytesWritten } = await handle.write(bytes, written, bytes.byteLength - written, position + written);
        written += bytesWritten;
      }
    },
    byteLength: async () => (await handle.stat()).size,
    truncate: (byteLength) => handle.truncate(byteLength),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
}

/** The real disk. */
export const nodeFs: Fs = {
  openFile: async (path, mode) => openedFile(await disk.open(diskPath(path), openFlags[mode])),
  readFile: async (path) => new Uint8Array(await disk.readFile(diskPath(path), { flag: openFlags.read })),
  async list(folder) {
    if (process.platform === 'win32') {
      const entries = await disk.readdir(folder, { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
    }
    const entries = await disk.readdir(diskPath(folder), { withFileTypes: true, encoding: 'buffer' });
    // Electron gives the names in its own archive as text, whatever is asked for.
    const nameOf = (name: unknown): string => (Buffer.isBuffer(name) ? nameOfBytes(name) : String(name));
    return entries.map((entry) => ({ name: nameOf(entry.name), kind: kindOf(entry) }));
  },
  async look(path) {
    try {
      const seen = await disk.lstat(diskPath(path));
      return { kind: kindOf(seen), byteLength: seen.size, changedAtMs: seen.mtimeMs };
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
      throw error;
    }
  },
  async realPath(path) {
    try {
      if (process.platform === 'win32') return await disk.realpath(path);
      return nameOfBytes(await disk.realpath(diskPath(path), { encoding: 'buffer' }));
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return null;
      throw error;
    }
  },
  // 0700: songs are nobody else's business.
  async makeFolder(path) {
    await disk.mkdir(path, { recursive: true, mode: 0o700 });
  },
  rename: (from, to) => disk.rename(from, to),
  removeFile: (path) => disk.rm(path, { force: true }),
  removeFolder: (path) => disk.rm(path, { force: true, recursive: true }),
  syncFolder,
  async freeBytes(folder) {
    const disc = await disk.statfs(folder);
    return disc.bavail * disc.bsize;
  },
};
