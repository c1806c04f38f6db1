import { basename, dirname, join, relative, sep } from 'node:path';
import {
  type ExportSet,
  type ExportTicket,
  type NewExport,
  fail,
  type Failure,
  nameKey,
  numberedName,
  ok,
  type Result,
  words,
} from '#contract';
import { diskFailure, onDisk } from '../disk/disk-failure.ts';
import { type Fs, hasCode, type OpenFile, renameFirmly } from '../disk/fs.ts';
import { newExportTicket } from '../disk/ulid.ts';
import type { ExportLedger } from './export-ledger.ts';
import { type ExportPlace, findPlaces, type FolderPort, type FoundPlaces } from './find-places.ts';

/** Files of one export, shown as one piece of work. */
export type OpenSet = {
  /** The ticket of the first file, which identifies the set. */
  readonly key: ExportTicket;
  readonly name: string;
  readonly expectedBytes: number | null;
  readonly madeFolders: readonly string[];
  readonly open: Set<ExportTicket>;
  writtenBytes: number;
  isDropped: boolean;
  trouble: Failure | null;
};

/** One unfinished file. */
export type OpenExport = {
  readonly set: OpenSet;
  /** Its final path. */
  readonly target: string;
  /** Whether the user agreed to replace an existing file. */
  readonly mayReplace: boolean;
  /** The path of the temporary file. */
  readonly beside: string;
  readonly file: OpenFile;
  writtenBytes: number;
  /** The first failure of a write, reported when the file ends. */
  trouble: Failure | null;
};

const besideOf = (target: string, ticket: ExportTicket): string => join(dirname(target), `.stemroom-${ticket}.part`);

/** Makes the file durable, renames it into place and returns its path. Fails with `fileLocked`, or as the disk does. */
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

/** Another program may have taken the name meanwhile. */
async function stillFree(fs: Fs, target: string): Promise<string> {
  const folder = dirname(target);
  const taken = new Set((await fs.list(folder)).map(({ name }) => nameKey(name)));
  let name = basename(target);
  for (let number = 2; taken.has(nameKey(name)); number += 1) name = numberedName(basename(target), number);
  return join(folder, name);
}

type Ports = { readonly fs: Fs; readonly folders: FolderPort; readonly ledger: ExportLedger };

type OpenedSet = {
  readonly set: OpenSet;
  readonly exports: ReadonlyMap<ExportTicket, OpenExport>;
  /** The answer for the page. */
  readonly reply: ExportSet;
};

/** Opens the temporary files of an export, all or none. Fails as the disk does, and then leaves nothing behind. */
export async function openSet(
  ports: Ports,
  where: ExportPlace,
  newExport: NewExport,
  onTheirWay: readonly string[],
): Promise<Result<OpenedSet>> {
  const { fs, folders, ledger } = ports;
  const madeFolders: string[] = [];
  const besides: string[] = [];
  const files: { readonly file: OpenFile; readonly beside: string }[] = [];
  const opened = await onDisk(async () => {
    const found = await findPlaces({ fs, folders: notedFolders(ports) }, where, newExport, onTheirWay, madeFolders);
    const targets = [...found.files, ...(found.report === null ? [] : [found.report])];
    const planned = targets.map((target) => planOf(target));
    besides.push(...planned.map(({ beside }) => beside));
    await ledger.add({ files: besides, folders: madeFolders });
    const set = setOf(planned, found, newExport);
    const exports = new Map<ExportTicket, OpenExport>();
    for (const { ticket, target, beside } of planned) {
      const file = await fs.openFile(beside, 'create');
      files.push({ file, beside });
      const mayReplace = where.kind === 'file' && where.mayReplace && target === where.path;
      exports.set(ticket, { set, target, mayReplace, beside, file, writtenBytes: 0, trouble: null });
    }
    return { set, exports, reply: replyOf(planned, found) };
  });
  if (opened.ok) return ok(opened.value);
  for (const { file, beside } of files) {
    await onDisk(() => file.close());
    await onDisk(() => fs.removeFile(beside));
  }
  for (const folder of madeFolders) await onDisk(() => folders.removeEmpty(folder));
  await onDisk(() => ledger.strike({ files: besides, folders: madeFolders }));
  return opened;
}

/** Adds each folder to the ledger before it is made, so that a crash in between cannot leave it behind. */
function notedFolders({ fs, folders, ledger }: Ports): FolderPort {
  const make = async (path: string): Promise<void> => {
    // An existing folder is not ours to remove.
    const noted = { files: [], folders: (await fs.look(path)) === null ? [path] : [] };
    try {
      if (noted.folders.length > 0) await ledger.add(noted);
      await folders.make(path);
    } catch (error) {
      if (noted.folders.length > 0) await onDisk(() => ledger.strike(noted));
      throw error;
    }
  };
  return { ...folders, make };
}

type PlannedFile = { readonly ticket: ExportTicket; readonly target: string; readonly beside: string };

function planOf(target: string): PlannedFile {
  const ticket = newExportTicket();
  return { ticket, target, beside: besideOf(target, ticket) };
}

function setOf(
  planned: readonly PlannedFile[],
  { folder, files, madeFolders }: FoundPlaces,
  newExport: NewExport,
): OpenSet {
  const [first] = planned;
  if (first === undefined) throw new Error('an export without a name');
  const inFolder = words().main.work.filesIn(files.length, basename(madeFolders[0] ?? folder));
  return {
    key: first.ticket,
    name: files.length === 1 ? basename(first.target) : inFolder,
    expectedBytes: newExport.expectedBytes,
    madeFolders,
    open: new Set(planned.map(({ ticket }) => ticket)),
    writtenBytes: 0,
    isDropped: false,
    trouble: null,
  };
}

function replyOf(planned: readonly PlannedFile[], { folder, files, report }: FoundPlaces): ExportSet {
  const targets = planned.map(({ ticket, target }) => ({
    ticket,
    fileName: relative(folder, target).replaceAll(sep, '/'),
  }));
  return {
    folderName: basename(folder),
    files: targets.slice(0, files.length),
    report: report === null ? null : (targets.at(-1) ?? null),
  };
}
