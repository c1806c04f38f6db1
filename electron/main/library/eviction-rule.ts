import type { EpochMs, Session, SessionId } from '#contract';

/** A song goes only when the service will have it for at least so long: time enough to notice and to fetch it again. */
export const marginMs = 24 * 3600 * 1000;

export type Use = {
  /** On stage, or being written into an export. */
  readonly isOpen: boolean;
  /** Whether a mix of it was ever saved. */
  readonly hasMix: boolean;
  /** The time as the service tells it; null when it has told none since the app was started, so nothing can be proved. */
  readonly trustedNow: EpochMs | null;
};

/**
 * Whether a song may go by itself to make room: it is whole, not open, not kept, in no saved mix, and can provably be fetched
 * again (`expiresAt` is the service's completeTime and 14 days).
 */
export function mayBeEvicted(session: Session, { isOpen, hasMix, trustedNow }: Use): boolean {
  if (isOpen || hasMix || session.isPinned || session.isReadOnly || trustedNow === null) return false;
  if (session.origin.from !== 'task' || session.arrival.state !== 'complete') return false;
  if (session.stems.length === 0 || session.stems.some(({ file }) => file.state !== 'saved')) return false;
  return session.origin.expiresAt !== null && session.origin.expiresAt > trustedNow + marginMs;
}

/** A song that was never played counts from when it was added. */
const lastUse = ({ lastPlayedAt, addedAt }: Session): number => lastPlayedAt ?? addedAt;

/** Of the songs that may go, those that have to for so many bytes: the ones not played for longest first. All, when that is too little. */
export function chooseEvictions(candidates: readonly Session[], neededBytes: number): readonly SessionId[] {
  const chosen: SessionId[] = [];
  let freed = 0;
  for (const session of [...candidates].sort((one, other) => lastUse(one) - lastUse(other))) {
    if (freed >= neededBytes) break;
    chosen.push(session.id);
    freed += session.byteLength;
  }
  return chosen;
}
