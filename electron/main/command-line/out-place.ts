import { dirname, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import type { ExportPlace } from '../export/find-places.ts';

export type WishedPlace = {
  /** As it was written; null: the working folder. */
  readonly out: string | null;
  readonly workingFolder: string;
  /** That of the files, without the dot. */
  readonly ending: string;
  readonly fileCount: number;
};

/**
 * Where files go. What is there already decides between file and folder; otherwise several files, or a slash at the end, make a
 * folder. A file that does not end as it should is given that ending. Folders that are not there are
 * made by `makeFolder`, with their parents. Fails as the disk does.
 */
export async function outPlace(
  fs: Pick<Fs, 'look'>,
  makeFolder: (path: string) => Promise<unknown>,
  { out, workingFolder, ending, fileCount }: WishedPlace,
): Promise<Result<ExportPlace>> {
  const path = resolve(workingFolder, out ?? '.');
  const there = await onDisk(() => fs.look(path));
  if (!there.ok) return there;
  if (there.value?.kind === 'folder') return ok({ kind: 'folder', path });
  const wantsFolder = fileCount > 1 || out?.endsWith('/') === true || out?.endsWith(sep) === true;
  if (wantsFolder && there.value !== null) return fail('folderUnavailable', `${path} is a file`);
  const made = await onDisk(() => makeFolder(wantsFolder ? path : dirname(path)));
  if (!made.ok) return made;
  const hasEnding = path.toLowerCase().endsWith(`.${ending}`);
  return ok(wantsFolder ? { kind: 'folder', path } : { kind: 'file', path: hasEnding ? path : `${path}.${ending}` });
}
