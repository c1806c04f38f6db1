import { isUtf8 } from 'node:buffer';
import { constants, type Dirent, lstat as lstatThen, promises as disk, type Stats } from 'node:fs';
import { dirname, join, parse, sep } from 'node:path';

/** What lies at a path. Links are never followed: they are `other`. */
type EntryKind = 'file' | 'folder' | 'other';

export type Entry = { readonly name: string; readonly kind: EntryKind };
export type PathStat = {
  readonly kind: EntryKind;
  readonly byteLength: number;
  readonly changedAtMs: number;
  /** The file itself, whatever it is called: another one that was renamed to its path has another number. */
  readonly fileId: number;
  /** When its bytes, its names or its rights changed last, which no program can set back; 0 where that is unknown. */
  readonly touchedAtMs: number;
};

export type OpenFile = {
  /** Fills as much of `into` as the file has from `position` on; returns the number of bytes read. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Writes all of `bytes` at `position`. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  byteLength(): Promise<number>;
  truncate(byteLength: number): Promise<void>;
  /** The bytes survive a power cut once this settles. */
  sync(): Promise<void>;
  close(): Promise<void>;
};

export type OpenMode = 'read' | 'new' | 'create' | 'update';

/**
 * The disk, as small as the library needs it, so that a model with power cuts can stand in for it.
 * Everything throws Node's errors (`code` is ENOSPC, EACCES, ...). Links are refused, not followed.
 */
export type Fs = {
  /** `read`: must exist. `new`: must not. `create`: emptied if it exists. `update`: kept if it exists, created if not. */
  openFile(path: string, mode: OpenMode): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  list(folder: string): Promise<readonly Entry[]>;
  /** Null: nothing is there. */
  look(path: string): Promise<PathStat | null>;
  /** Returns the real path with every link followed. Null: nothing is there, or the links form a cycle. */
  realPath(path: string): Promise<string | null>;
  /** With its parents. Not durable until the parent is synced. */
  makeFolder(path: string): Promise<void>;
  /** Replaces what is at `to`. Durable once the folders of both are synced. */
  rename(from: string, to: string): Promise<void>;
  /** Succeeds when nothing is there. */
  removeFile(path: string): Promise<void>;
  /** Removes a folder with its contents. Succeeds when nothing is there. */
  removeFolder(path: string): Promise<void>;
  /** Makes the names in the folder durable. */
  syncFolder(folder: string): Promise<void>;
  /** Bytes that can still be written to the disk of this folder. */
  freeBytes(folder: string): Promise<number>;
};

/** What can be read, such as what is in an archive. */
export type ReadFs = Pick<Fs, 'openFile' | 'readFile' | 'list' | 'look' | 'realPath'>;

/** A file and where it can be read. */
export type Source = { readonly fs: ReadFs; readonly path: string };

// [Note: names that are not UTF-8] A name on a Unix disk is bytes. A byte that is not part of UTF-8 becomes a lone surrogate
// (U+DC80 to U+DCFF), as in Python's PEP 383: such a name is a string like any other until it goes back to the disk, where
// `diskPath` restores the bytes. Text that was UTF-8 never has lone surrogates, so nothing is mistaken for such a byte.
const escapeBase = 0xdc00;
const loneSurrogate = /\p{Surrogate}/u;

/** Returns the string for a name's bytes. */
export function nameOfBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let name = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = bytes.subarray(at, at + length);
    const isCharacter = isUtf8(character);
    name += isCharacter ? character.toString('utf8') : String.fromCharCode(escapeBase + lead);
    at += isCharacter ? length : 1;
  }
  return name;
}

/** Returns a path as the disk takes it: as bytes when a name in it is not UTF-8. */
export function diskPath(path: string): string | Buffer {
  if (process.platform === 'win32' || !loneSurrogate.test(path)) return path;
  const parts = Array.from(path, (character) => {
    const byte = (character.codePointAt(0) ?? 0) - escapeBase;
    return byte >= 0x80 && byte <= 0xff ? Buffer.of(byte) : Buffer.from(character);
  });
  return Buffer.concat(parts);
}

// Windows-1252 from 0x80 on; Node's decoder of that name takes it for Latin-1, in which these are controls.
const western = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

/** Returns a name for display; bytes that are not UTF-8 are read as Windows-1252. */
export function shownName(name: string): string {
  if (!loneSurrogate.test(name)) return name;
  return Array.from(name, (character) => {
    const byte = (character.codePointAt(0) ?? 0) - escapeBase;
    if (!loneSurrogate.test(character)) return character;
    if (byte >= 0x80 && byte < 0xa0) return western[byte - 0x80] ?? '\ufffd';
    return byte >= 0xa0 && byte <= 0xff ? String.fromCharCode(byte) : '\ufffd';
  }).join('');
}

/** Returns the ways Chromium and Node write a name: U+FFFD for bytes that are not UTF-8, once or for each byte. */
const lossy = (name: string): string => {
  const raw = diskPath(name);
  return (typeof raw === 'string' ? raw : raw.toString('utf8')).replaceAll(/\ufffd+/g, '\ufffd');
};

/**
 * Returns the real path behind one from Chromium or Node's arguments, which cannot express names that are not UTF-8: the only name on
 * disk that they would write this way. Throws what the disk throws.
 */
export async function truePath(fs: Pick<Fs, 'list'>, path: string): Promise<string> {
  if (!path.includes('\ufffd')) return path;
  const { root } = parse(path);
  let found = root;
  for (const part of path.slice(root.length).split(sep)) {
    const entries = part.includes('\ufffd') ? await fs.list(found) : [];
    const [meant, ...others] = entries.filter(({ name }) => lossy(name) === lossy(part));
    found = join(found, meant === undefined || others.length > 0 ? part : meant.name);
  }
  return found;
}

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

/** A third of the work of `disk.lstat`, which counts for the folders of thousands of songs. */
const lstat = (path: string | Buffer): Promise<Stats> =>
  new Promise((resolve, reject) => {
    lstatThen(path, (error, seen) => {
      if (error === null) resolve(seen);
      else reject(error);
    });
  });

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
      const seen = await lstat(diskPath(path));
      const { size, mtimeMs, ino, ctimeMs } = seen;
      return { kind: kindOf(seen), byteLength: size, changedAtMs: mtimeMs, fileId: ino, touchedAtMs: ctimeMs };
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
  // 0700: only this user may read the songs.
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
