import { basename, dirname, join, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { withEnding } from '../export/completed-path.ts';
import type { ExportPlace } from '../export/find-places.ts';

export type WishedPlace = {
  /** As it was written; null: the working folder. */
  readonly out: string | null;
  readonly workingFolder: string;
  /** That of the files, without the dot. */
  readonly ending: string;
  readonly fileCount: number;
  /** Whether a file that `out` names may be replaced. */
  readonly mayOverwrite: boolean;
};

/**
 * Where files go. What is there already decides between file and folder; otherwise several files, or a slash at the end, make a
 * folder. A file that does not end as it should is given that ending, whatever other one it has. Folders that are not there are
 * made by `makeFolder`, with their parents. Fails with `fileThere` when the file is there and may not be replaced, with
 * `badRequest` when a folder would have to be, or as the disk does.
 */
export async function outPlace(
  fs: Pick<Fs, 'look' | 'list'>,
  makeFolder: (path: string) => Promise<unknown>,
  { out, workingFolder, ending, fileCount, mayOverwrite }: WishedPlace,
): Promise<Result<ExportPlace>> {
  const path = resolve(workingFolder, out ?? '.');
  const there = await onDisk(() => fs.look(path));
  if (!there.ok) return there;
  // A link to a folder is one.
  const isLink = there.value?.kind === 'other' && (await onDisk(() => fs.list(path))).ok;
  const isFolder = there.value?.kind === 'folder' || isLink;
  const wantsFolder = isFolder || fileCount > 1 || out?.endsWith('/') === true || out?.endsWith(sep) === true;
  if (wantsFolder && mayOverwrite) return fail('badRequest', '--overwrite is for one file, which --out names');
  if (isFolder) return ok({ kind: 'folder', path });
  if (wantsFolder && there.value !== null) return fail('folderUnavailable', `${path} is a file`);
  const made = await onDisk(() => makeFolder(wantsFolder ? path : dirname(path)));
  if (!made.ok) return made;
  if (wantsFolder) return ok({ kind: 'folder', path });
  const file = await asThere(fs, withEnding(path, `.${ending}`));
  if (!file.ok) return file;
  const old = await onDisk(() => fs.look(file.value));
  if (!old.ok) return old;
  if (old.value !== null && old.value.kind !== 'file') return fail('folderUnavailable', `${file.value} is no file`);
  if (old.value !== null && !mayOverwrite) return fail('fileThere', file.value);
  return ok({ kind: 'file', path: file.value, mayReplace: mayOverwrite });
}

/** The path, with its name as a file there has it that reads the same: the same letters may be composed of other signs. */
async function asThere(fs: Pick<Fs, 'list'>, path: string): Promise<Result<string>> {
  const name = basename(path);
  const listed = await onDisk(() => fs.list(dirname(path)));
  if (!listed.ok) return listed;
  const names = listed.value.map((entry) => entry.name);
  if (names.includes(name)) return ok(path);
  const twin = names.find((entry) => entry.normalize('NFC') === name.normalize('NFC'));
  return ok(twin === undefined ? path : join(dirname(path), twin));
}
