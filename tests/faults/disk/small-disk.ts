import { spawnSync } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import { diskError, tempFolder } from '../../unit/library/rig.ts';

export type SmallDisk = {
  readonly folder: string;
  /** To be used for what lies on it. */
  readonly fs: Fs;
  /** Somebody else writes until nothing is left. */
  readonly fill: () => Promise<void>;
  readonly empty: () => Promise<void>;
  readonly makeReadOnly: () => void;
};

const mount = (...words: readonly string[]): boolean => spawnSync('mount', words, { stdio: 'ignore' }).status === 0;

/** A disk of its own: a tmpfs where this user may mount one, else the real disk with the refusals of such a one. */
export async function smallDisk(mebibytes: number): Promise<SmallDisk> {
  const folder = await tempFolder();
  const isMounted =
    process.platform === 'linux' && mount('-t', 'tmpfs', '-o', `size=${String(mebibytes)}m`, 'tmpfs', folder);
  if (!isMounted) return actedDisk(folder, mebibytes);
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fs: nodeFs,
    fill: () => writeUntilRefused(ballast),
    empty: () => rm(ballast, { force: true }),
    makeReadOnly: () => {
      if (!mount('-o', 'remount,ro', folder)) throw new Error('The disk cannot be made read-only.');
    },
  };
}

async function writeUntilRefused(path: string): Promise<void> {
  const file = await open(path, 'w');
  const piece = new Uint8Array(64 * 1024);
  try {
    for (;;) await file.write(piece);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    await file.close();
  }
}

function actedDisk(folder: string, mebibytes: number): SmallDisk {
  const state: { refusal: 'ENOSPC' | 'EROFS' | null } = { refusal: null };
  const mayWrite = (): void => {
    if (state.refusal !== null) throw diskError(state.refusal);
  };
  const mayChange = (): void => {
    if (state.refusal === 'EROFS') throw diskError(state.refusal);
  };
  const fs: Fs = {
    ...nodeFs,
    openFile: async (path, mode) => {
      if (mode !== 'read') mayChange();
      const file = await nodeFs.openFile(path, mode);
      return {
        ...file,
        write: async (bytes, position) => {
          mayWrite();
          await file.write(bytes, position);
        },
      };
    },
    rename: async (from, to) => {
      mayChange();
      await nodeFs.rename(from, to);
    },
    freeBytes: () => Promise.resolve(state.refusal === 'ENOSPC' ? 0 : mebibytes * 2 ** 20),
  };
  const set = (refusal: typeof state.refusal) => () => {
    state.refusal = refusal;
    return Promise.resolve();
  };
  return { folder, fs, fill: set('ENOSPC'), empty: set(null), makeReadOnly: () => void set('EROFS')() };
}
