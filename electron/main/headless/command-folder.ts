import { join } from 'node:path';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, hasCode } from '../disk/fs.ts';
import { ExportLedger } from '../export/export-ledger.ts';
import type { FolderPort } from '../export/find-places.ts';

/**
 * The temporary folder of a running command. Each process has its own: several may run beside each other and beside a window, and
 * Chromium cannot share one.
 */
export type CommandFolder = {
  readonly path: string;
  /** The ledger of unfinished exports. */
  readonly ledger: string;
  /** Chromium's session data. */
  readonly session: string;
  /** The stems of a ZIP. */
  readonly unpacked: string;
};

/** Returns the paths of a command's folder by its process id. */
export function commandFolder(commands: string, pid: number): CommandFolder {
  const path = join(commands, String(pid));
  return { path, ledger: join(path, 'exports.json'), session: join(path, 'session'), unpacked: join(path, 'unpacked') };
}

/** Removes the folders of commands that have ended, and the unfinished exports of those that were killed. `own`: the id of a starting command. */
export async function removeCommandFolders(
  fs: Fs,
  folders: FolderPort,
  commands: string,
  own: number | null,
): Promise<void> {
  const listed = await onDisk(() => fs.list(commands));
  for (const { name, kind } of listed.ok ? listed.value : []) {
    if (kind !== 'folder' || !/^\d{1,10}$/.test(name)) continue;
    if (Number(name) !== own && isAlive(Number(name))) continue;
    const { path, ledger } = commandFolder(commands, Number(name));
    await onDisk(() => new ExportLedger({ fs, folders, ledgerPath: ledger }).clear());
    await onDisk(() => fs.removeFolder(path));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
