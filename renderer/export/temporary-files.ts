import { fail, ok, type Result, failFrom } from '#contract';

// Sound that an export goes through more than once lies in the page's own file system (File System Standard, section 2.6), outside
// of memory. Only workers can open its files for synchronous access.

/** A file that is read and written synchronously, in a worker (File System Standard, section 2.7); not in TypeScript's DOM. */
type SyncFile = {
  read(into: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(from: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  close(): void;
};

declare global {
  // Only an interface adds to the one that is there.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<SyncFile>;
  }
}

/** A temporary file of samples. Reads and writes fail with `diskFull` or `diskError`. */
export type TemporaryFile = {
  write(offsetBytes: number, samples: Float32Array<ArrayBuffer>): Result<undefined>;
  /** Fills `samples` with what was written at the offset. */
  read(offsetBytes: number, samples: Float32Array<ArrayBuffer>): Result<undefined>;
  /** Closes and removes the file. */
  close(): Promise<void>;
};

/** Creates a temporary file of this name. Fails with `diskFull` or `diskError`. */
export type OpenTemporaryFile = (name: string) => Promise<Result<TemporaryFile>>;

/** Also the folder's name on disk in earlier versions, so that what those left behind is removed too. */
const folderName = 'scratch';

async function temporaryFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** Creates a temporary file, for one worker alone. */
export const openTemporaryFile: OpenTemporaryFile = async (name) => {
  try {
    const folder = await temporaryFolder();
    const file = await folder.getFileHandle(name, { create: true });
    const handle = await file.createSyncAccessHandle();
    return ok({
      write: (at, samples) => transferAll(samples, () => handle.write(samples, { at })),
      read: (at, samples) => transferAll(samples, () => handle.read(samples, { at })),
      close: async () => {
        handle.close();
        await folder.removeEntry(name).catch(() => undefined);
      },
    });
  } catch (reason) {
    return temporaryFailure(reason);
  }
};

function transferAll(samples: Float32Array, transfer: () => number): Result<undefined> {
  try {
    return transfer() === samples.byteLength ? ok() : fail('diskFull');
  } catch (reason) {
    return temporaryFailure(reason);
  }
}

function temporaryFailure(reason: unknown): Result<never> {
  const isFull = reason instanceof DOMException && reason.name === 'QuotaExceededError';
  return failFrom(isFull ? 'diskFull' : 'diskError', reason);
}

const scheme = 'temporary:';

/** The address of a temporary file without its offset, in the form of an export's address. No server knows it: see `temporaryPieceAt`. */
export const temporaryUrlPrefix = (name: string): string => `${scheme}${name}?offset=`;

/** The temporary file and the offset in bytes that an address means; null for any other address. */
export function temporaryPieceAt(url: string): { readonly name: string; readonly offset: number } | null {
  const [, name, offset] = /^temporary:([^?]+)\?offset=(\d+)$/.exec(url) ?? [];
  return name === undefined ? null : { name, offset: Number(offset) };
}

/** Writes bytes at an offset of a temporary file, in a worker. Fails with `diskFull` or `diskError`. */
export async function putTemporaryPiece(
  { name, offset }: { readonly name: string; readonly offset: number },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<undefined>> {
  try {
    const file = await (await temporaryFolder()).getFileHandle(name, { create: true });
    // Opened for each piece, so that the file is free as soon as the last piece is in it.
    const handle = await file.createSyncAccessHandle();
    try {
      const written = handle.write(bytes, { at: offset });
      return written === bytes.byteLength ? ok() : fail('diskFull');
    } finally {
      handle.close();
    }
  } catch (reason) {
    return temporaryFailure(reason);
  }
}

/** A file whose bytes are read on demand. */
export type ReadableFile = {
  readonly byteLength: number;
  /** The bytes `[start, end)`. Rejects when they cannot be read. */
  readonly read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;
};

/** Opens a finished temporary file for reading. Rejects when it is not there. */
export async function readTemporaryFile(name: string): Promise<ReadableFile> {
  const handle = await (await temporaryFolder()).getFileHandle(name);
  const file = await handle.getFile();
  return {
    byteLength: file.size,
    read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  };
}

/** Removes the temporary files whose names begin with `prefix`, by default all of them. Returns how many were still in use and stay. */
export async function removeTemporaryFiles(prefix = ''): Promise<number> {
  const folder = await temporaryFolder();
  let inUse = 0;
  for await (const name of folder.keys()) {
    if (name.startsWith(prefix)) await folder.removeEntry(name).catch(() => inUse++);
  }
  return inUse;
}

/** How often, and how many milliseconds apart, to try to remove a file of a worker that was terminated. */
const attempts = 120;
const restMs = 250;
/** Looks in a row that must find no file that stays: what a worker asked for before its end may come behind the first. */
const looks = 2;

/**
 * Removes the temporary files of an export by the beginning of their names. A terminated worker releases its files a little later, or even
 * makes one, so this tries for half a minute; what is still there then goes at the next start.
 */
export async function removeTemporaryFilesOf(prefix: string): Promise<void> {
  let clean = 0;
  for (let attempt = 0; attempt < attempts; attempt++) {
    clean = (await removeTemporaryFiles(prefix)) === 0 ? clean + 1 : 0;
    if (clean === looks) return;
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}
