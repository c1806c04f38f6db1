import { quotaWarning, type MoveProgress, type Quota } from '#contract';
import { counted, formatBytes, formatGiB } from '../parts/plain-text.ts';

/** Share of the quota that is used, 0 to 1 and above; 0 when there is no quota. */
export const usedShare = (usedBytes: number, { isOn, limitGiB }: Quota): number =>
  isOn ? usedBytes / (limitGiB * 2 ** 30) : 0;

/** "82 % of the library's room is used", once it is worth a warning; else null. */
export function quotaWarningText(usedBytes: number, quota: Quota): string | null {
  const share = usedShare(usedBytes, quota);
  if (share < quotaWarning) return null;
  return share >= 1 ? 'The library has no room left' : `${Math.floor(share * 100)} % of the library's room is used`;
}

/** "3.20 of 10 GiB used, 1.10 GiB could be freed": what is there, and what may go by itself. */
export function quotaText(usedBytes: number, evictableBytes: number, { limitGiB }: Quota): string {
  const used = `${(usedBytes / 2 ** 30).toFixed(2)} of ${limitGiB} GiB used`;
  return evictableBytes === 0
    ? `${used}, nothing could go by itself now`
    : `${used}, ${formatGiB(evictableBytes)} could be freed`;
}

/** "4 of 12 songs, 1.20 GB of 3.40 GB": how far a move is. */
export function moveText({ songsDone, songsTotal, bytesDone, bytesTotal }: MoveProgress): string {
  return `${songsDone} of ${counted(songsTotal, 'song')}, ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
}
