import { fail, failure, ok, type Failure, type Result } from '#contract';

/** What an error of the disk means to the user; null when it is no error of the disk but a bug. */
export function diskFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  switch (error.code) {
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
      return failure('folderUnavailable', error.code);
    case 'EBUSY':
    case 'ETXTBSY':
      return failure('fileLocked', error.code);
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
    case 'EFBIG':
    case 'ESTALE':
    case 'EINVAL':
    case 'EISDIR':
    case 'EEXIST':
    case 'ENOTEMPTY':
    case 'ENAMETOOLONG':
    case 'EXDEV':
      return failure('diskError', error.code);
    default:
      return null;
  }
}

/** Runs work on the disk: its expected troubles become values, bugs go on being thrown. */
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
