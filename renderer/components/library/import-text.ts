import type { ImportProgress } from '#contract';
import { counted, formatBytes } from '../parts/plain-text.ts';

/** "3 of 12 stems, 120.0 MB of 500.0 MB": how far a copy into the library is. */
export function importText({ filesDone, filesTotal, bytesDone, bytesTotal }: ImportProgress): string {
  return `${filesDone} of ${counted(filesTotal, 'stem')}, ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
}

/** 0 to 1, by bytes. */
export function importFraction({ bytesDone, bytesTotal }: ImportProgress): number | null {
  return bytesTotal === 0 ? null : Math.min(bytesDone / bytesTotal, 1);
}
