import type { Fs } from '../../../electron/main/disk/fs.ts';
import { fatesOf } from './fates.ts';
import { ModelDisk } from './model-disk.ts';

export type Scenario<Promises> = {
  /** Lays out the disk; what it did is durable when the work begins. */
  readonly prepare: (disk: ModelDisk) => Promise<void>;
  /** What the app does. `promises` is what it has told the user so far; a copy is taken at each cut. */
  readonly work: (fs: Fs, disk: ModelDisk, promises: Promises) => Promise<void>;
  readonly promises: () => Promises;
  /** What is wrong with a disk after the cut, given what had been promised; null when nothing is. */
  readonly check: (disk: ModelDisk, promised: Promises) => Promise<string | null>;
  /** Random mixes of fates at each cut, on top of the plain ones. */
  readonly mixes: number;
};

/** The same disk, of which single methods can be put in place of others. */
export function asPlain(fs: Fs): Fs {
  return {
    openFile: (path, mode) => fs.openFile(path, mode),
    readFile: (path) => fs.readFile(path),
    list: (folder) => fs.list(folder),
    look: (path) => fs.look(path),
    realPath: (path) => fs.realPath(path),
    makeFolder: (path) => fs.makeFolder(path),
    rename: (from, to) => fs.rename(from, to),
    removeFile: (path) => fs.removeFile(path),
    removeFolder: (path) => fs.removeFolder(path),
    syncFolder: (folder) => fs.syncFolder(folder),
    freeBytes: (folder) => fs.freeBytes(folder),
  };
}

/** A protocol that trusts the disk to keep what was never synced: there to be caught. */
export function withoutSync(fs: Fs): Fs {
  return {
    ...asPlain(fs),
    openFile: async (path, mode) => ({ ...(await fs.openFile(path, mode)), sync: () => Promise.resolve() }),
    syncFolder: () => Promise.resolve(),
  };
}

/** Cuts the power after every single change of the disk, in every way; gives the number of states and what was wrong. */
export async function cutEverywhere<Promises>(
  scenario: Scenario<Promises>,
  protocol: (fs: Fs) => Fs = (fs) => fs,
): Promise<{ readonly states: number; readonly violations: readonly string[] }> {
  const prepared = new ModelDisk();
  await scenario.prepare(prepared);
  const disk = prepared.afterCut({ ofWrite: () => 'kept', ofName: () => 'kept' });
  const promises = scenario.promises();
  const after: { readonly disk: ModelDisk; readonly promised: Promises }[] = [];
  let cuts = 0;
  disk.onChange(() => {
    const promised = structuredClone(promises);
    for (const fates of fatesOf((cuts += 1), scenario.mixes)) after.push({ disk: disk.afterCut(fates), promised });
  });
  await scenario.work(protocol(disk), disk, promises);
  const violations: string[] = [];
  for (const state of after) {
    const wrong = await scenario.check(state.disk, state.promised).catch((reason: unknown) => String(reason));
    if (wrong !== null) violations.push(wrong);
  }
  return { states: after.length, violations };
}
