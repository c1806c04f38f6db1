import { SvelteMap } from 'svelte/reactivity';
import {
  type Bridge,
  type Failure,
  failure,
  type FetchProgress,
  type ImportAnswer,
  type ImportProgress,
  type LibraryDetails,
  type ListedSong,
  listedSong,
  type MainApi,
  mostDroppedFiles,
  type MoveProgress,
  type Notice,
  type PlannedSong,
  type Result,
  type Session,
  type SessionId,
  type SessionMark,
  unpackSongs,
  words,
} from '#contract';
import type { Toasts } from './toasts.svelte.ts';

type HomeApi = Pick<MainApi, 'changeLibraryFolder' | 'cancel'>;

/** The library's folder and its move to another one. */
export class LibraryHomeState {
  readonly #api: HomeApi;

  /** Progress of a move; null when none runs. */
  moving = $state.raw<MoveProgress | null>(null);
  isCancelling = $state(false);
  /** Why the last change of the folder failed. */
  trouble = $state.raw<Failure | null>(null);

  constructor(api: HomeApi) {
    this.#api = api;
  }

  /** Follows a notice of main. */
  take(notice: Notice): void {
    if (notice.about === 'move') this.moving = notice.progress;
  }

  /** Asks for a folder and moves or switches to it. Null when dismissed, cancelled or failed; the failure is then in `trouble`. */
  async change(how: 'move' | 'use'): Promise<LibraryDetails | null> {
    this.trouble = null;
    const changed = await this.#api.changeLibraryFolder(how);
    this.isCancelling = false;
    if (changed.ok) return changed.value;
    this.trouble = changed.failure;
    return null;
  }

  /** Cancels the move; the library stays where it was. */
  async cancelMove(): Promise<void> {
    this.isCancelling = true;
    await this.#api.cancel('move');
  }
}

const key = 'lastSong';

/** The song that was open last, or an id that fits no song. May be lost. */
export function lastSong(): SessionId {
  try {
    return (localStorage.getItem(key) ?? '') as SessionId;
  } catch {
    return '' as SessionId;
  }
}

/** Remembers a song for `lastSong`. */
export function rememberSong(id: SessionId): void {
  try {
    localStorage.setItem(key, id);
  } catch {
    // Without storage the app opens another song at the start.
  }
}

/** The files of a drop; preload turns them into paths. */
export type DroppedFiles = Parameters<Bridge['importDropped']>[0];

/** The songs of the library, kept in step with main. */
export class LibraryState {
  readonly #api: Bridge;
  readonly #toasts: Toasts;

  /** Newest first, the demo song last. */
  songs = $state.raw<readonly ListedSong[]>([]);
  /** The songs of which main has told everything: those that were opened or changed. */
  readonly #whole = new SvelteMap<SessionId, Session>();
  readonly progress = new SvelteMap<SessionId, FetchProgress>();
  /** Servers that hold stems and wait for the user's permission. */
  hostQuestions = $state.raw<readonly string[]>([]);
  isLoaded = $state(false);
  /** Why the library cannot be read. */
  trouble = $state.raw<Failure | null>(null);
  /** What exceeded the quota, with the song that waits for space; `id` is null for an import. */
  full = $state.raw<{ readonly failure: Failure; readonly id: SessionId | null } | null>(null);
  /** Progress of the import; null when none runs. */
  importing = $state.raw<ImportProgress | null>(null);
  isCancellingImport = $state(false);
  /** The songs that an import of several would add, while it waits for an answer. */
  importQuestion = $state.raw<{ readonly ticket: string; readonly songs: readonly PlannedSong[] } | null>(null);
  /** Size of all songs in bytes. */
  readonly usedBytes = $derived(this.songs.reduce((sum, { byteLength }) => sum + byteLength, 0));
  readonly hasDemo = $derived(this.songs.some(({ origin }) => origin.from === 'demo'));

  constructor(api: Bridge, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  /** The song with this id, or null. */
  find(id: SessionId): ListedSong | null {
    return this.songs.find((song) => song.id === id) ?? null;
  }

  /** The song with its stems; null for one that was neither opened nor changed. */
  whole(id: SessionId): Session | null {
    return this.#whole.get(id) ?? null;
  }

  /** The songs whose titles contain a text, ignoring case, in the order of `songs`. */
  called(wanted: string): readonly ListedSong[] {
    const text = folded(wanted.trim());
    return text === '' ? this.songs : this.songs.filter((song) => foldedTitle(song).includes(text));
  }

  /** Loads all songs. On failure `trouble` says why. */
  async load(): Promise<void> {
    const listed = await this.#api.listSongs();
    this.trouble = listed.ok ? null : listed.failure;
    if (listed.ok) {
      this.songs = unpackSongs(listed.value).toSorted(byPlace);
      for (const id of this.#whole.keys()) if (this.find(id) === null) this.#whole.delete(id);
    }
    this.isLoaded = true;
  }

  /** Follows a notice of main. */
  take(notice: Notice): void {
    switch (notice.about) {
      case 'session':
        this.#put(notice.session);
        break;
      case 'sessionGone':
        this.songs = this.songs.filter((song) => song.id !== notice.id);
        this.#whole.delete(notice.id);
        break;
      case 'fetch':
        this.progress.set(notice.progress.sessionId, notice.progress);
        break;
      case 'hostQuestion':
        if (!this.hostQuestions.includes(notice.host)) this.hostQuestions = [...this.hostQuestions, notice.host];
        break;
      case 'import':
        this.importing = notice.progress;
        break;
      case 'move':
      case 'purchase':
      case 'command':
      case 'keyWaiting':
      case 'suspend':
      case 'exportRequest':
      case 'stage':
        break;
    }
  }

  /** Adds the songs of all task ids in the text and returns them in its order. */
  async addTasks(text: string): Promise<Result<readonly Session[]>> {
    const added = await this.#api.addTasks(text);
    if (added.ok) for (const session of added.value) this.#put(session);
    return added;
  }

  /** Asks for a folder or files and imports them. Returns the added songs, none when dismissed or failed. */
  async importChosen(what: 'folder' | 'files'): Promise<readonly Session[]> {
    return this.#import(() => this.#api.chooseImport(what));
  }

  /** Imports dropped files. Returns the added songs. */
  async importDropped(files: DroppedFiles): Promise<readonly Session[]> {
    if (files.length > mostDroppedFiles) {
      this.#toasts.trouble(failure('tooManyStems', words().notices.songs.tooManyFiles(files.length)));
      return [];
    }
    return this.#import(() => this.#api.importDropped(files));
  }

  /** Answers the question of an import of several songs. Returns the added songs. */
  async answerImport(isWanted: boolean): Promise<readonly Session[]> {
    const question = this.importQuestion;
    this.importQuestion = null;
    if (question === null) return [];
    return this.#import(() => this.#api.answerImport({ ticket: question.ticket, isWanted }));
  }

  /** Cancels all running imports; nothing of them stays. */
  async cancelImport(): Promise<void> {
    this.isCancellingImport = true;
    this.#valueOf(await this.#api.cancel('import'));
    this.isCancellingImport = false;
  }

  /** Changes the title of a song. */
  async rename(id: SessionId, title: string): Promise<void> {
    const renamed = this.#valueOf(await this.#api.renameSession({ id, title }));
    if (renamed !== null) this.#put(renamed);
  }

  /** Marks a song as played, kept or not kept. */
  async mark(id: SessionId, mark: SessionMark): Promise<void> {
    this.#valueOf(await this.#api.markSession({ id, mark }));
  }

  /** Moves a song to the trash. Returns whether it is gone. */
  async remove(id: SessionId): Promise<boolean> {
    const removed = await this.#api.removeSession(id);
    this.#valueOf(removed);
    if (removed.ok) this.take({ about: 'sessionGone', id });
    return removed.ok;
  }

  /** Restores the demo song or its missing stems. Null after showing why that failed. */
  async restoreDemo(): Promise<Session | null> {
    const restored = this.#valueOf(await this.#api.restoreDemo());
    if (restored !== null) this.#put(restored);
    return restored;
  }

  /** Shows a song's folder in the file manager. */
  async reveal(id: SessionId): Promise<void> {
    this.#valueOf(await this.#api.reveal({ kind: 'session', id }));
  }

  /** Continues fetching a song, or checks a complete one for new stems and says when there are none. */
  async resume(id: SessionId): Promise<void> {
    const resumed = this.#valueOf(await this.#api.resumeFetch(id));
    if (resumed === 'nothingNew') {
      const { nothingNew, nothingNewUntitled } = words().notices.songs;
      const title = this.find(id)?.title;
      this.#toasts.news(title === undefined ? nothingNewUntitled : nothingNew(title));
    }
  }

  /** Stops fetching a song. */
  async cancel(id: SessionId): Promise<void> {
    this.#valueOf(await this.#api.cancelFetch(id));
  }

  /** Allows or refuses a server that holds stems; the answer is remembered. */
  async answerHost(host: string, isAllowed: boolean): Promise<void> {
    this.hostQuestions = this.hostQuestions.filter((asked) => asked !== host);
    this.#valueOf(await this.#api.answerHostQuestion({ host, isAllowed }));
  }

  async #import(ask: () => Promise<Result<ImportAnswer | null>>): Promise<readonly Session[]> {
    const asked = await ask();
    if (!asked.ok) {
      this.#showImportFailure(asked.failure, 0);
      return [];
    }
    if (asked.value === null) return [];
    if (asked.value.state === 'asks') {
      this.importQuestion = asked.value;
      return [];
    }
    const { sessions, failed } = asked.value;
    for (const session of sessions) this.#put(session);
    for (const { title, failure: why } of failed) {
      this.#showImportFailure({ ...why, detail: detailOf(title, why.detail) }, sessions.length);
    }
    return sessions;
  }

  /** Shows why songs were not imported, after `added` of the same import were. */
  #showImportFailure(why: Failure, added: number): void {
    if (why.kind === 'libraryFull') this.full = { failure: why, id: null };
    else if (why.kind !== 'cancelled') this.#toasts.trouble(why);
    else this.#toasts.news(words().notices.songs[added === 0 ? 'importCancelled' : 'restCancelled']);
  }

  #put(session: Session): void {
    const song = listedSong(session);
    const others = this.songs.filter((other) => other.id !== song.id);
    const after = others.findIndex((other) => byPlace(other, song) > 0);
    this.songs = others.toSpliced(after === -1 ? others.length : after, 0, song);
    this.#whole.set(session.id, session);
    if (session.arrival.state !== 'fetching') this.progress.delete(session.id);
  }

  #valueOf<Value>(result: Result<Value>): Value | null {
    if (result.ok) return result.value;
    this.#toasts.trouble(result.failure);
    return null;
  }
}

/** The detail of a failure with the song that it is about; either may be empty. */
function detailOf(title: string, detail: string): string {
  if (title === '' || detail === '') return title + detail;
  return words().notices.songs.detailOf(title, detail);
}

const demoLast = ({ origin }: ListedSong): number => (origin.from === 'demo' ? 1 : 0);
const byPlace = (one: ListedSong, other: ListedSong): number =>
  demoLast(one) - demoLast(other) || other.addedAt - one.addedAt || (one.id < other.id ? -1 : 1);

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
const foldedTitles = new WeakMap<ListedSong, string>();

/** Folded once: a large library is searched at every key. */
function foldedTitle(song: ListedSong): string {
  const known = foldedTitles.get(song) ?? folded(song.title);
  foldedTitles.set(song, known);
  return known;
}
