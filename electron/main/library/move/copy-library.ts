import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fail, type MoveProgress, ok, type Result } from '#contract';
import { sessionIdSchema } from '#contract/schemas';
import { renameFirmly } from '../../disk/durable-file.ts';
import type { Fs } from '../../disk/fs.ts';
import { hashFile } from '../copy-sound.ts';
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

const gapMs = 250;

/** Counts what is copied of a library and tells it at most four times a second, the first time at once. */
class MoveCount {
  readonly #now: () => number;
  readonly #tell: (progress: MoveProgress) => void;
  #progress: MoveProgress;
  #toldMs: number;

  /** @param now milliseconds that never go back */
  constructor(
    whole: Pick<MoveProgress, 'songsTotal' | 'bytesTotal'>,
    now: () => number,
    tell: (progress: MoveProgress) => void,
  ) {
    this.#now = now;
    this.#tell = tell;
    this.#progress = { ...whole, songsDone: 0, bytesDone: 0 };
    this.#toldMs = now();
    tell(this.#progress);
  }

  addBytes(bytes: number): void {
    this.#change({ bytesDone: this.#progress.bytesDone + bytes });
  }

  addSong(): void {
    this.#change({ songsDone: this.#progress.songsDone + 1 });
  }

  #change(change: Partial<MoveProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    const nowMs = this.#now();
    if (nowMs - this.#toldMs < gapMs) return;
    this.#toldMs = nowMs;
    this.#tell(this.#progress);
  }
}

const pieceBytes = 1024 * 1024;

type CopyWatch = {
  /** Stops the copy: its reason is thrown. */
  readonly signal: AbortSignal;
  /** Called with the length of each piece once it is written. */
  readonly onCopied: (bytes: number) => void;
};

/** Durable when this settles, and read back. Throws what the disk throws, EIO when the copy is not what was read. */
async function copyFile(fs: Fs, from: string, to: string, { signal, onCopied }: CopyWatch): Promise<void> {
  const hash = createHash('sha256');
  let byteLength = 0;
  const source = await fs.openFile(from, 'read');
  try {
    const copy = await fs.openFile(to, 'create');
    try {
      const piece = new Uint8Array(pieceBytes);
      for (;;) {
        signal.throwIfAborted();
        const bytes = piece.subarray(0, await source.read(piece, byteLength));
        if (bytes.byteLength === 0) break;
        hash.update(bytes);
        await copy.write(bytes, byteLength);
        byteLength += bytes.byteLength;
        onCopied(bytes.byteLength);
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
  if ((await hashFile(fs, to, byteLength)) !== hash.digest('hex'))
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

/** Room that is left for the system. */
const spareBytes = 32 * 1024 * 1024;

const inMiB = (bytes: number): string => `${String(Math.ceil(bytes / 2 ** 20))} MiB`;

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
  const free = await fs.freeBytes(to);
  const needed = bytesTotal + spareBytes;
  if (free < needed) return fail('diskFull', `${inMiB(needed)} needed, ${inMiB(free)} free`);

  const count = new MoveCount({ songsTotal: names.length, bytesTotal }, () => performance.now(), onProgress);
  const onCopied = (bytes: number): void => {
    count.addBytes(bytes);
  };
  for (const name of names) {
    await copySong(fs, from, to, name, { signal, onCopied });
    count.addSong();
  }
  signal.throwIfAborted();
  await markLibrary(fs, to);
  return ok();
}
