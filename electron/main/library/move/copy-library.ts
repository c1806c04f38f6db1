import { dirname, join } from 'node:path';
import { type MoveProgress, ok, type Result } from '#contract';
import { sessionIdSchema } from '#contract/schemas';
import { type Fs, renameFirmly } from '../../disk/fs.ts';
import { copyInto, type CopyWatch, hashFile } from '../copy-sound.ts';
import { checkFreeSpace, ProgressReporter } from '../copy-watch.ts';
import { markLibrary, unfinishedPrefix } from '../folders.ts';

/** `path` is relative to the walked folder. */
type FoundFile = { readonly path: string; readonly byteLength: number };
type Found = {
  readonly files: readonly FoundFile[];
  /** Relative to the walked folder, parents first; empty for itself. */
  readonly folders: readonly string[];
  /** Whether there is anything but files and folders, such as a link. */
  readonly hasOther: boolean;
};

/** Lists everything below a folder without following links. Throws what the disk throws. */
export async function walk(fs: Fs, root: string): Promise<Found> {
  const files: FoundFile[] = [];
  const folders = [''];
  let hasOther = false;
  // The list grows during the loop.
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

/** Returns the names of the songs' folders in a library; none for a missing library. Throws what the disk throws. */
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
 * Copies a song's folder into another library, without links, durably and all or nothing. Reads every copy back and compares its SHA-256. Throws what the disk throws, and the reason of the signal.
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
 * Copies every song of a library to `to`, each durably and all or nothing, and marks `to` as a library. Leaves `from` unchanged. Fails with `diskFull` before anything is written; throws what the disk throws, and the reason of the signal.
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
