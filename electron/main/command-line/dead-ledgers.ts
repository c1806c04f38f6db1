import { join } from 'node:path';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { hasCode } from '../disk/node-fs.ts';
import { ExportLedger } from '../export/export-ledger.ts';
import type { FolderPort } from '../export/folder-port.ts';

/** Remembers what a process without a window leaves unfinished; each has its own, since several may run. */
export const commandLedger = (userData: string, pid: number): string => join(userData, `exports-${String(pid)}.json`);

const ledgerName = /^exports-(\d+)\.json$/;

/** Removes what commands left behind that were killed. */
export async function clearDeadLedgers(fs: Fs, folders: FolderPort, userData: string): Promise<void> {
  const listed = await onDisk(() => fs.list(userData));
  for (const { name } of listed.ok ? listed.value : []) {
    const pid = Number(ledgerName.exec(name)?.[1] ?? process.pid);
    if (isAlive(pid)) continue;
    const ledgerPath = commandLedger(userData, pid);
    await new ExportLedger({ fs, folders, ledgerPath }).clear();
    await onDisk(() => fs.removeFile(ledgerPath));
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
