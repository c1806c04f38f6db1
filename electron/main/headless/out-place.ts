import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type ExportSet, type NewExport, fail, ok, type Result, words } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, nodeFs } from '../disk/fs.ts';
import { withEnding } from '../export/find-places.ts';
import { ExportWriter } from '../export/export-writer.ts';
import { type ExportPlace, nodeFolders } from '../export/find-places.ts';

type AskedPlace = {
  /** As typed; null: the working folder. */
  readonly out: string | null;
  readonly workingFolder: string;
  /** The files' ending, without the dot. */
  readonly ending: string;
  readonly fileCount: number;
  /** Whether a file that `out` names may be replaced. */
  readonly mayOverwrite: boolean;
};

/**
 * Returns the target of `--out`. An existing file or folder decides which of the two it is; otherwise several files, or a trailing slash,
 * mean a folder. Appends a missing ending. Makes missing folders with `makeFolder`. Fails with `fileThere` when the file exists and must
 * not be replaced, with `badRequest` when a folder would be replaced, or as the disk does.
 */
export async function outPlace(
  fs: Pick<Fs, 'look' | 'list'>,
  makeFolder: (path: string) => Promise<unknown>,
  { out, workingFolder, ending, fileCount, mayOverwrite }: AskedPlace,
): Promise<Result<ExportPlace>> {
  const path = resolve(workingFolder, out ?? '.');
  const there = await onDisk(() => fs.look(path));
  if (!there.ok) return there;
  // A link to a folder counts as a folder.
  const isLink = there.value?.kind === 'other' && (await onDisk(() => fs.list(path))).ok;
  const isFolder = there.value?.kind === 'folder' || isLink;
  const wantsFolder = isFolder || fileCount > 1 || out?.endsWith('/') === true || out?.endsWith(sep) === true;
  if (wantsFolder && mayOverwrite)
    return fail('badRequest', words().commandLine.failed.overwriteOfSeveral('--overwrite', '--out'));
  if (isFolder) return ok({ kind: 'folder', path });
  if (wantsFolder && there.value !== null) return fail('folderUnavailable', words().commandLine.failed.isFile(path));
  const made = await onDisk(() => makeFolder(wantsFolder ? path : dirname(path)));
  if (!made.ok) return made;
  if (wantsFolder) return ok({ kind: 'folder', path });
  const file = await asThere(fs, withEnding(path, `.${ending}`));
  if (!file.ok) return file;
  const old = await onDisk(() => fs.look(file.value));
  if (!old.ok) return old;
  if (old.value !== null && old.value.kind !== 'file')
    return fail('folderUnavailable', words().commandLine.failed.isNoFile(file.value));
  if (old.value !== null && !mayOverwrite) return fail('fileThere', file.value);
  return ok({ kind: 'file', path: file.value, mayReplace: mayOverwrite });
}

/** The path of an existing file whose name differs only in its Unicode form; otherwise the path itself. */
async function asThere(fs: Pick<Fs, 'list'>, path: string): Promise<Result<string>> {
  const name = basename(path);
  const listed = await onDisk(() => fs.list(dirname(path)));
  if (!listed.ok) return listed;
  const names = listed.value.map((entry) => entry.name);
  if (names.includes(name)) return ok(path);
  const twin = names.find((entry) => entry.normalize('NFC') === name.normalize('NFC'));
  return ok(twin === undefined ? path : join(dirname(path), twin));
}

/**
 * Makes a folder and its parents with the system's default rights. Step by step, because Node's recursive `mkdir` never ends in a folder
 * such as /proc, in which nothing can be made.
 */
async function makeFolder(path: string): Promise<void> {
  if ((await nodeFs.look(path)) !== null) return;
  await makeFolder(dirname(path));
  await mkdir(path);
}

const noWatch = { writing: () => undefined, finished: () => undefined, discarded: () => undefined };

/** Writes the exports of a command to the place of its `--out`, without a dialog. */
export class CommandExports {
  readonly writer: ExportWriter;
  readonly #asked: Omit<AskedPlace, 'fileCount'>;
  #place: ExportPlace | null = null;

  constructor(ledgerPath: string, asked: Omit<AskedPlace, 'fileCount'>) {
    this.#asked = asked;
    this.writer = new ExportWriter({
      ...{ fs: nodeFs, folders: nodeFolders, ledgerPath },
      askWhere: () => Promise.resolve(this.#place),
      watch: noWatch,
    });
  }

  /** Fails as `outPlace` does. */
  async begin(newExport: NewExport): Promise<Result<ExportSet | null>> {
    const place = await outPlace(nodeFs, makeFolder, { ...this.#asked, fileCount: newExport.names.length });
    if (!place.ok) return place;
    this.#place = place.value;
    return this.writer.begin(newExport);
  }
}
