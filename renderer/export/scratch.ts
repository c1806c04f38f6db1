import { fail, ok, type Result } from '#contract';

/** A place outside of memory for sound that is gone through more than once. */
export type Scratch = {
  write(offsetBytes: number, samples: Float32Array<ArrayBuffer>): Result<undefined>;
  /** Fills `samples` with what was written there. */
  read(offsetBytes: number, samples: Float32Array<ArrayBuffer>): Result<undefined>;
  /** Lets go of all of it. */
  close(): Promise<void>;
};

/** Fails with `diskFull` or `diskError`. */
export type OpenScratch = (name: string) => Promise<Result<Scratch>>;

const folderName = 'scratch';

/** The folder of all that is held while bounces run; what is in it at the start of the app belongs to nobody. */
export async function openScratchFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** A file in the page's own file system (File System Standard, section 2.6), which only workers can open so. */
export const openScratchFile: OpenScratch = async (name) => {
  try {
    const folder = await openScratchFolder();
    const file = await folder.getFileHandle(name, { create: true });
    const handle = await file.createSyncAccessHandle();
    return ok({
      write: (at, samples) => whole(samples, () => handle.write(samples, { at })),
      read: (at, samples) => whole(samples, () => handle.read(samples, { at })),
      close: async () => {
        handle.close();
        await folder.removeEntry(name).catch(() => undefined);
      },
    });
  } catch (reason) {
    return scratchFailure(reason);
  }
};

function whole(samples: Float32Array, move: () => number): Result<undefined> {
  try {
    return move() === samples.byteLength ? ok() : fail('diskFull');
  } catch (reason) {
    return scratchFailure(reason);
  }
}

/** What went wrong with a file in scratch: `diskFull` or `diskError`. */
export function scratchFailure(reason: unknown): Result<never> {
  const isFull = reason instanceof DOMException && reason.name === 'QuotaExceededError';
  return fail(isFull ? 'diskFull' : 'diskError', reason instanceof Error ? reason.message : '');
}

/**
 * Removes what bounces left behind that were cut off. What is in use stays; gives how many files of those. `isLeftover`: by a
 * file's name.
 */
export async function removeScratch(isLeftover: (name: string) => boolean = () => true): Promise<number> {
  const folder = await openScratchFolder();
  let left = 0;
  for await (const name of folder.keys()) {
    if (isLeftover(name)) await folder.removeEntry(name).catch(() => left++);
  }
  return left;
}

/** How often, and after how many milliseconds, a file of a worker that was ended is tried to be removed. */
const attempts = 20;
const restMs = 250;

/**
 * Removes what a bounce left, by the beginning of its files' names. A worker that was ended lets go of its files some time later.
 * What is still there then goes at the next start.
 */
export async function removeScratchOf(bounce: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const left = await removeScratch((name) => name.startsWith(bounce));
    if (left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}
