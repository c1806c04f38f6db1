import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Fs, hasCode } from '../disk/fs.ts';
import { diskFailure, onDisk } from '../disk/disk-failure.ts';
import { newSessionId } from '../disk/ulid.ts';
import type { Log } from '../log.ts';
import { lockName } from './folders.ts';

const lockSchema = z.object({ owner: z.string(), pid: z.int(), host: z.string(), beat: z.int() });
type Lock = z.infer<typeof lockSchema>;

/** Stands for a torn lock file. */
const unreadable: Lock = { owner: '', pid: 0, host: '', beat: 0 };
/** Owners in this process; any other lock with its pid is from a process that has ended. */
const ownersHere = new Set<string>();

function parseLock(bytes: Uint8Array): Lock {
  try {
    return lockSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return unreadable;
  }
}

export type LockPorts = {
  readonly fs: Fs;
  /** The library's folder. */
  readonly root: string;
  readonly log: Log;
  /** Whether the library is there; otherwise its folder must not be written to. */
  readonly isThere?: () => Promise<boolean>;
  /** Called when this process gained or lost the lock. */
  readonly onChange: (isOurs: boolean) => void;
  /** How often the lock is renewed and checked, in milliseconds. A lock is stale after three beats without a renewal. */
  readonly beatMs?: number;
};

const usualBeatMs = 5000;
const beatsUntilStale = 3;

/**
 * Lets one Stemroom at a time write to a library, also across user accounts and computers that share a disk. The owner renews its lock; the
 * others watch whether it changes, and never compare clocks.
 */
export class LibraryLock {
  readonly #ports: LockPorts;
  readonly #path: string;
  readonly #owner = newSessionId();
  readonly #beatMs: number;
  #isOurs = false;
  #beat = 0;
  #seen = '';
  #unchanged = 0;
  #timer: NodeJS.Timeout | undefined;
  /** A check under way: a slow disk may take longer than a beat. */
  #looking: Promise<void> | null = null;

  constructor(ports: LockPorts) {
    this.#ports = ports;
    this.#path = join(ports.root, lockName);
    this.#beatMs = ports.beatMs ?? usualBeatMs;
    ownersHere.add(this.#owner);
  }

  get isOurs(): boolean {
    return this.#isOurs;
  }

  /** Takes a free lock, or else watches it. Returns whether this process has it. Never fails: a failing disk means no. */
  async take(): Promise<boolean> {
    this.#isOurs = await this.#tryToTake();
    if (!this.#isOurs) this.#ports.log.warn('another Stemroom has this library, or it cannot be written to');
    this.#timer ??= setInterval(() => {
      this.#looking ??= this.#look().finally(() => (this.#looking = null));
    }, this.#beatMs).unref();
    return this.#isOurs;
  }

  /** Removes the lock and stops watching it. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    // A check under way would write the lock again.
    await this.#looking;
    if (!this.#isOurs) return;
    this.#isOurs = false;
    await this.#ports.fs.removeFile(this.#path).catch(() => undefined);
  }

  async #look(): Promise<void> {
    const was = this.#isOurs;
    const looked = await onDisk(() => (was ? this.#renew() : this.#tryToTake()));
    const isOurs = looked.ok && looked.value;
    if (isOurs === was) return;
    this.#isOurs = isOurs;
    // Released meanwhile: no further notices.
    if (this.#timer === undefined) return;
    this.#ports.log.warn(isOurs ? 'the library is ours now' : 'the library was taken from us');
    this.#ports.onChange(isOurs);
  }

  async #isThere(): Promise<boolean> {
    return (await this.#ports.isThere?.()) ?? true;
  }

  async #renew(): Promise<boolean> {
    if (!(await this.#isThere())) return false;
    const lock = await this.#read();
    if (lock !== null && lock.owner !== this.#owner) return false;
    await this.#write('update');
    return true;
  }

  async #tryToTake(): Promise<boolean> {
    if (!(await this.#isThere())) return false;
    try {
      const lock = await this.#read();
      // The disk was away for a while, and no other process took the lock.
      if (lock?.owner === this.#owner) return await this.#renew();
      if (lock !== null && !this.#isStale(lock)) return false;
      if (lock !== null) await this.#clear(lock);
      await this.#write('new');
      return true;
    } catch (error) {
      // A read-only library still plays.
      if (diskFailure(error) !== null) return false;
      throw error;
    }
  }

  #isStale(lock: Lock): boolean {
    if (lock.host === hostname() && isOfTheDead(lock)) return true;
    const seen = JSON.stringify(lock);
    this.#unchanged = seen === this.#seen ? this.#unchanged + 1 : 0;
    this.#seen = seen;
    return this.#unchanged >= beatsUntilStale;
  }

  /** Renames the stale lock first: of two processes that find it, only one can. */
  async #clear(stale: Lock): Promise<void> {
    const { fs } = this.#ports;
    const aside = `${this.#path}.${this.#owner}`;
    await fs.rename(this.#path, aside);
    const moved = parseLock(await fs.readFile(aside));
    // Another process was quicker, and this is its lock.
    if (moved.owner !== stale.owner) await fs.rename(aside, this.#path);
    else await fs.removeFile(aside);
  }

  async #read(): Promise<Lock | null> {
    try {
      return parseLock(await this.#ports.fs.readFile(this.#path));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  async #write(mode: 'new' | 'update'): Promise<void> {
    const lock: Lock = { owner: this.#owner, pid: process.pid, host: hostname(), beat: (this.#beat += 1) };
    const bytes = new TextEncoder().encode(JSON.stringify(lock));
    const file = await this.#ports.fs.openFile(this.#path, mode);
    try {
      await file.write(bytes, 0);
      await file.truncate(bytes.byteLength);
    } finally {
      await file.close();
    }
  }
}

/** Whether the process on this computer that wrote it has ended. */
function isOfTheDead({ pid, owner }: Lock): boolean {
  if (pid === process.pid) return !ownersHere.has(owner);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return !hasCode(error, 'EPERM');
  }
}
