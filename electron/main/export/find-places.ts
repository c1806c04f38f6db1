import { mkdir, rmdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type NewExport, nameKey, numberedName, partsOfName, safeFileName } from '#contract';
import { type Fs, hasCode } from '../disk/fs.ts';

/** Folders in the user's own space: made with the system's default rights, and only removed when empty. */
export type FolderPort = {
  /** Throws EEXIST when something is there. */
  readonly make: (path: string) => Promise<void>;
  /** Throws ENOTEMPTY when something is in it. */
  readonly removeEmpty: (path: string) => Promise<void>;
};

/** The port over the real disk. */
export const nodeFolders: FolderPort = {
  make: async (path) => {
    await mkdir(path);
  },
  removeEmpty: (path) => rmdir(path),
};

/** Where the user wants an export: a file of this name, or a folder, in which nothing is replaced. */
export type ExportPlace =
  /** `mayReplace`: the user agreed to replace an existing file. */
  | { readonly kind: 'file'; readonly path: string; readonly mayReplace: boolean }
  | { readonly kind: 'folder'; readonly path: string };

export type FoundPlaces = {
  readonly folder: string;
  readonly files: readonly string[];
  readonly report: string | null;
  /** Folders made for the export. */
  readonly madeFolders: readonly string[];
};

type Disk = { readonly fs: Fs; readonly folders: FolderPort };

const mostNumbers = 10_000;

/** The first of "Mix.wav", "Mix (2).wav", ... that is free. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let number = 2; isTaken(free) && number < mostNumbers; number += 1) free = numberedName(name, number);
  return free;
}

/** Assigns free names in folders, avoiding existing files and unfinished exports. */
class Names {
  readonly #fs: Fs;
  readonly #taken: Set<string>;
  readonly #listed = new Set<string>();

  constructor(fs: Fs, onTheirWay: readonly string[]) {
    this.#fs = fs;
    this.#taken = new Set(onTheirWay.map(nameKey));
  }

  async take(folder: string, name: string): Promise<string> {
    if (!this.#listed.has(folder)) {
      this.#listed.add(folder);
      for (const entry of await this.#fs.list(folder)) this.#taken.add(nameKey(join(folder, entry.name)));
    }
    const path = join(
      folder,
      freeName(name, (free) => this.#taken.has(nameKey(join(folder, free)))),
    );
    this.#taken.add(nameKey(path));
    return path;
  }
}

/** Whether the folder has a file whose name differs only in its Unicode form. */
async function hasTwin(fs: Fs, path: string): Promise<boolean> {
  const name = basename(path);
  const entries = (await fs.list(dirname(path))).map((entry) => entry.name);
  return !entries.includes(name) && entries.some((entry) => entry.normalize('NFC') === name.normalize('NFC'));
}

/** Makes a folder of this name, or the first numbered one that is free. A dot in the name starts no ending. */
async function makeFolder(folders: FolderPort, parent: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(parent, number === 1 ? name : `${name} (${String(number)})`);
    try {
      await folders.make(path);
      return path;
    } catch (error) {
      if (!hasCode(error, 'EEXIST') || number >= mostNumbers) throw error;
    }
  }
}

/**
 * Returns the target path of each file, and makes the subfolders. `onTheirWay`: targets of unfinished exports. Throws what the disk
 * throws; `madeFolders` then lists the folders made so far.
 */
export async function findPlaces(
  { fs, folders }: Disk,
  place: ExportPlace,
  newExport: Pick<NewExport, 'names' | 'report'>,
  onTheirWay: readonly string[],
  madeFolders: string[],
): Promise<FoundPlaces> {
  const names = new Names(fs, onTheirWay);
  if (place.kind === 'file') {
    const folder = dirname(place.path);
    const isOnItsWay = onTheirWay.map(nameKey).includes(nameKey(place.path));
    const isNew = isOnItsWay || !place.mayReplace || (await hasTwin(fs, place.path));
    const file = isNew ? await names.take(folder, basename(place.path)) : place.path;
    const report =
      newExport.report === null ? null : await names.take(folder, `${partsOfName(basename(file)).base}.json`);
    return { folder, files: [file], report, madeFolders };
  }
  const made = new Map<string, string>();
  const folderOf = async (asked: string | null): Promise<string> => {
    if (asked === null) return place.path;
    const known = made.get(asked);
    if (known !== undefined) return known;
    const path = await makeFolder(folders, place.path, safeFileName(asked));
    madeFolders.push(path);
    made.set(asked, path);
    return path;
  };
  const find = async (name: string): Promise<string> => {
    const { folder, file } = splitName(name);
    return names.take(await folderOf(folder), safeFileName(file));
  };
  const files: string[] = [];
  for (const name of newExport.names) files.push(await find(name));
  const report = newExport.report === null ? null : await find(newExport.report);
  return { folder: place.path, files, report, madeFolders };
}

/** The first slash ends the folder's name; later ones are illegal characters. */
function splitName(name: string): { readonly folder: string | null; readonly file: string } {
  const at = name.indexOf('/');
  return at <= 0 ? { folder: null, file: name } : { folder: name.slice(0, at), file: name.slice(at + 1) };
}

/**
 * Returns the path the user typed with the ending of the offered name. Appends it to `Vol. 2` and to `Mix.mp3`, and completes its last
 * part (`.mp4` of `.stem.mp4`).
 */
export function completedPath(path: string, offeredName: string): string {
  const { ending } = partsOfName(offeredName);
  return withEnding(path, ending);
}

/** Returns a path with this ending, dot included; another ending stays before it. */
export function withEnding(path: string, ending: string): string {
  const lower = path.toLowerCase();
  const hasName = (length: number): boolean => !/(^|[\\/])$/.test(path.slice(0, path.length - length));
  if (lower.endsWith(ending.toLowerCase()) && hasName(ending.length)) return path;
  const last = extname(ending);
  const isPart = last !== ending && last !== '' && lower.endsWith(last.toLowerCase()) && hasName(last.length);
  return (isPart ? path.slice(0, path.length - last.length) : path) + ending;
}
