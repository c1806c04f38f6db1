import { constants } from 'node:os';
import { fail, failure, ok, type Failure, type Result } from '#contract';
import type { Log } from '../log.ts';

/** Returns the code of an error of the operating system; null for any other error. */
function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if ('syscall' in error && typeof error.syscall === 'string') return error.code;
  // Node itself refuses to read files of more than 2 GiB at once, and to remove what is no file.
  const isOfSystem = error.code === 'UNKNOWN' || error.code in constants.errno || error.code.startsWith('ERR_FS_');
  return isOfSystem ? error.code : null;
}

/** Returns the failure an error of the disk means; null when the error is a bug. Every failed system call counts as the disk's. */
export function diskFailure(error: unknown): Failure | null {
  const code = systemCode(error);
  if (code === null) return null;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('diskFull');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
    case 'ENODEV':
    case 'ENXIO':
    // A share of the network, or a FUSE file system, that dropped.
    case 'ENOTCONN':
    case 'ECONNABORTED':
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'ENETRESET':
    case 'ENETUNREACH':
    case 'ENOLINK':
    case 'ESHUTDOWN':
    case 'ESTALE':
    case 'ETIMEDOUT':
      return failure('folderUnavailable', code);
    case 'EBUSY':
    case 'ETXTBSY':
      return failure('fileLocked', code);
    default:
      return failure('diskError', code);
  }
}

/** Runs work on the disk and returns its failures as values (`diskFull`, `folderUnavailable`, `fileLocked`, `diskError`). Bugs are thrown. */
export async function onDisk(work: () => Promise<void>): Promise<Result<undefined>>;
export async function onDisk<Value>(work: () => Promise<Value>): Promise<Result<Value>>;
export async function onDisk(work: () => Promise<unknown>): Promise<Result<unknown>> {
  try {
    return ok(await work());
  } catch (error) {
    const trouble = diskFailure(error);
    if (trouble === null) throw error;
    return fail(trouble.kind, trouble.detail);
  }
}

/** Runs work that the next start can repeat: logs a failure of the disk under `what`, throws bugs. */
export async function orLogged(log: Log, what: string, work: () => Promise<unknown>): Promise<void> {
  const done = await onDisk(work);
  if (!done.ok) log.warn(what, done.failure);
}

/**
 * Logs an uncaught error and returns whether it must end the app: a bug may leave broken state behind, a failing disk does not.
 */
export function isBug(error: unknown, log: Log): boolean {
  const trouble = diskFailure(error);
  if (trouble === null) log.error('a bug in the main process', { error });
  else log.error('trouble of the disk that nothing heard', { error });
  return trouble === null;
}
