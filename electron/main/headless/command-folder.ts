import { join } from 'node:path';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, hasCode } from '../disk/fs.ts';
import { ExportLedger } from '../export/export-ledger.ts';
import type { FolderPort } from '../export/find-places.ts';

/**
 * Where a command keeps what it needs as long as it runs. Each process has a folder of its own, since several may run beside each
 * other and beside a window, and Chromium shares none.
 */
export type CommandFolder = {
  readonly path: string;
  /** What exports have left unfinished. */
  readonly ledger: string;
  /** Chromium's. */
  readonly session: string;
};

export function commandFolder(commands: string, pid: number): CommandFolder {
  const path = join(commands, String(pid));
  return { path, ledger: join(path, 'exports.json'), session: join(path, 'session') };
}

/** Removes what commands left behind that are over, with the unfinished files of those that were killed. `own`: that of a command that is to begin. */
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
