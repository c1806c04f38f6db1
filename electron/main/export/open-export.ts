import { basename, dirname, join, relative, sep } from 'node:path';
import {
  type ExportSet,
  type ExportTicket,
  type ExportWish,
  fail,
  type Failure,
  nameKey,
  numberedName,
  ok,
  type Result,
} from '#contract';
import { diskFailure, onDisk } from '../disk/disk-failure.ts';
import { renameFirmly } from '../disk/durable-file.ts';
import { type Fs, hasCode, type OpenFile } from '../disk/fs.ts';
import { newExportTicket } from '../disk/ulid.ts';
import type { ExportLedger } from './export-ledger.ts';
import { type ExportPlace, findPlaces, type FolderPort, type FoundPlaces } from './find-places.ts';

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

const besideOf = (target: string, ticket: ExportTicket): string => join(dirname(target), `.stemroom-${ticket}.part`);

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

type Ports = { readonly fs: Fs; readonly folders: FolderPort; readonly ledger: ExportLedger };

type OpenedSet = {
  readonly set: OpenSet;
  readonly exports: ReadonlyMap<ExportTicket, OpenExport>;
  /** What the page is told. */
  readonly reply: ExportSet;
};

/** Opens all files of a wish, beside where they will be; or none, and then nothing of them stays. */
export async function openSet(
  ports: Ports,
  where: ExportPlace,
  wish: ExportWish,
  onTheirWay: readonly string[],
): Promise<Result<OpenedSet>> {
  const { fs, folders, ledger } = ports;
  const madeFolders: string[] = [];
  const besides: string[] = [];
  const files: { readonly file: OpenFile; readonly beside: string }[] = [];
  const opened = await onDisk(async () => {
    const found = await findPlaces({ fs, folders: notedFolders(ports) }, where, wish, onTheirWay, madeFolders);
    const targets = [...found.files, ...(found.report === null ? [] : [found.report])];
    const planned = targets.map((target) => planOf(target));
    besides.push(...planned.map(({ beside }) => beside));
    await ledger.add({ files: besides, folders: madeFolders });
    const set = setOf(planned, found, wish);
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

/** Each folder is in the ledger before it is on the disk: a crash in between would leave it there for ever. */
function notedFolders({ fs, folders, ledger }: Ports): FolderPort {
  const make = async (path: string): Promise<void> => {
    // What is there already is somebody's.
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
  wish: ExportWish,
): OpenSet {
  const [first] = planned;
  if (first === undefined) throw new Error('an export without a name');
  const inFolder = `${String(files.length)} files in ${basename(madeFolders[0] ?? folder)}`;
  return {
    key: first.ticket,
    name: files.length === 1 ? basename(first.target) : inFolder,
    expectedBytes: wish.expectedBytes,
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
