import {
  explainFailure,
  type Failure,
  type FetchProgress,
  type ImportProgress,
  type ListedSong,
  listedSong,
  type MoveProgress,
  type Quota,
  quotaWarning,
  type Session,
  type Stem,
  type StemId,
  type StemProgress,
} from '#contract';
import { counted, formatBytes, formatDay, formatExpiry, formatGiB, formatWait } from '../parts/plain-text.ts';

/** A song as the list shows it, or whole. */
type Song = ListedSong | Session;

const listed = (song: Song): ListedSong => ('stems' in song ? listedSong(song) : song);

/** "7 of 12 saved, expires in 9 days": the saved stems, and how long the rest can be fetched. `nowMs`: ms since 1970. */
export function savedText(song: Song, nowMs: number): string {
  const { savedCount, stemCount, origin } = listed(song);
  if (savedCount === stemCount) return counted(savedCount, 'stem');
  const expiry =
    origin.from === 'task' && origin.expiresAt !== null ? `, ${formatExpiry(origin.expiresAt, nowMs)}` : '';
  return `${savedCount} of ${stemCount} saved${expiry}`;
}

/** The state of a song in one line, for the list and the header. `nowMs`: ms since 1970. */
export function arrivalText(song: Song, progress: FetchProgress | null, nowMs: number): string {
  const session = listed(song);
  const { arrival } = session;
  switch (arrival.state) {
    case 'complete':
      return savedText(session, nowMs);
    case 'queued':
      return 'Queued';
    case 'separating':
      return 'Separating at kie.ai';
    case 'stillProcessing':
      return 'Still separating at kie.ai';
    case 'fetching':
      return `Fetching, ${savedText(session, nowMs)}${rateText(progress)}`;
    case 'incomplete':
      return session.stemCount === 0 ? reasonText(arrival.failure) : savedText(session, nowMs);
    case 'evicted':
      return evictedText(session, nowMs);
    case 'failed':
      return reasonText(arrival.failure);
  }
}

/** Characters of a detail that fit into the list. */
const longestReason = 80;

/** Why a song is not here, in a sentence: "The service could not separate this song: no vocals found". */
function reasonText(failure: Failure): string {
  const { happened } = explainFailure(failure);
  const detail = Array.from(failure.detail);
  if (detail.length === 0) return happened;
  const short = detail.length > longestReason ? `${detail.slice(0, longestReason).join('')}…` : failure.detail;
  return `${happened.replace(/\.$/, '')}: ${short}`;
}

/** Why a song, or a part of it, did not arrive, in several lines; null when it did or may still. */
export function troubleText({ arrival }: Pick<Session, 'arrival'>): string | null {
  if (arrival.state !== 'failed' && arrival.state !== 'incomplete') return null;
  const { happened, did, canDo } = explainFailure(arrival.failure);
  return [happened, arrival.failure.detail, did, canDo].filter((text) => text !== '').join('\n');
}

/** A song whose stems were removed to free space. */
function evictedText({ origin }: Pick<Session, 'origin'>, nowMs: number): string {
  const expiresAt = origin.from === 'task' ? origin.expiresAt : null;
  if (expiresAt === null) return 'can be fetched again';
  const day = formatDay(expiresAt, nowMs);
  return expiresAt > nowMs ? `can be fetched again until ${day}` : `could be fetched again until ${day}`;
}

function rateText(progress: FetchProgress | null): string {
  if (progress === null || progress.bytesPerSecond === 0) return '';
  const left = progress.secondsLeft === null ? '' : `, ${formatWait(progress.secondsLeft)} left`;
  return ` · ${formatBytes(progress.bytesPerSecond)}/s${left}`;
}

/** Progress of fetching, 0 to 1, each stem counting the same; null while the stems are unknown. */
export function fetchedFraction(stems: readonly Stem[], progress: FetchProgress | null): number | null {
  if (stems.length === 0) return null;
  return stems.reduce((sum, stem) => sum + savedFraction(stem, progress), 0) / stems.length;
}

/** Progress of one stem; null before its first byte. */
export function stemProgress(progress: FetchProgress | null, stemId: StemId): StemProgress | null {
  const part = progress?.stems.find((stem) => stem.stemId === stemId);
  return part === undefined || part.receivedBytes === 0 ? null : part;
}

/** How much of one stem is saved, 0 to 1; 0 while unknown. */
export function savedFraction(stem: Stem, progress: FetchProgress | null): number {
  if (stem.file.state === 'saved') return 1;
  const part = stemProgress(progress, stem.id);
  return part === null ? 0 : (stemFraction(part) ?? 0);
}

/** How much of one stem was fetched, 0 to 1; null while its length is unknown. */
export function stemFraction({ receivedBytes, totalBytes }: StemProgress): number | null {
  return totalBytes === null || totalBytes === 0 ? null : Math.min(receivedBytes / totalBytes, 1);
}

/** "Fetching 45 %, 2.1 MB of 4.6 MB, 1.2 MB/s, 3 s left", without what is unknown. */
export function stemFetchText({ receivedBytes, totalBytes, bytesPerSecond }: StemProgress): string {
  const got = formatBytes(receivedBytes);
  const rate = bytesPerSecond === 0 ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
  if (totalBytes === null || totalBytes === 0) return `Fetching, ${got}${rate}`;
  const left = bytesPerSecond === 0 ? '' : `, ${formatWait((totalBytes - receivedBytes) / bytesPerSecond)} left`;
  return `Fetching ${Math.round((100 * receivedBytes) / totalBytes)} %, ${got} of ${formatBytes(totalBytes)}${rate}${left}`;
}

/** Why a lane is empty, in two words; the sentence stands once above the lanes. */
export function laneWords({ file }: Pick<Stem, 'file'>, { kind }: Failure): string {
  switch (file.state) {
    case 'away':
      return 'File missing';
    case 'damaged':
      return 'File damaged';
    case 'missing':
      return 'Not downloaded';
    case 'saved':
      return kind === 'fileMissing' ? 'File missing' : kind === 'damaged' ? 'File damaged' : "Can't be played";
  }
}

/** Whether the song could be restored or fetched again after its removal. `nowMs`: ms since 1970. */
export function canFetchAgain(session: Pick<Session, 'origin'>, nowMs: number): boolean {
  if (session.origin.from === 'demo') return true;
  return session.origin.from === 'task' && session.origin.expiresAt !== null && session.origin.expiresAt > nowMs;
}

/** "3 of 12 stems, 120.0 MB of 500.0 MB": progress of an import. */
export function importText({ isWaiting, filesDone, filesTotal, bytesDone, bytesTotal }: ImportProgress): string {
  if (isWaiting) return `Until nothing is written to its files any more (${counted(filesTotal, 'stem')} so far)`;
  return `${filesDone} of ${counted(filesTotal, 'stem')}, ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
}

/** What an import does: "Copying Night Drive". */
export const importLabel = ({ title, isWaiting }: ImportProgress): string =>
  isWaiting ? `Waiting for ${title}` : `Copying ${title}`;

/** Progress of an import, 0 to 1 by bytes; null before it copies. */
export function importFraction({ isWaiting, bytesDone, bytesTotal }: ImportProgress): number | null {
  return isWaiting || bytesTotal === 0 ? null : Math.min(bytesDone / bytesTotal, 1);
}

/** Used share of the quota, 0 to 1 and above; 0 without a quota. */
export const usedShare = (usedBytes: number, { isOn, limitGiB }: Quota): number =>
  isOn ? usedBytes / (limitGiB * 2 ** 30) : 0;

/** A warning such as "Library 82 % full", or null while there is enough left. */
export function quotaWarningText(usedBytes: number, quota: Quota): string | null {
  const share = usedShare(usedBytes, quota);
  if (share < quotaWarning) return null;
  return share >= 1 ? 'Library full' : `Library ${Math.floor(share * 100)} % full`;
}

/** "3.20 of 10 GiB used, 1.10 GiB could be freed": the used quota, and what eviction could free. */
export function quotaText(usedBytes: number, evictableBytes: number, { limitGiB }: Quota): string {
  const used = `${(usedBytes / 2 ** 30).toFixed(2)} of ${limitGiB} GiB used`;
  return evictableBytes === 0
    ? `${used}, nothing can be freed automatically now`
    : `${used}, ${formatGiB(evictableBytes)} could be freed`;
}

/** "4 of 12 songs, 1.20 GB of 3.40 GB": progress of a move. */
export function moveText({ songsDone, songsTotal, bytesDone, bytesTotal }: MoveProgress): string {
  return `${songsDone} of ${counted(songsTotal, 'song')}, ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
}

/** What was left out of a song: stems that the service offers, or files of an import. */
export const skippedNoun = (skipped: Session['skipped']): 'stem' | 'file' =>
  skipped.every(({ reason }) => reason === 'songFull') ? 'stem' : 'file';

/** "Stems left out" or "Files left out". */
export const skippedTitle = (skipped: Session['skipped']): string =>
  skippedNoun(skipped) === 'stem' ? 'Stems left out' : 'Files left out';
