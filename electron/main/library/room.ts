import {
  fail,
  leastFreeBytes,
  ok,
  type EpochMs,
  type Quota,
  type Result,
  type Session,
  type SessionId,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { backupOf } from '../disk/json-file.ts';
import { chooseEvictions, mayBeEvicted } from './eviction-rule.ts';
import { evictSong } from './evict.ts';
import type { SongStore } from './song-store.ts';

/** Gives back what was reserved: the bytes are in the catalogue by now, or will not come. */
export type GiveBack = () => void;

/** Whoever brings bytes into the library asks here first. */
export type RoomPort = {
  /** Reserves room, makes it if need be. Fails with `libraryFull`, `diskFull`, or as the disk does; then nothing went. */
  reserve(byteLength: number): Promise<Result<GiveBack>>;
};

/** No quota. */
export const endlessRoom: RoomPort = { reserve: () => Promise.resolve(ok(() => undefined)) };

export type RoomPorts = {
  readonly store: SongStore;
  readonly quota: () => Quota;
  /** The time that eviction may rely on; null when there is none. */
  readonly trustedNow: () => EpochMs | null;
  /** Whether the song is on stage, or may be in an export. */
  readonly isOpen: (id: SessionId) => boolean;
};

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;
const inWords = (bytes: number): string =>
  bytes < 100 * mebibyte ? `${String(Math.ceil(bytes / mebibyte))} MiB` : `${(bytes / gibibyte).toFixed(2)} GiB`;

/** Keeps the library within its quota: lets songs go that can be fetched again, and nothing else. */
export class Room implements RoomPort {
  readonly #ports: RoomPorts;
  #reserved = 0;

  constructor(ports: RoomPorts) {
    this.#ports = ports;
  }

  reserve(byteLength: number): Promise<Result<GiveBack>> {
    return this.#inTurn(async () => {
      const lacking = await this.#lacking(byteLength);
      if (!lacking.ok) return lacking;
      const made = await this.#make(Math.max(lacking.value.ofQuota, lacking.value.ofDisk));
      if (!made) return lacking.value.ofQuota > 0 ? this.#full(byteLength) : this.#diskFull(byteLength);
      this.#reserved += byteLength;
      let isGivenBack = false;
      return ok(() => {
        if (!isGivenBack) this.#reserved -= byteLength;
        isGivenBack = true;
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
    return this.#ports.store.turns.take('room', work);
  }

  /** What is missing for so many more bytes; not above 0: nothing. */
  async #lacking(byteLength: number): Promise<Result<{ readonly ofQuota: number; readonly ofDisk: number }>> {
    const { isOn, limitGiB } = this.#ports.quota();
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
      if (!evicted.ok) store.log.warn('a song could not make room', { id, ...evicted.failure });
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

  #full(byteLength: number): Result<GiveBack> {
    const { limitGiB } = this.#ports.quota();
    const used = inWords(this.#used() + this.#reserved);
    return fail('libraryFull', `${inWords(byteLength)} needed, ${used} of ${String(limitGiB)} GiB used`);
  }

  async #diskFull(byteLength: number): Promise<Result<GiveBack>> {
    const { store } = this.#ports;
    const free = await onDisk(() => store.fs.freeBytes(store.root));
    const left = free.ok ? inWords(free.value) : '?';
    return fail(
      'diskFull',
      `${inWords(byteLength)} needed, ${left} free, ${inWords(leastFreeBytes)} of it left to others`,
    );
  }
}
