import { join } from 'node:path';
import { sessionIdSchema } from '#contract/schemas';
import type { Fs } from '../../disk/fs.ts';

/** `path` is below the folder that was walked through. */
export type FoundFile = { readonly path: string; readonly byteLength: number };
export type Found = {
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
