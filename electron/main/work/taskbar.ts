import type { Work } from './work-book.ts';

/** What `setProgressBar` takes to show that something goes on, but not how far it is. */
const unknown = 2;
const none = -1;

/** The value for the window's bar in the taskbar: 0 to 1 over all bytes to be moved, 2 while unknown, -1 for no bar. */
export function taskbarProgress(moving: readonly Work[]): number {
  if (moving.length === 0) return none;
  let done = 0;
  let total = 0;
  for (const { doneBytes, totalBytes } of moving) {
    if (totalBytes === null || totalBytes <= 0) return unknown;
    done += Math.min(doneBytes, totalBytes);
    total += totalBytes;
  }
  return done / total;
}
