import { setTimeout as pause } from 'node:timers/promises';
import {
  fail,
  mostPlannedSongs,
  ok,
  type ImportAnswer,
  type ImportProgress,
  type Result,
  type Session,
} from '#contract';
import { KeyedMutex } from '../../mutex.ts';
import { newSessionId } from '../../disk/ulid.ts';
import { orCancelled } from '../copy-watch.ts';
import { noQuota, type QuotaPort } from '../library-quota.ts';
import type { SongStore } from '../song-store.ts';
import { gather, type Found } from './gather.ts';
import { groupSongs, type SongFiles } from './group-songs.ts';
import { nothingFound } from './guess-stems.ts';
import { copySong } from './import-song.ts';

/** Files must be unchanged for this long before they are copied. */
const stillMs = 2000;
const lookEveryMs = 250;
/** The most open questions; the oldest is dropped. */
const mostQuestions = 8;

export type ImportQueuePorts = {
  /** Called with the progress of the running import; null when the last has ended. */
  readonly onProgress: (progress: ImportProgress | null) => void;
  readonly quota?: QuotaPort;
  /** Milliseconds since 1970 by the clock of the files' disk. */
  readonly now?: () => number;
};

/** Searches imports at once and copies their songs one at a time. */
export class ImportQueue {
  readonly #store: SongStore;
  readonly #quota: QuotaPort;
  readonly #onProgress: (progress: ImportProgress | null) => void;
  readonly #now: () => number;
  readonly #mutex = new KeyedMutex();
  /** One for each running or waiting import. */
  readonly #controllers = new Set<AbortController>();
  /** By their paths, so that the same paths twice are one import. */
  readonly #running = new Map<string, Promise<Result<ImportAnswer>>>();
  readonly #questions = new Map<string, readonly SongFiles[]>();
  #isCopying = false;

  constructor(store: SongStore, { onProgress, quota = noQuota, now = Date.now }: ImportQueuePorts) {
    this.#store = store;
    this.#onProgress = onProgress;
    this.#quota = quota;
    this.#now = now;
  }

  /**
   * Imports files, folders and archives. Copies one song at once; several come back as a question. Waits while another program still
   * writes the files. Fails with `nothingToImport`, `unsupportedFile` and as `copySong`.
   */
  async bring(paths: readonly string[]): Promise<Result<ImportAnswer>> {
    const key = [...new Set(paths)].sort().join('\n');
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const brought = this.#watched((signal) => this.#bring(paths, signal)).finally(() => this.#running.delete(key));
    this.#running.set(key, brought);
    return brought;
  }

  /** Copies the songs of a question, or drops it. A failed song does not stop the others. Fails with `badRequest` for an unknown ticket. */
  async answer({
    ticket,
    isWanted,
  }: {
    readonly ticket: string;
    readonly isWanted: boolean;
  }): Promise<Result<ImportAnswer>> {
    const songs = this.#questions.get(ticket);
    this.#questions.delete(ticket);
    if (songs === undefined) return fail('badRequest');
    if (!isWanted) return ok({ state: 'done', sessions: [], failed: [] });
    return this.#watched((signal) => this.#copyEach(songs, signal));
  }

  /** Whether an import runs or waits. */
  get isBusy(): boolean {
    return this.#controllers.size > 0;
  }

  /** Stops all imports; settles when their files are removed. */
  async cancelAll(): Promise<void> {
    for (const controller of this.#controllers) controller.abort();
    await Promise.allSettled(this.#running.values());
    await this.#mutex.settled();
  }

  async #watched<Value>(work: (signal: AbortSignal) => Promise<Result<Value>>): Promise<Result<Value>> {
    const controller = new AbortController();
    this.#controllers.add(controller);
    try {
      return await orCancelled(controller.signal, () => work(controller.signal));
    } finally {
      this.#controllers.delete(controller);
      if (this.#controllers.size === 0) this.#onProgress(null);
    }
  }

  async #bring(paths: readonly string[], signal: AbortSignal): Promise<Result<ImportAnswer>> {
    const opened = await this.#store.opened();
    if (!opened.ok) return opened;
    const found = await this.#gatherStill(paths, signal);
    const songs = groupSongs(found);
    const [first, ...others] = songs;
    if (first === undefined) return nothingFound(found);
    if (songs.length > mostPlannedSongs) return fail('tooManyStems', `${String(songs.length)} songs`);
    if (others.length > 0) return ok(this.#ask(songs));
    const copied = await this.#copy(first, signal);
    return copied.ok ? ok({ state: 'done', sessions: [copied.value], failed: [] }) : copied;
  }

  #ask(songs: readonly SongFiles[]): ImportAnswer {
    const ticket = newSessionId();
    this.#questions.set(ticket, songs);
    for (const old of [...this.#questions.keys()].slice(0, -mostQuestions)) this.#questions.delete(old);
    const planned = songs.map(({ title, sounds }) => ({
      ...{ title, stemCount: sounds.length },
      byteLength: sounds.reduce((sum, { byteLength }) => sum + byteLength, 0),
    }));
    return { state: 'asks', ticket, songs: planned };
  }

  /** Repeats the search until no file changes: a copy or a download may still be writing. */
  async #gatherStill(paths: readonly string[], signal: AbortSignal): Promise<Found> {
    const look = (): Promise<Found> => gather(this.#store.fs, paths, { signal, unpacks: true });
    let found = await look();
    let sinceMs = performance.now();
    while (found.changedAtMs > this.#now() - stillMs && performance.now() - sinceMs < stillMs) {
      this.#reportWaiting(found);
      await pause(lookEveryMs, undefined, { signal }).catch(() => {
        signal.throwIfAborted();
      });
      const again = await look();
      if (again.fingerprint !== found.fingerprint) sinceMs = performance.now();
      found = again;
    }
    return found;
  }

  #reportWaiting(found: Found): void {
    if (this.#isCopying) return;
    const songs = groupSongs(found);
    const [first] = songs;
    const title = first?.title ?? found.folders[0]?.name ?? found.files.name;
    const sounds = songs.flatMap((song) => song.sounds);
    const bytesTotal = sounds.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.#onProgress({ title, isWaiting: true, filesDone: 0, filesTotal: sounds.length, bytesDone: 0, bytesTotal });
  }

  #copy(song: SongFiles, signal: AbortSignal): Promise<Result<Session>> {
    return this.#mutex.run('import', async () => {
      this.#isCopying = true;
      try {
        return await copySong(this.#store, song, { signal, onProgress: this.#onProgress, quota: this.#quota });
      } finally {
        this.#isCopying = false;
      }
    });
  }

  async #copyEach(songs: readonly SongFiles[], signal: AbortSignal): Promise<Result<ImportAnswer>> {
    const sessions: Session[] = [];
    const failed = [];
    for (const song of songs) {
      const copied = await this.#copy(song, signal);
      if (copied.ok) sessions.push(copied.value);
      else failed.push({ title: song.title, failure: copied.failure });
    }
    return ok({ state: 'done', sessions, failed });
  }
}
