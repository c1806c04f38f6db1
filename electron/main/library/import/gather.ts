import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { hasSoundEnding, type AudioContainer, type SkippedFile, type SkipReason } from '#contract';
import { diskFailure } from '../../disk/disk-failure.ts';
import { type Entry, type PathStat, type ReadFs, shownName, type Source, truePath } from '../../disk/fs.ts';
import { isCalledCover } from '../cover/song-cover.ts';
import { isCalledLitter, isDownloadFolder, isHalfDownload, lookAt } from './look-at.ts';
import { openZip } from './zip-fs.ts';

export type SoundFile = Source & {
  /** For display. */
  readonly fileName: string;
  /** Its path below what was given, for display. */
  readonly shown: string;
  readonly byteLength: number;
  readonly container: AudioContainer;
};

/** A folder or an archive with the files an import found in it. */
export type FoundFolder = {
  readonly name: string;
  readonly sounds: readonly SoundFile[];
  /** Files with a usual name of an album picture. */
  readonly pictures: readonly Source[];
  readonly folders: readonly FoundFolder[];
  readonly skipped: readonly SkippedFile[];
};

export type Found = {
  /** The folders and archives that were given. */
  readonly folders: readonly FoundFolder[];
  /** The files given directly; the name is that of their folder. */
  readonly files: FoundFolder;
  /** Names of files given directly that do not look like sound. */
  readonly others: readonly string[];
  /** The latest change of any file, in milliseconds since 1970 by the clock of its disk. */
  readonly changedAtMs: number;
  /** Sizes and times of all files; equal as long as no file changes. */
  readonly fingerprint: string;
};

export type GatherOptions = {
  readonly signal: AbortSignal;
  /** Whether to search ZIP archives. */
  readonly unpacks: boolean;
};

const deepest = 16;
const entriesAtMost = 10_000;

// A terminal would execute some of these.
const unseen = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const isLitter = (name: string): boolean =>
  name.startsWith('._') || name === '.DS_Store' || name === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(name);

const hasErrorCode = (error: unknown): boolean => error instanceof Error && 'code' in error;

/** A folder under search. */
class Finding {
  readonly sounds: SoundFile[] = [];
  readonly pictures: Source[] = [];
  readonly folders: FoundFolder[] = [];
  readonly skipped: SkippedFile[] = [];
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  skip(shown: string, reason: SkipReason, detail = ''): void {
    // The end of a long path says more than its start.
    const file = shown
      .replaceAll(unseen, '')
      .slice(-300)
      .replace(/^\p{Surrogate}/u, '');
    this.skipped.push({ file: file === '' ? '?' : file, reason, detail: detail.slice(0, 200) });
  }
}

/** The depth of a folder below the given one, whose real path is `root`. */
type Depth = { readonly depth: number; readonly root: string };

/** A path, and its name on screen. */
type Place = Source & { readonly name: string; readonly shown: string };

/**
 * Searches chosen or dropped paths, with subfolders. Every file that looks like sound ends up in the sounds or, with a reason, in the
 * skipped. Follows links that stay within their folder, each once. A failure of the disk becomes that file's reason. Throws the reason of
 * `signal`.
 */
export async function gather(fs: ReadFs, paths: readonly string[], options: GatherOptions): Promise<Found> {
  const search = new Search(options);
  const given = await realPlaces(fs, paths.filter(isAbsolute));
  const files = new Finding(shownName(basename(dirname(given[0]?.path ?? ''))));
  for (const place of given) {
    options.signal.throwIfAborted();
    await search.takeGiven(place, files, given);
  }
  return search.found(files);
}

/** The given paths by real path. */
async function realPlaces(fs: ReadFs, paths: readonly string[]): Promise<readonly (Place & { isThere: boolean })[]> {
  const places = [];
  for (const path of new Set(paths)) {
    const name = shownName(basename(path));
    const real = await realPathOf(fs, path).catch((error: unknown) => {
      if (hasErrorCode(error)) return null;
      throw error;
    });
    places.push({ fs, path: real ?? path, name, shown: name, isThere: real !== null });
  }
  return places;
}

const realPathOf = async (fs: ReadFs, path: string): Promise<string | null> =>
  (await fs.realPath(path)) ?? fs.realPath(await truePath(fs, path));

class Search {
  readonly #options: GatherOptions;
  /** Real paths already visited. */
  readonly #seen = new Set<string>();
  readonly #folders: FoundFolder[] = [];
  readonly #others: string[] = [];
  readonly #fingerprint: string[] = [];
  #changedAtMs = 0;
  #entries = 0;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  found(files: Finding): Found {
    return {
      ...{ folders: this.#folders, files, others: this.#others, changedAtMs: this.#changedAtMs },
      fingerprint: this.#fingerprint.join('\n'),
    };
  }

  async takeGiven(place: Place & { isThere: boolean }, files: Finding, given: readonly Place[]): Promise<void> {
    const { path, name, shown } = place;
    if (!place.isThere) {
      files.skip(shown, 'gone');
      return;
    }
    // A path inside another given folder is found there.
    if (given.some((other) => path.startsWith(other.path + sep)) || this.#seen.has(path)) return;
    const facts = await this.#look(place, files);
    if (facts === null) return;
    if (facts.kind === 'folder' && !isDownloadFolder(name)) {
      this.#seen.add(path);
      const finding = new Finding(name);
      await this.#takeFolder(place, finding, { depth: 1, root: path });
      this.#folders.push(finding);
    } else {
      const archives: Finding[] = [];
      const before = files.skipped.length + files.sounds.length;
      await this.#takeFile(place, facts, files, archives);
      if (archives.length === 0 && before === files.skipped.length + files.sounds.length) this.#others.push(name);
      this.#folders.push(...archives);
    }
  }

  /** Stats a path; null when the disk fails, which goes to the skipped. */
  async #look(place: Place, into: Finding): Promise<PathStat | null> {
    try {
      const facts = await place.fs.look(place.path);
      if (facts === null) into.skip(place.shown, 'gone');
      return facts;
    } catch (error) {
      if (!hasErrorCode(error)) throw error;
      into.skip(place.shown, 'unreadable', diskFailure(error)?.detail);
      return null;
    }
  }

  async #list(place: Place, into: Finding): Promise<readonly Entry[]> {
    try {
      const entries = [...(await place.fs.list(place.path))];
      // A link to a file found elsewhere adds nothing.
      const order = (entry: Entry): number => (entry.kind === 'other' ? 1 : 0);
      return entries.sort((one, other) => order(one) - order(other) || (one.name < other.name ? -1 : 1));
    } catch (error) {
      if (!hasErrorCode(error)) throw error;
      into.skip(place.shown, 'unreadable', diskFailure(error)?.detail);
      return [];
    }
  }

  async #takeFolder(place: Place, into: Finding, at: Depth): Promise<void> {
    const archives: Finding[] = [];
    for (const entry of await this.#list(place, into)) {
      this.#options.signal.throwIfAborted();
      if (isLitter(entry.name)) continue;
      this.#entries += 1;
      if (this.#entries > entriesAtMost) {
        if (this.#entries === entriesAtMost + 1) into.skip(place.shown, 'tooMany', entriesAtMost.toLocaleString('en'));
        return;
      }
      const name = shownName(entry.name);
      const path = join(place.path, entry.name);
      const inside = { ...place, path, name, shown: `${place.shown}/${name}` };
      if (entry.name.startsWith('.')) {
        if (entry.kind === 'file' && hasSoundEnding(name)) into.skip(inside.shown, 'hidden');
        continue;
      }
      const real = entry.kind === 'other' ? await this.#follow(inside, into, at.root) : path;
      if (real === null || this.#seen.has(real)) continue;
      this.#seen.add(real);
      const facts = await this.#look({ ...inside, path: real }, into);
      if (facts?.kind === 'folder') await this.#takeInner({ ...inside, path: real }, into, at);
      else if (facts !== null) await this.#takeFile({ ...inside, path: real }, facts, into, archives);
    }
    // An archive beside sound files most likely holds the same files.
    if (into.sounds.length === 0) into.folders.push(...archives);
    else for (const { name } of archives) into.skip(`${place.shown}/${name}.zip`, 'archiveBesideSound');
  }

  async #takeInner(place: Place, into: Finding, { depth, root }: Depth): Promise<void> {
    if (isDownloadFolder(place.name)) into.skip(place.shown, 'halfDownload');
    else if (depth >= deepest) into.skip(place.shown, 'tooDeep', String(deepest));
    else {
      const finding = new Finding(place.name);
      await this.#takeFolder(place, finding, { depth: depth + 1, root });
      into.folders.push(finding);
    }
  }

  /** The target of a link; null when it is not followed, which is reported when it may be sound. */
  async #follow(place: Place, into: Finding, root: string): Promise<string | null> {
    const { fs, path, name, shown } = place;
    const mayBeSound = !isCalledLitter(name);
    try {
      const real = await fs.realPath(path);
      if (real === null) {
        if (mayBeSound) into.skip(shown, 'brokenLink');
        return null;
      }
      if (real === path) {
        // A socket, a pipe or a device: opening it may block for ever.
        if (hasSoundEnding(name)) into.skip(shown, 'unreadable', 'not a file');
        return null;
      }
      if (real.startsWith(root + sep)) return real;
      if (real !== root && mayBeSound) into.skip(shown, 'linkOutside');
    } catch (error) {
      if (!hasErrorCode(error)) throw error;
      if (mayBeSound) into.skip(shown, 'unreadable', diskFailure(error)?.detail);
    }
    return null;
  }

  async #takeFile(place: Place, facts: PathStat, into: Finding, archives: Finding[]): Promise<void> {
    const { fs, path, name, shown } = place;
    this.#seen.add(path);
    if (facts.kind === 'folder') {
      into.skip(shown, 'halfDownload');
      return;
    }
    if (facts.kind === 'other') {
      into.skip(shown, 'unreadable', 'not a file');
      return;
    }
    const look = await lookAt(place, name, facts);
    if (!isHalfDownload(name)) {
      this.#changedAtMs = Math.max(this.#changedAtMs, facts.changedAtMs);
      this.#fingerprint.push(`${String(facts.byteLength)} ${String(facts.changedAtMs)} ${path}`);
    }
    switch (look.is) {
      case 'sound':
        into.sounds.push({ fs, path, fileName: name, shown, byteLength: facts.byteLength, container: look.container });
        return;
      case 'skipped':
        into.skip(shown, look.reason, look.detail);
        return;
      case 'archive':
        return this.#takeArchive(place, into, archives);
      case 'other':
        if (isCalledCover(name)) into.pictures.push({ fs, path });
    }
  }

  async #takeArchive(place: Place, into: Finding, archives: Finding[]): Promise<void> {
    const { name, shown } = place;
    if (!this.#options.unpacks) {
      into.skip(shown, 'unpackFirst', 'ZIP');
      return;
    }
    const zip = await openZip(place);
    if ('reason' in zip) {
      into.skip(shown, zip.reason, zip.detail);
      return;
    }
    const finding = new Finding(name.replace(/\.zip$/i, ''));
    for (const { file, reason, detail } of zip.skipped) finding.skip(`${shown}/${file}`, reason, detail);
    // Archives within archives are not searched.
    const inside = new Search({ ...this.#options, unpacks: false });
    await inside.#takeFolder({ fs: zip.fs, path: sep, name, shown }, finding, { depth: 1, root: '' });
    archives.push(finding);
  }
}
