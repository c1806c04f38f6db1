import type { FetchProgress, Session } from '#contract';
import { counted, formatBytes, formatExpiry, formatWait } from '../parts/plain-text.ts';

const savedCount = (session: Session): number => session.stems.filter((stem) => stem.file.state === 'saved').length;

/** Length of the longest stem in seconds; null until one has been decoded. */
export function songSeconds(session: Session): number | null {
  const lengths = session.stems.flatMap((stem) =>
    stem.facts === null ? [] : [stem.facts.lengthFrames / stem.facts.sampleRate],
  );
  return lengths.length === 0 ? null : Math.max(...lengths);
}

/** "7 of 12 saved, expires in 9 days": what is here, and how long the rest can be had. */
export function savedText(session: Session, nowMs: number): string {
  const saved = savedCount(session);
  if (saved === session.stems.length) return counted(saved, 'stem');
  const { origin } = session;
  const expiry =
    origin.from === 'task' && origin.expiresAt !== null ? `, ${formatExpiry(origin.expiresAt, nowMs)}` : '';
  return `${saved} of ${session.stems.length} saved${expiry}`;
}

/** One line on how far a song is, for the list and the header. */
export function arrivalText(session: Session, progress: FetchProgress | null, nowMs: number): string {
  const { arrival } = session;
  switch (arrival.state) {
    case 'complete':
      return savedText(session, nowMs);
    case 'queued':
      return 'Waiting for its turn';
    case 'separating':
      return 'The service is separating it';
    case 'stillProcessing':
      return 'Still processing at the service';
    case 'fetching':
      return `Fetching, ${savedText(session, nowMs)}${paceText(progress)}`;
    case 'incomplete':
      return savedText(session, nowMs);
    case 'failed':
      return 'Could not be fetched';
  }
}

function paceText(progress: FetchProgress | null): string {
  if (progress === null || progress.bytesPerSecond === 0) return '';
  const left = progress.secondsLeft === null ? '' : `, ${formatWait(progress.secondsLeft)} left`;
  return ` · ${formatBytes(progress.bytesPerSecond)}/s${left}`;
}

/** 0 to 1 over all stems, counting each alike; null when nothing is known. */
export function fetchedFraction(session: Session, progress: FetchProgress | null): number | null {
  if (session.stems.length === 0) return null;
  const parts = session.stems.map((stem) => {
    if (stem.file.state === 'saved') return 1;
    return stemFraction(progress, stem.id) ?? 0;
  });
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

/** How much of one stem has arrived; null when its length is not known, undefined before its turn. */
export function stemFraction(progress: FetchProgress | null, stemId: string): number | null | undefined {
  const part = progress?.stems.find((stem) => stem.stemId === stemId);
  if (part === undefined || part.receivedBytes === 0) return undefined;
  if (part.totalBytes === null || part.totalBytes === 0) return null;
  return Math.min(part.receivedBytes / part.totalBytes, 1);
}

export const isArriving = (session: Session): boolean =>
  session.arrival.state === 'queued' || session.arrival.state === 'separating' || session.arrival.state === 'fetching';

/** Whether the song could be had again after it went to the trash; null: the demo song always can. */
export function canFetchAgain(session: Session, nowMs: number): boolean {
  if (session.origin.from === 'demo') return true;
  return session.origin.from === 'task' && session.origin.expiresAt !== null && session.origin.expiresAt > nowMs;
}
