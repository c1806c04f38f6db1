import { dirname, join } from 'node:path';
import {
  fail,
  type Failure,
  listedSong,
  type Notice,
  ok,
  packedSongs,
  packSongs,
  type Result,
  type Session,
  type SessionId,
  unpackSongs,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, renameFirmly } from '../disk/fs.ts';
import { KeyedMutex } from '../mutex.ts';
import { writeDocument, writeJson } from '../disk/json-file.ts';
import type { Log } from '../log.ts';
import { Catalogue } from './catalogue.ts';
import { assertThere, foldersOf, songFolders, type SongFolders, unfinishedPrefix } from './folders.ts';
import type { LibraryLock } from './library-lock.ts';
import { readSong, type ScannedSong, scanLibrary } from './scan.ts';
import { type IndexedSong, type IndexPlace, SongIndex } from './song-index.ts';
import { savedBytes, songForm, storedSong } from './documents.ts';
import { VerifiedFiles } from './stems/verified-files.ts';

export type SongStorePorts = {
  readonly fs: Fs;
  readonly root: string;
  readonly log: Log;
  readonly announce: (notice: Notice) => void;
  /** Omitted where no other process can use the library. */
  readonly lock?: StoreLock;
  /** The user chose the folder: when it holds no library, its disk is missing, and none is started. */
  readonly isChosen?: boolean;
  /** Omitted: every document is read at every start. */
  readonly index?: IndexPlace;
};

type StoreLock = Pick<LibraryLock, 'isOurs' | 'take'>;
export type LibraryPlace = { readonly root: string; readonly lock: StoreLock; readonly isChosen: boolean };

type IndexedSongs = ReadonlyMap<SessionId, IndexedSong>;
type ReadLibrary = { readonly sessions: readonly Session[]; readonly changed: ReadonlySet<SessionId> };

/** A song is indexed when it has not changed for this long: then its stamp is certain. */
const indexAfterMs = 3000;

/** Songs on disk and in memory. A change is durable first, then in the catalogue, then announced. */
export class SongStore {
  readonly catalogue = new Catalogue();
  readonly mutex = new KeyedMutex();
  readonly verified = new VerifiedFiles();
  readonly fs: Fs;
  readonly log: Log;
  readonly #announce: (notice: Notice) => void;
  #root: string;
  #lock: StoreLock | undefined;
  #isChosen: boolean;
  #isHeld = false;
  #opening: Promise<Result<undefined>> | null = null;
  /** Songs that are read-only because their documents are unreadable, and why. */
  readonly #held = new Map<SessionId, Failure>();
  readonly #indexPlace: IndexPlace | undefined;
  #index: SongIndex | undefined;
  /** The songs as the index has them, once it was read; it may have none. */
  #indexed: Promise<IndexedSongs> = Promise.resolve(new Map());
  /** Whether the songs of the index were listed before their documents were looked at. */
  #isListedEarly = false;
  #isRead = false;
  /** Songs that changed since they were indexed. */
  readonly #changed = new Set<SessionId>();
  #indexTimer: NodeJS.Timeout | undefined;

  constructor({ fs, root, log, announce, lock, isChosen = false, index }: SongStorePorts) {
    this.#indexPlace = index;
    this.fs = fs;
    this.#root = root;
    this.log = log;
    this.#announce = announce;
    this.#lock = lock;
    this.#isChosen = isChosen;
  }

  /** The library's folder. */
  get root(): string {
    return this.#root;
  }

  /** Reads the library once; after a failure the next call tries again. Fails as the disk does. */
  async opened(): Promise<Result<undefined>> {
    this.#opening ??= onDisk(() => this.#scan());
    const opening = this.#opening;
    const result = await opening;
    if (!result.ok && this.#opening === opening) this.#opening = null;
    return result;
  }

  /**
   * Returns every song for the list, packed, in any order. While the library is still read for the first time these are the songs as the
   * index has them, if there is one; what turns out to be different is announced. Fails as `opened`.
   */
  async listed(): Promise<Result<string>> {
    const opening = this.opened();
    if (!this.#isRead) {
      const none: IndexedSongs = new Map();
      const early = await Promise.race([opening.then(() => none), this.#indexed.catch(() => none)]);
      if (early.size > 0) {
        this.#isListedEarly = true;
        const packed = packedSongs([...early.values()].map(({ listedText }) => listedText()));
        if (this.isOurs) return ok(packed);
        return ok(packSongs(unpackSongs(packed).map((song) => ({ ...song, isReadOnly: true }))));
      }
    }
    const opened = await opening;
    return opened.ok ? ok(packSongs(this.catalogue.list().map(listedSong))) : opened;
  }

  async #scan(): Promise<void> {
    this.#indexed = this.#prepare();
    const indexed = await this.#indexed;
    if (this.catalogue.list().length > 0) await this.#show(indexed);
    else {
      const { sessions, changed } = await this.#read(indexed);
      for (const session of sessions) this.catalogue.put(session);
      this.#isRead = true;
      if (this.#isListedEarly) this.#announceChanges(indexed, changed);
    }
    this.#isRead = true;
  }

  /** Makes sure that the library is there and takes its lock; returns the songs of its index. */
  async #prepare(): Promise<IndexedSongs> {
    this.#isRead = false;
    this.#isListedEarly = false;
    if (!this.#isChosen && (await this.fs.look(this.root)) === null) {
      await this.fs.makeFolder(this.root);
      await this.fs.syncFolder(dirname(this.root));
    }
    await assertThere(this.fs, this.root, this.#isChosen);
    await this.#lock?.take();
    this.#changed.clear();
    const place = this.#indexPlace;
    this.#index =
      place === undefined ? undefined : new SongIndex({ ...place, fs: this.fs, log: this.log, root: this.root });
    return this.#readIndex();
  }

  /** Announces how the library differs from its index. */
  #announceChanges(indexed: IndexedSongs, changed: ReadonlySet<SessionId>): void {
    for (const id of indexed.keys()) if (this.catalogue.find(id) === null) this.#announce({ about: 'sessionGone', id });
    for (const id of changed) {
      const session = this.catalogue.find(id);
      if (session !== null) this.#announce({ about: 'session', session });
    }
  }

  /** Whether this process may write to the library: it holds the lock, and the disk is writable. */
  get isOurs(): boolean {
    return this.#lock?.isOurs ?? true;
  }

  /** Why no song may be added or changed now: `libraryMoving` or `libraryInUse`; null: it may. */
  get trouble(): Failure | null {
    const refused = this.#refusal();
    return refused === null || refused.ok ? null : refused.failure;
  }

  /** Reads the library again and announces changed and missing songs. Fails as the disk does. */
  async readAgain(): Promise<Result<undefined>> {
    return onDisk(async () => this.#show(await this.#readIndex()));
  }

  /** Switches to another library. Songs in both stay in the catalogue, so playback continues. */
  async goTo({ root, lock, isChosen }: LibraryPlace): Promise<Result<undefined>> {
    this.#root = root;
    this.#lock = lock;
    this.#isChosen = isChosen;
    this.#opening = null;
    return this.opened();
  }

  /** Runs `work` while all changes fail with `libraryMoving`. Waits for changes under way first. */
  async hold<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#isHeld = true;
    try {
      await this.mutex.settled();
      return await work();
    } finally {
      this.#isHeld = false;
    }
  }

  async #show(indexed: IndexedSongs): Promise<void> {
    await assertThere(this.fs, this.root, this.#isChosen);
    const { sessions } = await this.#read(indexed);
    const here = new Set(sessions.map(({ id }) => id));
    for (const { id } of this.catalogue.list()) if (!here.has(id)) this.#forget(id);
    for (const session of sessions) this.#tell(session);
  }

  /** Reads all songs, and brings the index up to date. `changed`: those that were not in the index as they are. */
  async #read(indexed: IndexedSongs): Promise<ReadLibrary> {
    const songs = await scanLibrary(this.fs, this.root, this.log, this.isOurs, indexed);
    this.#held.clear();
    for (const { session, trouble } of songs) if (trouble !== null) this.#held.set(session.id, trouble);
    const fresh = songs.filter(({ isFromIndex }) => !isFromIndex);
    const isAll = indexed.size === 0 || fresh.length > songs.length / 2;
    void this.#addToIndex(isAll ? songs : fresh, isAll);
    const sessions = songs.map(({ session }) => (this.isOurs ? session : { ...session, isReadOnly: true }));
    return { sessions, changed: new Set(fresh.map(({ session }) => session.id)) };
  }

  #readIndex(): Promise<IndexedSongs> {
    const index = this.#index;
    return index === undefined ? Promise.resolve(new Map()) : this.mutex.run('index', () => index.read());
  }

  #addToIndex(songs: readonly ScannedSong[], isAll: boolean): Promise<void> {
    const known = songs.flatMap(({ session, stamp }) => (stamp === null ? [] : [{ session, stamp }]));
    return this.mutex.run('index', async () => this.#index?.add(known, isAll));
  }

  /** Indexes the songs that changed, as their documents say by now. */
  async #indexChanged(): Promise<void> {
    const ids = [...this.#changed];
    this.#changed.clear();
    const songs: ScannedSong[] = [];
    for (const id of ids) {
      const read = await onDisk(() => readSong(this.fs, this.root, id, this.log));
      if (read.ok && read.value !== null) songs.push(read.value);
    }
    await this.#addToIndex(songs, false);
  }

  /** The folders of a song, whether they are there or not. */
  folders(id: SessionId): SongFolders {
    return foldersOf(this.root, id);
  }

  /**
   * Adds a song atomically: `fill` writes the stems into an unfinished folder and returns the session; the folder is made durable and then
   * renamed. Fails as `fill`, with `libraryMoving` or `libraryInUse`, or as the disk does.
   */
  async create(id: SessionId, fill: (folders: SongFolders) => Promise<Result<Session>>): Promise<Result<Session>> {
    const refused = this.#refusal();
    if (refused !== null) return refused;
    const unfinished = songFolders(join(this.root, unfinishedPrefix + id));
    const created = await onDisk(async () => {
      await this.fs.makeFolder(unfinished.stems);
      const filled = await fill(unfinished);
      if (!filled.ok) return filled;
      await writeJson(this.fs, unfinished.document, storedSong(filled.value));
      await this.fs.syncFolder(unfinished.stems);
      await renameFirmly(this.fs, unfinished.song, this.folders(id).song);
      await this.fs.syncFolder(this.root);
      return filled;
    });
    const result = created.ok ? created.value : created;
    if (!result.ok) {
      await onDisk(() => this.fs.removeFolder(unfinished.song));
      return result;
    }
    return ok(this.#publish(result.value));
  }

  /** Changes a song's document. Writes nothing when `change` returns the same session. Fails as `findWritable`, or as the disk does. */
  change(id: SessionId, change: (session: Session) => Session): Promise<Result<Session>> {
    return this.mutex.run(id, async () => {
      // A song that is listed from the index may be asked about before its document was looked at.
      const opened = await this.opened();
      if (!opened.ok) return opened;
      const writable = this.findWritable(id);
      if (!writable.ok) return writable;
      const changed = change(writable.value);
      if (changed === writable.value) return ok(changed);
      return this.write(changed);
    });
  }

  /** Writes a song's document. Call it within the song's mutex. */
  async write(session: Session): Promise<Result<Session>> {
    const { document } = this.folders(session.id);
    const written = await writeDocument(this.fs, document, storedSong(session), songForm(session.id));
    return written.ok ? ok(this.#publish(session)) : written;
  }

  /** Returns a song that may be changed. Fails with `notFound`, `libraryMoving`, `libraryInUse`, `newerVersion`, or why its document is unreadable. */
  findWritable(id: SessionId): Result<Session> {
    const session = this.catalogue.find(id);
    if (session === null) return fail('notFound');
    const refused = this.#refusal();
    if (refused !== null) return refused;
    if (!session.isReadOnly) return ok(session);
    const held = this.#held.get(id);
    return held === undefined || held.kind === 'newerVersion'
      ? fail('newerVersion', session.title)
      : { ok: false, failure: held };
  }

  /** Publishes a session without writing it, such as one with new waveform peaks. */
  show(session: Session): void {
    this.#publish(session);
  }

  /** As `show`, within the song's mutex. Publishes nothing when `see` returns the same session. Null: the song is gone. */
  see(id: SessionId, see: (session: Session) => Session): Promise<Session | null> {
    return this.mutex.run(id, () => {
      const known = this.catalogue.find(id);
      const seen = known === null ? null : see(known);
      return Promise.resolve(seen === null || seen === known ? seen : this.#publish(seen));
    });
  }

  /** Removes a song once `discard` has removed its folder. Fails with `notFound`, `libraryMoving`, `libraryInUse`, or as the disk does. */
  remove(id: SessionId, discard: (folder: string) => Promise<void>): Promise<Result<undefined>> {
    return this.mutex.run(id, async () => {
      if (this.catalogue.find(id) === null) return fail('notFound');
      const refused = this.#refusal();
      if (refused !== null) return refused;
      const discarded = await onDisk(() => discard(this.folders(id).song));
      if (!discarded.ok) return discarded;
      this.#forget(id);
      return ok();
    });
  }

  #refusal(): Result<never> | null {
    if (this.#isHeld) return fail('libraryMoving');
    return this.isOurs ? null : fail('libraryInUse');
  }

  #forget(id: SessionId): void {
    this.catalogue.remove(id);
    this.#announce({ about: 'sessionGone', id });
  }

  #publish(changed: Session): Session {
    const session = this.#tell(changed);
    if (this.#indexPlace?.isKept === true) {
      this.#changed.add(session.id);
      clearTimeout(this.#indexTimer);
      const indexChanged = (): void => void this.mutex.run('changes to index', () => this.#indexChanged());
      this.#indexTimer = setTimeout(indexChanged, indexAfterMs).unref();
    }
    return session;
  }

  #tell(changed: Session): Session {
    const session = { ...changed, byteLength: savedBytes(changed) };
    this.catalogue.put(session);
    this.#announce({ about: 'session', session });
    return session;
  }
}
