import { fail, ok, type Result } from '#contract';
import type { Fs } from '../disk/fs.ts';

/** Left free for the system by downloads, imports and moves. */
const spareBytes = 32 * 1024 * 1024;

const inMiB = (bytes: number): string => `${String(Math.ceil(bytes / 2 ** 20))} MiB`;

/**
 * Checks that `byteLength` more bytes fit on the disk of `folder` and leave 32 MiB free. Fails with `diskFull`, which names both sizes.
 * Throws what the disk throws.
 */
export async function checkFreeSpace(fs: Fs, folder: string, byteLength: number): Promise<Result<undefined>> {
  const free = await fs.freeBytes(folder);
  const needed = byteLength + spareBytes;
  return free < needed ? fail('diskFull', `${inMiB(needed)} needed, ${inMiB(free)} free`) : ok();
}

/** Turns the abort of `signal` into the failure `cancelled`. Any other error is thrown on. */
export async function orCancelled<Value>(
  signal: AbortSignal,
  work: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted && error === signal.reason) return fail('cancelled');
    throw error;
  }
}

const reportEveryMs = 250;

/** Reports the progress of an import or a move: at once, then at most four times a second. */
export class ProgressReporter<Progress> {
  readonly #now: () => number;
  readonly #report: (progress: Progress) => void;
  #progress: Progress;
  #reportedMs: number;

  /** @param now a monotonic clock, in milliseconds */
  constructor(first: Progress, now: () => number, report: (progress: Progress) => void) {
    this.#now = now;
    this.#report = report;
    this.#progress = first;
    this.#reportedMs = now();
    report(first);
  }

  /** @param change returns the fields that changed */
  update(change: (progress: Progress) => Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...change(this.#progress) };
    const nowMs = this.#now();
    if (nowMs - this.#reportedMs < reportEveryMs) return;
    this.#reportedMs = nowMs;
    this.#report(this.#progress);
  }
}
