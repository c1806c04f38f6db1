import { sep } from 'node:path';
import {
  type AudioContainer,
  type CoverArt,
  epochMs,
  fail,
  type LibraryDetails,
  type MainApi,
  ok,
  type OpenedSession,
  type Result,
  type Session,
  type SessionId,
  type SessionMark,
  type Sha256,
  type Stem,
  verifiedFirstBytes,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { replaceFile } from '../disk/fs.ts';
import { type DocumentForm, writeDocument } from '../disk/json-file.ts';
import { readCover } from './cover/song-cover.ts';
import { analysisForm, mixForm, sheetForm, storedAnalysis, storedMix, storedSheet } from './documents.ts';
import { overviewPath, stemPath } from './folders.ts';
import { openSession, verifySession } from './open-session.ts';
import type { LibraryQuota } from './library-quota.ts';
import type { SongStore } from './song-store.ts';
import { StemWatch } from './stems/stem-watch.ts';

export type StoredSound = { readonly path: string; readonly byteLength: number; readonly container: AudioContainer };

/** The songs of the library as the page and `app://` use them. */
export class Library {
  readonly #store: SongStore;
  /** The song that was opened last. */
  #open: SessionId | null = null;
  /** The song that is to play next; null: none is known. */
  #prepared: SessionId | null = null;
  readonly #verifying = new Map<SessionId, Promise<Result<Session>>>();

  readonly #watch: StemWatch;

  /** @param watchMs how often the files of the open song are checked, in milliseconds */
  constructor(store: SongStore, watchMs?: number) {
    this.#store = store;
    this.#watch = new StemWatch(store, watchMs);
  }

  /** Returns the list of songs, packed. Fails as the disk does. */
  listSongs(): Promise<Result<string>> {
    return this.#store.listed();
  }

  /** Opens a song with its mix, sheet and analysis, and watches its files from now on. Fails with `notFound`, or what the disk says. */
  async openSession(id: SessionId): Promise<Result<OpenedSession>> {
    this.#open = id;
    this.#prepared = null;
    const opened = await this.#openHere(id);
    if (opened.ok) this.#watch.follow(id);
    return opened;
  }

  /** As `openSession`, and the files of the open song are still those that are watched. */
  prepareSession(id: SessionId): Promise<Result<OpenedSession>> {
    this.#prepared = id;
    return this.#openHere(id);
  }

  async #openHere(id: SessionId): Promise<Result<OpenedSession>> {
    const isHere = await this.#store.opened();
    if (!isHere.ok) return isHere;
    // Waits for an eviction under way; from now on the song counts as open.
    await this.#store.mutex.run(id, () => Promise.resolve());
    const opened = await openSession(this.#store, id);
    // The page calls this next and waits for it.
    if (opened.ok && opened.value.session.byteLength <= verifiedFirstBytes) {
      this.verifySession(id).catch((error: unknown) => {
        this.#store.log.error('a song could not be verified', { id, error });
      });
    }
    return opened;
  }

  /** Runs once per song at a time; a second caller shares the answer. */
  verifySession(id: SessionId): Promise<Result<Session>> {
    const running = this.#verifying.get(id);
    if (running !== undefined) return running;
    const verified = this.#verify(id).finally(() => this.#verifying.delete(id));
    this.#verifying.set(id, verified);
    return verified;
  }

  /** Whether a song is on stage, or made ready for it. */
  isOpen(id: SessionId): boolean {
    return this.#open === id || this.#prepared === id;
  }

  /** Gives a song another title. Fails with `badRequest` for an empty one, with `notFound`, or what the disk says. */
  async renameSession({ id, title }: { readonly id: SessionId; readonly title: string }): Promise<Result<Session>> {
    const trimmed = title.trim();
    return trimmed === '' ? fail('badRequest') : this.#store.change(id, (session) => ({ ...session, title: trimmed }));
  }

  /** Marks a song as kept whatever the quota, as not kept, or as played now. Fails with `notFound`, or what the disk says. */
  markSession({ id, mark }: Parameters<MainApi['markSession']>[0]): Promise<Result<Session>> {
    return this.#store.change(id, (session) => marked(session, mark));
  }

  /** Saves the mix of a song. Fails with `notFound`, or what the disk says. */
  saveMix({ id, mix }: Parameters<MainApi['saveMix']>[0]): Promise<Result<undefined>> {
    return this.#save(id, 'mix', storedMix(mix), mixForm);
  }

  /** Saves the sheet of a song. Fails with `notFound`, or what the disk says. */
  saveSheet({ id, sheet }: Parameters<MainApi['saveSheet']>[0]): Promise<Result<undefined>> {
    return this.#save(id, 'sheet', storedSheet(sheet), sheetForm);
  }

  /** Saves the analysis of a song. Fails with `notFound`, or what the disk says. */
  saveAnalysis({ id, analysis }: Parameters<MainApi['saveAnalysis']>[0]): Promise<Result<undefined>> {
    return this.#save(id, 'analysis', storedAnalysis(analysis), analysisForm);
  }

  /** Writes a document of a song, one after the other. */
  #save<Value>(
    id: SessionId,
    name: 'mix' | 'sheet' | 'analysis',
    stored: unknown,
    form: DocumentForm<Value>,
  ): Promise<Result<undefined>> {
    return this.#store.mutex.run(`${id}/${name}`, async () => {
      const writable = this.#store.findWritable(id);
      return writable.ok ? writeDocument(this.#store.fs, this.#store.folders(id)[name], stored, form) : writable;
    });
  }

  /** Keeps what opening a stem told of it: rate, channels, length in frames. Fails with `notFound`, or what the disk says. */
  async saveStemFacts({ id, stemId, facts }: Parameters<MainApi['saveStemFacts']>[0]): Promise<Result<undefined>> {
    const changed = await this.#store.change(id, (session) => ({
      ...session,
      stems: session.stems.map((stem) => (stem.id === stemId ? { ...stem, facts } : stem)),
    }));
    return changed.ok ? ok() : changed;
  }

  /** Returns the folder of a song. Fails with `notFound`, or as the disk does. */
  async folderOf(id: SessionId): Promise<Result<string>> {
    const opened = await this.#store.opened();
    if (!opened.ok) return opened;
    return this.#store.catalogue.find(id) === null ? fail('notFound') : ok(this.#store.folders(id).song);
  }

  /** Returns the bytes of all songs. */
  byteLength(): number {
    return this.#store.catalogue.list().reduce((sum, session) => sum + session.byteLength, 0);
  }

  /** Finds a saved sound by its hash; null: no song has it. */
  async findSound(sha256: Sha256): Promise<StoredSound | null> {
    await this.#store.opened();
    const found = this.#store.catalogue.findAudio(sha256);
    if (found === null) return null;
    const { byteLength, container } = found.audio;
    return { path: stemPath(this.#store.folders(found.sessionId), found.audio), byteLength, container };
  }

  /** Reads the picture of a song; null: none. Throws what the disk throws. */
  async findCover(id: SessionId): Promise<CoverArt | null> {
    await this.#store.opened();
    const isHere = this.#store.catalogue.find(id) !== null;
    return isHere ? readCover(this.#store.fs, this.#store.folders(id).song) : null;
  }

  /** Returns the path of a stem's waveform peaks; null: none. Throws what the disk throws. */
  async findOverview(sha256: Sha256): Promise<string | null> {
    await this.#store.opened();
    const found = this.#store.catalogue.findAudio(sha256);
    if (found === null) return null;
    const path = overviewPath(this.#store.folders(found.sessionId), sha256);
    return (await this.#store.fs.look(path))?.kind === 'file' ? path : null;
  }

  async #verify(id: SessionId): Promise<Result<Session>> {
    const opened = await this.#store.opened();
    return opened.ok ? verifySession(this.#store, id) : opened;
  }
}

function marked(session: Session, mark: SessionMark): Session {
  switch (mark) {
    case 'kept':
    case 'notKept':
      return { ...session, isPinned: mark === 'kept' };
    case 'played':
      return { ...session, lastPlayedAt: epochMs(Date.now()) };
  }
}

/** Saves the waveform peaks of a stem beside it. Fails with `notFound` for an unknown hash, as `findWritable`, or as the disk does. */
export async function saveOverview(store: SongStore, sha256: Sha256, bytes: Uint8Array): Promise<Result<undefined>> {
  const found = store.catalogue.findAudio(sha256);
  if (found === null) return fail('notFound');
  const id = found.sessionId;
  return store.mutex.run(id, async () => {
    const writable = store.findWritable(id);
    if (!writable.ok) return writable;
    const written = await onDisk(() => replaceFile(store.fs, overviewPath(store.folders(id), sha256), bytes));
    if (!written.ok) return written;
    const drawn = (stem: Stem): Stem =>
      stem.file.state === 'saved' && stem.file.audio.sha256 === sha256 ? { ...stem, hasOverview: true } : stem;
    store.show({ ...writable.value, stems: writable.value.stems.map(drawn) });
    return ok();
  });
}

/** Returns a path for display, with `~` for the home folder. */
export function shownPath(path: string, home: string): string {
  return path === home || path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

/** Returns the library's folder and sizes for the page. */
export async function libraryDetails(store: SongStore, quota: LibraryQuota, home: string): Promise<LibraryDetails> {
  const free = await onDisk(() => store.fs.freeBytes(store.root));
  const evictableBytes = await quota.evictableBytes();
  return { folder: shownPath(store.root, home), evictableBytes, freeBytes: free.ok ? free.value : null };
}
