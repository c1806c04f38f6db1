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
  words,
} from '#contract';
import { formatBytes, formatDay, formatExpiry, formatGiB, formatWait } from '../parts/plain-text.ts';

/** A song as the list shows it, or whole. */
type Song = ListedSong | Session;

const listed = (song: Song): ListedSong => ('stems' in song ? listedSong(song) : song);

/** "7 of 12 saved, expires in 9 days": the saved stems, and how long the rest can be fetched. `nowMs`: ms since 1970. */
export function savedText(song: Song, nowMs: number): string {
  const { savedCount, stemCount, origin } = listed(song);
  const texts = words().library.arrival;
  if (savedCount === stemCount) return texts.stems(savedCount);
  if (origin.from !== 'task' || origin.expiresAt === null) return texts.saved(savedCount, stemCount);
  return texts.savedExpiring(savedCount, stemCount, formatExpiry(origin.expiresAt, nowMs));
}

/** The state of a song in one line, for the list and the header. `nowMs`: ms since 1970. */
export function arrivalText(song: Song, progress: FetchProgress | null, nowMs: number): string {
  const session = listed(song);
  const { arrival } = session;
  const texts = words().library.arrival;
  switch (arrival.state) {
    case 'complete':
      return savedText(session, nowMs);
    case 'queued':
      return texts.queued;
    case 'separating':
      return texts.separating;
    case 'stillProcessing':
      return texts.stillSeparating;
    case 'fetching':
      return fetchingText(savedText(session, nowMs), progress);
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
  return words().library.arrival.because(happened.replace(/[.。]$/, ''), short);
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
  const texts = words().library.arrival;
  if (expiresAt === null) return texts.fetchable;
  const day = formatDay(expiresAt, nowMs);
  return expiresAt > nowMs ? texts.fetchableUntil(day) : texts.wasFetchableUntil(day);
}

function fetchingText(saved: string, progress: FetchProgress | null): string {
  const texts = words().library.arrival;
  if (progress === null || progress.bytesPerSecond === 0) return texts.fetching(saved);
  const rate = formatBytes(progress.bytesPerSecond);
  if (progress.secondsLeft === null) return texts.fetchingAt(saved, rate);
  return texts.fetchingUntil(saved, rate, formatWait(progress.secondsLeft));
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
  const texts = words().library.stem;
  const [got, rate] = [formatBytes(receivedBytes), formatBytes(bytesPerSecond)];
  if (totalBytes === null || totalBytes === 0) {
    return bytesPerSecond === 0 ? texts.fetching(got) : texts.fetchingAt(got, rate);
  }
  const [percent, total] = [Math.round((100 * receivedBytes) / totalBytes), formatBytes(totalBytes)];
  if (bytesPerSecond === 0) return texts.fetchingPart(percent, got, total);
  const wait = formatWait((totalBytes - receivedBytes) / bytesPerSecond);
  return texts.fetchingPartUntil(percent, got, total, rate, wait);
}

/** Why a lane is empty, in two words; the sentence stands once above the lanes. */
export function laneWords({ file }: Pick<Stem, 'file'>, { kind }: Failure): string {
  const texts = words().library.stem;
  switch (file.state) {
    case 'away':
      return texts.fileMissing;
    case 'damaged':
      return texts.fileDamaged;
    case 'missing':
      return texts.notDownloaded;
    case 'saved':
      if (kind === 'fileMissing') return texts.fileMissing;
      return kind === 'damaged' ? texts.fileDamaged : texts.unplayable;
  }
}

/** Whether the song could be restored or fetched again after its removal. `nowMs`: ms since 1970. */
export function canFetchAgain(session: Pick<Session, 'origin'>, nowMs: number): boolean {
  if (session.origin.from === 'demo') return true;
  return session.origin.from === 'task' && session.origin.expiresAt !== null && session.origin.expiresAt > nowMs;
}

/** "3 of 12 stems, 120.0 MB of 500.0 MB": progress of an import. */
export function importText({ isWaiting, filesDone, filesTotal, bytesDone, bytesTotal }: ImportProgress): string {
  const texts = words().library.import;
  if (isWaiting) return texts.untilWritten(filesTotal);
  return texts.copied(filesDone, filesTotal, formatBytes(bytesDone), formatBytes(bytesTotal));
}

/** What an import does: "Copying Night Drive". */
export function importLabel({ title, isWaiting }: ImportProgress): string {
  const texts = words().library.import;
  return isWaiting ? texts.waiting(title) : texts.copying(title);
}

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
  const texts = words().library.quota;
  return share >= 1 ? texts.full : texts.almostFull(Math.floor(share * 100));
}

/** "3.20 of 10 GiB used, 1.10 GiB could be freed": the used quota, and what eviction could free. */
export function quotaText(usedBytes: number, evictableBytes: number, { limitGiB }: Quota): string {
  const texts = words().library.quota;
  const usedGiB = usedBytes / 2 ** 30;
  return evictableBytes === 0
    ? texts.nothingToFree(usedGiB, limitGiB)
    : texts.canBeFreed(usedGiB, limitGiB, formatGiB(evictableBytes));
}

/** "4 of 12 songs, 1.20 GB of 3.40 GB": progress of a move. */
export function moveText({ songsDone, songsTotal, bytesDone, bytesTotal }: MoveProgress): string {
  return words().library.moved(songsDone, songsTotal, formatBytes(bytesDone), formatBytes(bytesTotal));
}

/** What was left out of a song: stems that the service offers, or files of an import. */
export const skippedNoun = (skipped: Session['skipped']): 'stem' | 'file' =>
  skipped.every(({ reason }) => reason === 'songFull') ? 'stem' : 'file';

/** "Stems left out" or "Files left out". */
export function skippedTitle(skipped: Session['skipped']): string {
  const texts = words().library.skipped;
  return skippedNoun(skipped) === 'stem' ? texts.stems : texts.files;
}
