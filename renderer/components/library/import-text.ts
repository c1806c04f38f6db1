import type { ImportProgress } from '#contract';
import { counted, formatBytes } from '../parts/plain-text.ts';

/** "3 of 12 stems, 120.0 MB of 500.0 MB": how far a copy into the library is. */
export function importText({ isWaiting, filesDone, filesTotal, bytesDone, bytesTotal }: ImportProgress): string {
  if (isWaiting) return `Until nothing is written to its files any more (${counted(filesTotal, 'stem')} so far)`;
  return `${filesDone} of ${counted(filesTotal, 'stem')}, ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
}

/** What an import is doing, in a few words. */
export const importLabel = ({ title, isWaiting }: ImportProgress): string =>
  isWaiting ? `Waiting for ${title}` : `Copying ${title}`;

/** 0 to 1, by bytes; null while nothing is copied. */
export function importFraction({ isWaiting, bytesDone, bytesTotal }: ImportProgress): number | null {
  return isWaiting || bytesTotal === 0 ? null : Math.min(bytesDone / bytesTotal, 1);
}
