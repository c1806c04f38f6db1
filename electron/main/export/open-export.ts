import { basename, dirname, join } from 'node:path';
import { fail, nameKey, numberedName, ok, type ExportTicket, type Failure, type Result } from '#contract';
import { diskFailure, onDisk } from '../disk/disk-failure.ts';
import type { Fs, OpenFile } from '../disk/fs.ts';
import { hasCode } from '../disk/node-fs.ts';
import { renameFirmly } from '../disk/rename-firmly.ts';

/** Files that were asked for together, and are one work to the desktop. */
export type OpenSet = {
  /** That of the first file: the name of the work. */
  readonly key: ExportTicket;
  readonly name: string;
  readonly expectedBytes: number | null;
  readonly madeFolders: readonly string[];
  readonly open: Set<ExportTicket>;
  writtenBytes: number;
  isDropped: boolean;
  trouble: Failure | null;
};

/** One file on its way. */
export type OpenExport = {
  readonly set: OpenSet;
  /** Where it goes. */
  readonly target: string;
  /** Whether the user has agreed that a file of that name is replaced. */
  readonly mayReplace: boolean;
  /** Where it is until it is whole. */
  readonly beside: string;
  readonly file: OpenFile;
  writtenBytes: number;
  /** The first trouble of a write, told when the export ends. */
  trouble: Failure | null;
};

export const besideOf = (target: string, ticket: ExportTicket): string =>
  join(dirname(target), `.stemroom-${ticket}.part`);

/** Makes the file durable and gives it its name; tells where it is then. */
export async function place(fs: Fs, { target, mayReplace, beside, file }: OpenExport): Promise<Result<string>> {
  const durable = await onDisk(() => file.sync());
  const closed = await onDisk(() => file.close());
  if (!durable.ok) return durable;
  if (!closed.ok) return closed;
  try {
    const free = mayReplace ? target : await stillFree(fs, target);
    await renameFirmly(fs, beside, free);
    await fs.syncFolder(dirname(free));
    return ok(free);
  } catch (error) {
    if (hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) return fail('fileLocked', basename(target));
    const trouble = diskFailure(error);
    if (trouble === null) throw error;
    return { ok: false, failure: trouble };
  }
}

/** Somebody else may have put a file there since the name was given out. */
async function stillFree(fs: Fs, target: string): Promise<string> {
  const folder = dirname(target);
  const taken = new Set((await fs.list(folder)).map(({ name }) => nameKey(name)));
  let name = basename(target);
  for (let number = 2; taken.has(nameKey(name)); number += 1) name = numberedName(basename(target), number);
  return join(folder, name);
}
