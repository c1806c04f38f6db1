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
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { backupOf } from '../disk/json-file.ts';
import { removeEvicted } from './scan.ts';
import type { SongStore } from './song-store.ts';

/** A song goes only when the service will have it for at least so long: time enough to notice and to fetch it again. */
export const marginMs = 24 * 3600 * 1000;

type Use = {
  /** On stage, or being written into an export. */
  readonly isOpen: boolean;
  /** Whether a mix of it was ever saved. */
  readonly hasMix: boolean;
  /** The time as the service tells it; null when it has told none since the app was started, so nothing can be proved. */
  readonly trustedNow: EpochMs | null;
};

/**
 * Whether a song may be evicted: it is whole, not open, not kept, in no saved mix, and can provably be fetched
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

function evicted(session: Session): Session {
  const gone = (stem: Stem): Stem => ({ ...stem, file: { state: 'missing', failure: null }, hasOverview: false });
  return { ...session, stems: session.stems.map(gone), original: null, arrival: { state: 'evicted' } };
}

/**
 * Takes the files of a song from this disk; its title, mix and analysis stay, and it can be fetched again.
 *
 * [Note: manifest first] The manifest says durably that the files are not here before the first of them goes, so no cut leaves a song
 * that is called whole and is not. What a cut leaves of the files is removed at the next start.
 *
 * `isStillFree` is asked when nobody else can change or open the song any more. Gives whether it went.
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
  /** The time that eviction may rely on; null when there is none. */
  readonly trustedNow: () => EpochMs | null;
  /** Whether the song is on stage, or may be in an export. */
  readonly isOpen: (id: SessionId) => boolean;
};

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;
const inWords = (bytes: number): string =>
  bytes < 100 * mebibyte ? `${String(Math.ceil(bytes / mebibyte))} MiB` : `${(bytes / gibibyte).toFixed(2)} GiB`;

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

  /** Brings the library below its quota as far as that can be done: it was set lower, or a length was not known before. */
  async tidy(): Promise<void> {
    await this.#inTurn(async () => {
      if (!(await this.#ports.store.opened()).ok) return;
      const lacking = await this.#lacking(0);
      if (lacking.ok) await this.#evict(Math.max(lacking.value.ofQuota, lacking.value.ofDisk));
    });
  }

  /** Bytes that could go by themselves now. */
  async evictableBytes(): Promise<number> {
    return (await this.#candidates()).reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#ports.store.mutex.run('quota', work);
  }

  /** What is missing for so many more bytes; not above 0: nothing. */
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

  /** Lets go of so many bytes, or of none at all when there are not as many. */
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
    // The disk is asked last, and not for every song of a large library.
    if (!mayBeEvicted(session, { ...rest, hasMix: false })) return false;
    const { mix } = store.folders(session.id);
    const kept = await onDisk(() => Promise.all([store.fs.look(mix), store.fs.look(backupOf(mix))]));
    return mayBeEvicted(session, { ...rest, hasMix: !kept.ok || kept.value.some((found) => found !== null) });
  }

  #full(byteLength: number): Result<ReleaseQuota> {
    const { limitGiB } = this.#ports.limit();
    const used = inWords(this.#used() + this.#reserved);
    return fail('libraryFull', `${inWords(byteLength)} needed, ${used} of ${String(limitGiB)} GiB used`);
  }

  async #diskFull(byteLength: number): Promise<Result<ReleaseQuota>> {
    const { store } = this.#ports;
    const free = await onDisk(() => store.fs.freeBytes(store.root));
    const left = free.ok ? inWords(free.value) : '?';
    return fail(
      'diskFull',
      `${inWords(byteLength)} needed, ${left} free, ${inWords(leastFreeBytes)} of it left to others`,
    );
  }
}
