import { dirname, join } from 'node:path';
import { type MoveProgress, ok, type Result } from '#contract';
import { sessionIdSchema } from '#contract/schemas';
import { renameFirmly } from '../../disk/durable-file.ts';
import type { Fs } from '../../disk/fs.ts';
import { copyInto, type CopyWatch, hashFile } from '../copy-sound.ts';
import { checkFreeSpace, ProgressReporter } from '../copy-watch.ts';
import { markLibrary, unfinishedPrefix } from '../folders.ts';

/** `path` is below the folder that was walked through. */
type FoundFile = { readonly path: string; readonly byteLength: number };
type Found = {
  readonly files: readonly FoundFile[];
  /** Below the folder, parents first; the folder itself is the empty word. */
  readonly folders: readonly string[];
  /** Whether there is something that is neither a file nor a folder, such as a link. */
  readonly hasOther: boolean;
};

/** Everything in a folder, links not followed. Throws what the disk throws. */
export async function walk(fs: Fs, root: string): Promise<Found> {
  const files: FoundFile[] = [];
  const folders = [''];
  let hasOther = false;
  // It grows as it is walked through.
  for (const folder of folders) {
    for (const { name, kind } of await fs.list(join(root, folder))) {
      const path = join(folder, name);
      if (kind === 'folder') folders.push(path);
      else if (kind === 'other') hasOther = true;
      else files.push({ path, byteLength: (await fs.look(join(root, path)))?.byteLength ?? 0 });
    }
  }
  return { files, folders, hasOther };
}

/** The names of the songs' folders in a library. A library that is not there has none. */
export async function songNames(fs: Fs, root: string): Promise<readonly string[]> {
  if ((await fs.look(root))?.kind !== 'folder') return [];
  const entries = await fs.list(root);
  return entries.flatMap(({ name, kind }) =>
    kind === 'folder' && sessionIdSchema.safeParse(name).success ? [name] : [],
  );
}

/** Copies a file and reads the copy back; durable when this settles. Throws what the disk throws, EIO when the copy differs. */
async function copyFile(fs: Fs, from: string, to: string, watch: CopyWatch): Promise<void> {
  const source = await fs.openFile(from, 'read');
  const { sha256, byteLength } = await copyInto(fs, source, to, watch).finally(() => source.close());
  if ((await hashFile(fs, to, byteLength)) !== sha256)
    throw Object.assign(new Error('a copy is not what was read'), { code: 'EIO' });
}

/**
 * Copies the folder of a song into another library, with everything in it but links; it is there whole and durable, or not at all.
 * Every file is read back and compared by its SHA-256. Throws what the disk throws, and the reason of the signal.
 */
async function copySong(fs: Fs, from: string, to: string, name: string, watch: CopyWatch): Promise<void> {
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

type MoveWatch = {
  /** Stops the copy: its reason is thrown. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: MoveProgress) => void;
};

/**
 * Copies every song of a library to `to`, each whole and durable or not at all, and marks that a library. Nothing of `from` is
 * changed. Fails with `diskFull` before anything is written; throws what the disk throws, and the reason of the signal.
 */
export async function copyLibrary(
  fs: Fs,
  from: string,
  to: string,
  { signal, onProgress }: MoveWatch,
): Promise<Result<undefined>> {
  const names = await songNames(fs, from);
  let bytesTotal = 0;
  for (const name of names) {
    const { files } = await walk(fs, join(from, name));
    bytesTotal += files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
  await fs.makeFolder(to);
  await fs.syncFolder(dirname(to));
  const space = await checkFreeSpace(fs, to, bytesTotal);
  if (!space.ok) return space;

  const first = { songsDone: 0, songsTotal: names.length, bytesDone: 0, bytesTotal };
  const progress = new ProgressReporter<MoveProgress>(first, () => performance.now(), onProgress);
  const onCopied = (bytes: number): void => {
    progress.update(({ bytesDone }) => ({ bytesDone: bytesDone + bytes }));
  };
  for (const name of names) {
    await copySong(fs, from, to, name, { signal, onCopied });
    progress.update(({ songsDone }) => ({ songsDone: songsDone + 1 }));
  }
  signal.throwIfAborted();
  await markLibrary(fs, to);
  return ok();
}
