import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { stampOf } from '../../../build/setup/built-app.js';
import { removeOld } from '../../engine/harness/built-page.ts';
import { openedSong } from './opened-song.ts';

const project = resolve(import.meta.dirname, '../../..');
const sources = ['electron', 'renderer', 'build', 'package-lock.json'];

/** Looked up once in a worker. */
let stamp: string | null = null;

type UsedApp = {
  readonly unexpectedComplaints: readonly string[];
  start(): Promise<Page>;
  quit(): Promise<unknown>;
};

/** The library of a new profile, or of one in which the demo song has been drawn and listened to already. */
export type LibraryState = 'new' | 'used';

/**
 * Lays the used library into a profile that no app has open: what the real app makes of a new one, made once for the same
 * sources. The rest of the profile stays new. `create` gives an app for a folder.
 */
export async function layUsedLibrary(userData: string, create: (userData: string) => UsedApp): Promise<void> {
  stamp ??= stampOf(sources.map((source) => join(project, source))).slice(0, 16);
  const used = join(project, 'out/used-library', stamp);
  while (!existsSync(used))
    await inTurn(`${used}.lock`, () => (existsSync(used) ? undefined : makeLibrary(used, create)));
  const mode = constants.COPYFILE_FICLONE;
  cpSync(used, join(userData, 'library'), { recursive: true, preserveTimestamps: true, mode });
}

async function makeLibrary(used: string, create: (userData: string) => UsedApp): Promise<void> {
  const userData = mkdtempSync(join(tmpdir(), 'stemroom-used-'));
  const half = `${used}-half-${String(process.pid)}`;
  try {
    const stemroom = create(userData);
    const page = await stemroom.start();
    await expect.poll(() => isDrawnAndHeard(page), { timeout: 240_000 }).toBe(true);
    await stemroom.quit();
    expect(stemroom.unexpectedComplaints).toEqual([]);
    cpSync(join(userData, 'library'), half, { recursive: true, preserveTimestamps: true });
    renameSync(half, used);
    removeOld(dirname(used));
  } finally {
    rmSync(userData, { recursive: true, force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

async function isDrawnAndHeard(page: Page): Promise<boolean> {
  const opened = await openedSong(page);
  return opened?.session.stems.every(({ hasOverview }) => hasOverview) === true && opened.analysis !== null;
}

/** Lets one process at a time work; returns without having worked when another one was at it. */
async function inTurn(lock: string, work: () => Promise<void> | undefined): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true });
    await wait(200);
    return;
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A lock whose process was killed is left behind. */
function isHeld(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Nothing is in it yet while it is being written.
    return pid === 0 || process.kill(pid, 0);
  } catch {
    return false;
  }
}
