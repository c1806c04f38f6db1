import { mkdir, rmdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type ExportWish, nameKey, numberedName, partsOfName, safeFileName } from '#contract';
import { type Fs, hasCode } from '../disk/fs.ts';

/** The user's own folders: with the rights that their system gives, and never removed with anything in them. */
export type FolderPort = {
  /** Throws EEXIST when something is there. */
  readonly make: (path: string) => Promise<void>;
  /** Throws ENOTEMPTY when something is in it. */
  readonly removeEmpty: (path: string) => Promise<void>;
};

/** Those of the real disk. */
export const nodeFolders: FolderPort = {
  make: async (path) => {
    await mkdir(path);
  },
  removeEmpty: (path) => rmdir(path),
};

/** Where the user wants it: in a file of this very name, or in a folder, where nothing is replaced. */
export type ExportPlace =
  /** `mayReplace`: the user agrees that a file of this name is replaced. */
  | { readonly kind: 'file'; readonly path: string; readonly mayReplace: boolean }
  | { readonly kind: 'folder'; readonly path: string };

export type FoundPlaces = {
  readonly folder: string;
  readonly files: readonly string[];
  readonly report: string | null;
  /** Folders that were made for it. */
  readonly madeFolders: readonly string[];
};

type Disk = { readonly fs: Fs; readonly folders: FolderPort };

const mostNumbers = 10_000;

/** The first of "Mix.wav", "Mix (2).wav", ... that nobody has. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let number = 2; isTaken(free) && number < mostNumbers; number += 1) free = numberedName(name, number);
  return free;
}

/** Gives out names in folders, each once: what lies there, and what is on its way there, keeps its own. */
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

/** Whether beside this path, where nothing is, there is one that reads the same and is composed of other signs. */
async function hasTwin(fs: Fs, path: string): Promise<boolean> {
  const name = basename(path);
  const entries = (await fs.list(dirname(path))).map((entry) => entry.name);
  return !entries.includes(name) && entries.some((entry) => entry.normalize('NFC') === name.normalize('NFC'));
}

/** Makes a folder of this name, or the first numbered one that is not there yet. A dot in its name begins no ending. */
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
 * Where each file of a wish goes. `onTheirWay` are the places of files that are not finished yet. Throws what the disk throws;
 * `madeFolders` then holds what was made until then.
 */
export async function findPlaces(
  { fs, folders }: Disk,
  place: ExportPlace,
  wish: Pick<ExportWish, 'names' | 'report'>,
  onTheirWay: readonly string[],
  madeFolders: string[],
): Promise<FoundPlaces> {
  const names = new Names(fs, onTheirWay);
  if (place.kind === 'file') {
    const folder = dirname(place.path);
    const isOnItsWay = onTheirWay.map(nameKey).includes(nameKey(place.path));
    const isNew = isOnItsWay || !place.mayReplace || (await hasTwin(fs, place.path));
    const file = isNew ? await names.take(folder, basename(place.path)) : place.path;
    const report = wish.report === null ? null : await names.take(folder, `${partsOfName(basename(file)).base}.json`);
    return { folder, files: [file], report, madeFolders };
  }
  const made = new Map<string, string>();
  const folderOf = async (wished: string | null): Promise<string> => {
    if (wished === null) return place.path;
    const known = made.get(wished);
    if (known !== undefined) return known;
    const path = await makeFolder(folders, place.path, safeFileName(wished));
    madeFolders.push(path);
    made.set(wished, path);
    return path;
  };
  const find = async (name: string): Promise<string> => {
    const { folder, file } = splitName(name);
    return names.take(await folderOf(folder), safeFileName(file));
  };
  const files: string[] = [];
  for (const name of wish.names) files.push(await find(name));
  const report = wish.report === null ? null : await find(wish.report);
  return { folder: place.path, files, report, madeFolders };
}

/** One folder before the name is one; any other slash is a sign that no system takes. */
function splitName(name: string): { readonly folder: string | null; readonly file: string } {
  const at = name.indexOf('/');
  return at <= 0 ? { folder: null, file: name } : { folder: name.slice(0, at), file: name.slice(at + 1) };
}

/**
 * A path that ends as the offered name does, whatever the user typed: behind `Vol. 2` and `Mix.mp3` the ending of the format is put,
 * and the last part of one (`.mp4` of `.stem.mp4`) is made whole.
 */
export function completedPath(path: string, offeredName: string): string {
  const { ending } = partsOfName(offeredName);
  return withEnding(path, ending);
}

/** A path with this ending (its dot included), which is put behind any other that it may have. */
export function withEnding(path: string, ending: string): string {
  const lower = path.toLowerCase();
  const hasName = (length: number): boolean => !/(^|[\\/])$/.test(path.slice(0, path.length - length));
  if (lower.endsWith(ending.toLowerCase()) && hasName(ending.length)) return path;
  const last = extname(ending);
  const isPart = last !== ending && last !== '' && lower.endsWith(last.toLowerCase()) && hasName(last.length);
  return (isPart ? path.slice(0, path.length - last.length) : path) + ending;
}
