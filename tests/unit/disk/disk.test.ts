import { describe, expect, it, vi } from 'vitest';
import { diskFailure, onDisk } from '../../../electron/main/disk/disk-failure.ts';
import { KeyedMutex } from '../../../electron/main/mutex.ts';
import { renameFirmly } from '../../../electron/main/disk/fs.ts';
import { newSessionId } from '../../../electron/main/disk/ulid.ts';
import { sessionIdSchema } from '../../../electron/contract/schemas.ts';
import { diskError, troubledFs } from '../library/rig.ts';

describe('an error of the disk', () => {
  it.each([
    ['ENOSPC', 'diskFull'],
    ['EDQUOT', 'diskFull'],
    ['EACCES', 'folderUnavailable'],
    ['EROFS', 'folderUnavailable'],
    ['ENOENT', 'folderUnavailable'],
    ['EBUSY', 'fileLocked'],
    ['EIO', 'diskError'],
  ])('%s is %s', (code, kind) => {
    expect(diskFailure(diskError(code))?.kind).toBe(kind);
  });

  it('is told from a bug, which goes on being thrown', async () => {
    expect(diskFailure(new TypeError('x is not a function'))).toBeNull();
    await expect(onDisk(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});

describe('F26 a rename that is refused for ever', () => {
  it('is given up after two seconds', async () => {
    vi.useFakeTimers();
    const fs = troubledFs(() => {
      throw diskError('EPERM');
    });
    const renaming = expect(renameFirmly(fs, 'a', 'b')).rejects.toThrow('EPERM');
    await vi.advanceTimersByTimeAsync(2300);
    await renaming;
    vi.useRealTimers();
  });

  it('is given up at once when waiting cannot help', async () => {
    const fs = troubledFs(() => {
      throw diskError('ENOSPC');
    });
    await expect(renameFirmly(fs, 'a', 'b')).rejects.toThrow('ENOSPC');
  });
});

describe('work in turn', () => {
  it('runs one after the other for the same key, also after one that failed', async () => {
    const mutex = new KeyedMutex();
    const steps: string[] = [];
    const slow = mutex.run('a', async () => {
      await Promise.resolve();
      steps.push('first');
      throw new Error('no');
    });
    const next = mutex.run('a', () => Promise.resolve(steps.push('second')));
    await expect(slow).rejects.toThrow('no');
    await next;
    expect(steps).toEqual(['first', 'second']);
  });

  it('is settled when the last has ended', async () => {
    const mutex = new KeyedMutex();
    let isDone = false;
    void mutex.run('a', async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      isDone = true;
    });
    await mutex.settled();
    expect(isDone).toBe(true);
  });
});

describe('a new id', () => {
  it('keeps the contract, is new each time and sorts by age', async () => {
    const ids = Array.from({ length: 100 }, newSessionId);
    expect(ids.every((id) => sessionIdSchema.safeParse(id).success)).toBe(true);
    expect(new Set(ids).size).toBe(100);
    await new Promise((resolve) => setTimeout(resolve, 3));
    expect(newSessionId() > (ids[0] ?? '')).toBe(true);
  });
});
