import {
  type EpochMs,
  fail,
  leastFreeBytes,
  ok,
  type Quota,
  type Result,
  type Session,
  type SessionId,
  type Stem,
  words,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { backupOf } from '../disk/json-file.ts';
import { removeEvicted } from './scan.ts';
import type { SongStore } from './song-store.ts';

/** A song is evicted only when the service keeps it at least this long: time to notice and to fetch it again. */
export const marginMs = 24 * 3600 * 1000;

type Use = {
  /** Open, or being exported. */
  readonly isOpen: boolean;
  /** Whether it has a saved mix. */
  readonly hasMix: boolean;
  /** The time by the service's clock; null before its first answer, when expiry cannot be proved. */
  readonly trustedNow: EpochMs | null;
};

/**
 * Whether a song may be evicted: complete, not open, not kept, without a saved mix or files of the user's own, and provably available from the service (`expiresAt`
 * is its completeTime and 14 days).
 */
export function mayBeEvicted(session: Session, { isOpen, hasMix, trustedNow }: Use): boolean {
  if (isOpen || hasMix || session.isPinned || session.isReadOnly || trustedNow === null) return false;
  if (session.origin.from !== 'task' || session.arrival.state !== 'complete') return false;
  // The service does not have a file that the user gave.
  if (session.stems.some(({ spares }) => spares !== undefined)) return false;
  if (session.stems.length === 0 || session.stems.some(({ file }) => file.state !== 'saved')) return false;
  return session.origin.expiresAt !== null && session.origin.expiresAt > trustedNow + marginMs;
}

/** When the song was last played, or else added. */
const lastUse = ({ lastPlayedAt, addedAt }: Session): number => lastPlayedAt ?? addedAt;

/** Returns the songs to evict for `neededBytes`, least recently played first; all of them when they are too few. */
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

function evicted(session: Session): Session {
  const gone = (stem: Stem): Stem => ({ ...stem, file: { state: 'missing', failure: null }, hasOverview: false });
  return { ...session, stems: session.stems.map(gone), original: null, arrival: { state: 'evicted' } };
}

/**
 * Removes the files of a song from this disk; title, mix and analysis stay, and the song can be fetched again. `isStillFree` is asked once
 * the song is locked. Returns whether it was evicted.
 *
 * [Note: manifest first] The manifest says durably that the files are gone before the first is removed, so no power cut leaves an
 * incomplete song that counts as complete. The next start removes files a power cut left.
 */
async function evictSong(
  store: SongStore,
  id: SessionId,
  isStillFree: (session: Session) => Promise<boolean>,
): Promise<Result<boolean>> {
  return store.mutex.run(id, async () => {
    const writable = store.findWritable(id);
    if (!writable.ok) return writable;
    if (!(await isStillFree(writable.value))) return ok(false);
    const written = await store.write(evicted(writable.value));
    if (!written.ok) return written;
    store.log.info('a song was evicted to free space; it can be fetched again', {
      id,
      bytes: writable.value.byteLength,
    });
    await removeEvicted(store.fs, store.folders(id), store.log);
    return ok(true);
  });
}

/** Ends a reservation: its bytes are in the catalogue by now, or will not come. More than one call does nothing. */
export type ReleaseQuota = () => void;

/** Where downloads and imports reserve bytes before they write them. */
export type QuotaPort = {
  /** Reserves bytes of the quota, evicting songs when needed. Fails with `libraryFull`, `diskFull` or as the disk does, and then has evicted nothing. */
  reserve(byteLength: number): Promise<Result<ReleaseQuota>>;
};

/** Grants every reservation: for a library without a quota. */
export const noQuota: QuotaPort = { reserve: () => Promise.resolve(ok(() => undefined)) };

type LibraryQuotaPorts = {
  readonly store: SongStore;
  /** What the user set. */
  readonly limit: () => Quota;
  /** The time by the service's clock; null: unknown. */
  readonly trustedNow: () => EpochMs | null;
  /** Whether the song is open, or may be in an export. */
  readonly isOpen: (id: SessionId) => boolean;
};

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;
const inWords = (bytes: number): string =>
  bytes < 100 * mebibyte
    ? words().failures.details.mebibytes(Math.ceil(bytes / mebibyte))
    : words().failures.details.gibibytes(bytes / gibibyte);

/** Keeps the library within its quota by evicting songs that can be fetched again, and nothing else. */
export class LibraryQuota implements QuotaPort {
  readonly #ports: LibraryQuotaPorts;
  #reserved = 0;

  constructor(ports: LibraryQuotaPorts) {
    this.#ports = ports;
  }

  reserve(byteLength: number): Promise<Result<ReleaseQuota>> {
    return this.#inTurn(async () => {
      const lacking = await this.#lacking(byteLength);
      if (!lacking.ok) return lacking;
      const made = await this.#make(Math.max(lacking.value.ofQuota, lacking.value.ofDisk));
      if (!made) return lacking.value.ofQuota > 0 ? this.#full(byteLength) : this.#diskFull(byteLength);
      this.#reserved += byteLength;
      let isReleased = false;
      return ok(() => {
        if (!isReleased) this.#reserved -= byteLength;
        isReleased = true;
      });
    });
  }

  /** Evicts songs until the library is within its quota, as far as possible: after the quota was lowered, or a length became known. */
  async tidy(): Promise<void> {
    await this.#inTurn(async () => {
      if (!(await this.#ports.store.opened()).ok) return;
      const lacking = await this.#lacking(0);
      if (lacking.ok) await this.#evict(Math.max(lacking.value.ofQuota, lacking.value.ofDisk));
    });
  }

  /** Returns the bytes that could be evicted now. */
  async evictableBytes(): Promise<number> {
    return (await this.#candidates()).reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#ports.store.mutex.run('quota', work);
  }

  /** Bytes missing for `byteLength` more, in quota and on disk; 0 or less: none. */
  async #lacking(byteLength: number): Promise<Result<{ readonly ofQuota: number; readonly ofDisk: number }>> {
    const { isOn, limitGiB } = this.#ports.limit();
    if (!isOn) return ok({ ofQuota: 0, ofDisk: 0 });
    const { store } = this.#ports;
    const free = await onDisk(() => store.fs.freeBytes(store.root));
    if (!free.ok) return free;
    const coming = this.#reserved + byteLength;
    const ofQuota = this.#used() + coming - limitGiB * gibibyte;
    return ok({ ofQuota, ofDisk: leastFreeBytes + byteLength - free.value });
  }

  #used(): number {
    return this.#ports.store.catalogue.list().reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Evicts at least this many bytes, or nothing when that is impossible. */
  async #make(byteLength: number): Promise<boolean> {
    if (byteLength <= 0) return true;
    return (await this.evictableBytes()) >= byteLength && (await this.#evict(byteLength)) >= byteLength;
  }

  async #evict(byteLength: number): Promise<number> {
    if (byteLength <= 0) return 0;
    const { store } = this.#ports;
    let freed = 0;
    for (const id of chooseEvictions(await this.#candidates(), byteLength)) {
      const bytes = store.catalogue.find(id)?.byteLength ?? 0;
      const evicted = await evictSong(store, id, (session) => this.#mayGo(session));
      if (evicted.ok && evicted.value) freed += bytes;
      if (!evicted.ok) store.log.warn('a song could not be evicted', { id, ...evicted.failure });
    }
    return freed;
  }

  async #candidates(): Promise<readonly Session[]> {
    const songs = this.#ports.store.catalogue.list();
    const mayGo = await Promise.all(songs.map((session) => this.#mayGo(session)));
    return songs.filter((_, index) => mayGo[index]);
  }

  async #mayGo(session: Session): Promise<boolean> {
    const { isOpen, trustedNow, store } = this.#ports;
    const rest = { isOpen: isOpen(session.id), trustedNow: trustedNow() };
    // The disk comes last, and not for every song of a large library.
    if (!mayBeEvicted(session, { ...rest, hasMix: false })) return false;
    const { mix } = store.folders(session.id);
    const kept = await onDisk(() => Promise.all([store.fs.look(mix), store.fs.look(backupOf(mix))]));
    return mayBeEvicted(session, { ...rest, hasMix: !kept.ok || kept.value.some((found) => found !== null) });
  }

  #full(byteLength: number): Result<ReleaseQuota> {
    const { limitGiB } = this.#ports.limit();
    const used = inWords(this.#used() + this.#reserved);
    return fail('libraryFull', words().failures.details.quotaNeeds(inWords(byteLength), used, limitGiB));
  }

  async #diskFull(byteLength: number): Promise<Result<ReleaseQuota>> {
    const { store } = this.#ports;
    const free = await onDisk(() => store.fs.freeBytes(store.root));
    const left = free.ok ? inWords(free.value) : '?';
    return fail('diskFull', words().failures.details.diskNeeds(inWords(byteLength), left, inWords(leastFreeBytes)));
  }
}
