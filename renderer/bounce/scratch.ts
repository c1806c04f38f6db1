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

/** A file in the page's own file system (File System Standard, section 2.6), which only workers can open so. */
export const openScratchFile: OpenScratch = async (name) => {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(folderName, { create: true });
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
    return failed(reason);
  }
};

function whole(samples: Float32Array, move: () => number): Result<undefined> {
  try {
    return move() === samples.byteLength ? ok() : fail('diskFull');
  } catch (reason) {
    return failed(reason);
  }
}

function failed(reason: unknown): Result<never> {
  const isFull = reason instanceof DOMException && reason.name === 'QuotaExceededError';
  return fail(isFull ? 'diskFull' : 'diskError', reason instanceof Error ? reason.message : '');
}

/**
 * Removes what bounces left behind that were cut off. What is in use stays; gives how many files of those. `isLeftover`: by a
 * file's name.
 */
export async function removeScratch(isLeftover: (name: string) => boolean = () => true): Promise<number> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(folderName, { create: true });
  let left = 0;
  for await (const name of folder.keys()) {
    if (isLeftover(name)) await folder.removeEntry(name).catch(() => left++);
  }
  return left;
}
