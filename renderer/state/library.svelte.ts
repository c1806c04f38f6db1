import { SvelteMap } from 'svelte/reactivity';
import {
  type Bridge,
  type Failure,
  failure,
  type FetchProgress,
  type ImportAnswer,
  type ImportProgress,
  type LibraryDetails,
  type MainApi,
  mostDroppedFiles,
  type MoveProgress,
  type Notice,
  type PlannedSong,
  type Result,
  type Session,
  type SessionId,
  type SessionMark,
} from '#contract';
import type { Toasts } from './toasts.svelte.ts';

type HomeApi = Pick<MainApi, 'changeLibraryFolder' | 'cancel'>;

/** Where the library lies, and its move to another folder. */
export class LibraryHomeState {
  readonly #api: HomeApi;

  /** How far a move is; null: there is none. */
  moving = $state.raw<MoveProgress | null>(null);
  isCancelling = $state(false);
  /** Why the last try to move it, or to use another one, came to nothing. */
  trouble = $state.raw<Failure | null>(null);

  constructor(api: HomeApi) {
    this.#api = api;
  }

  take(notice: Notice): void {
    if (notice.about === 'move') this.moving = notice.progress;
  }

  /** Asks for a folder and goes there. Null: it was dismissed or cancelled, or failed, which is then told in `trouble`. */
  async change(how: 'move' | 'use'): Promise<LibraryDetails | null> {
    this.trouble = null;
    const changed = await this.#api.changeLibraryFolder(how);
    this.isCancelling = false;
    if (changed.ok) return changed.value;
    this.trouble = changed.failure;
    return null;
  }

  /** Everything stays where it was. */
  async cancelMove(): Promise<void> {
    this.isCancelling = true;
    await this.#api.cancel('move');
  }
}

const key = 'lastSong';

/** The song that was open last; a name that fits no song when there was none. Only a convenience, so it may be lost. */
export function lastSong(): SessionId {
  try {
    return (localStorage.getItem(key) ?? '') as SessionId;
  } catch {
    return '' as SessionId;
  }
}

export function rememberSong(id: SessionId): void {
  try {
    localStorage.setItem(key, id);
  } catch {
    // Storage that is off or full only costs the convenience.
  }
}

/** What a drop holds; preload turns it into paths. */
export type DroppedFiles = Parameters<Bridge['importDropped']>[0];

/** The songs on this disk, as main tells of them. */
export class LibraryState {
  readonly #api: Bridge;
  readonly #toasts: Toasts;

  /** Newest first, the demo song last. */
  sessions = $state.raw<readonly Session[]>([]);
  readonly progress = new SvelteMap<SessionId, FetchProgress>();
  /** Servers that stems lie on and that the user has not allowed yet. */
  hostQuestions = $state.raw<readonly string[]>([]);
  isLoaded = $state(false);
  /** Why the library cannot be read. */
  trouble = $state.raw<Failure | null>(null);
  /** What found no room, and the song it is of, when it is in the library already. */
  full = $state.raw<{ readonly failure: Failure; readonly id: SessionId | null } | null>(null);
  /** How far the import that is being copied is; null: there is none. */
  importing = $state.raw<ImportProgress | null>(null);
  isCancellingImport = $state(false);
  /** Songs that an import would make, when they are several; null: nothing is asked. */
  importQuestion = $state.raw<{ readonly ticket: string; readonly songs: readonly PlannedSong[] } | null>(null);
  /** Bytes that its songs take. */
  readonly usedBytes = $derived(this.sessions.reduce((sum, { byteLength }) => sum + byteLength, 0));
  readonly hasDemo = $derived(this.sessions.some((session) => session.origin.from === 'demo'));

  constructor(api: Bridge, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  find(id: SessionId): Session | null {
    return this.sessions.find((session) => session.id === id) ?? null;
  }

  async load(): Promise<void> {
    const listed = await this.#api.listSessions();
    this.trouble = listed.ok ? null : listed.failure;
    if (listed.ok) this.sessions = sorted(listed.value);
    this.isLoaded = true;
  }

  take(notice: Notice): void {
    switch (notice.about) {
      case 'session':
        this.#put(notice.session);
        break;
      case 'sessionGone':
        this.sessions = this.sessions.filter((session) => session.id !== notice.id);
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
      case 'command':
      case 'keyWaiting':
      case 'suspend':
      case 'exportRequest':
        break;
    }
  }

  /** The songs of the task ids in the text, in its order; null when it failed. */
  async addTasks(text: string): Promise<Result<readonly Session[]>> {
    const added = await this.#api.addTasks(text);
    if (added.ok) for (const session of added.value) this.#put(session);
    return added;
  }

  /** Asks for a folder or files. Gives the songs that were added: none when the user thought better of it, or after a failure. */
  async importChosen(what: 'folder' | 'files'): Promise<readonly Session[]> {
    return this.#import(() => this.#api.chooseImport(what));
  }

  async importDropped(files: DroppedFiles): Promise<readonly Session[]> {
    if (files.length > mostDroppedFiles) {
      this.#toasts.trouble(failure('tooManyStems', `${String(files.length)} files`));
      return [];
    }
    return this.#import(() => this.#api.importDropped(files));
  }

  /** Answers the question of several songs; gives those that were added. */
  async answerImport(isWanted: boolean): Promise<readonly Session[]> {
    const question = this.importQuestion;
    this.importQuestion = null;
    if (question === null) return [];
    return this.#import(() => this.#api.answerImport({ ticket: question.ticket, isWanted }));
  }

  /** Stops every import under way; nothing of them stays. */
  async cancelImport(): Promise<void> {
    this.isCancellingImport = true;
    this.#told(await this.#api.cancel('import'));
    this.isCancellingImport = false;
  }

  async rename(id: SessionId, title: string): Promise<void> {
    const renamed = this.#told(await this.#api.renameSession({ id, title }));
    if (renamed !== null) this.#put(renamed);
  }

  async mark(id: SessionId, mark: SessionMark): Promise<void> {
    this.#told(await this.#api.markSession({ id, mark }));
  }

  async remove(id: SessionId): Promise<boolean> {
    const removed = await this.#api.removeSession(id);
    this.#told(removed);
    if (removed.ok) this.take({ about: 'sessionGone', id });
    return removed.ok;
  }

  async restoreDemo(): Promise<Session | null> {
    const restored = this.#told(await this.#api.restoreDemo());
    if (restored !== null) this.#put(restored);
    return restored;
  }

  async reveal(id: SessionId): Promise<void> {
    this.#told(await this.#api.reveal({ kind: 'session', id }));
  }

  /** Asks the service again; a song that is whole stays as it is when there is nothing new, and that is said. */
  async resume(id: SessionId): Promise<void> {
    const resumed = this.#told(await this.#api.resumeFetch(id));
    if (resumed === 'nothingNew') {
      this.#toasts.news(`${this.find(id)?.title ?? 'The song'} has every stem that the service offers`);
    }
  }

  async cancel(id: SessionId): Promise<void> {
    this.#told(await this.#api.cancelFetch(id));
  }

  async answerHost(host: string, isAllowed: boolean): Promise<void> {
    this.hostQuestions = this.hostQuestions.filter((asked) => asked !== host);
    this.#told(await this.#api.answerHostQuestion({ host, isAllowed }));
  }

  async #import(ask: () => Promise<Result<ImportAnswer | null>>): Promise<readonly Session[]> {
    const asked = await ask();
    if (!asked.ok) {
      this.#tellImport(asked.failure, 0);
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
      this.#tellImport(
        { ...why, detail: [title, why.detail].filter((part) => part !== '').join(': ') },
        sessions.length,
      );
    }
    return sessions;
  }

  /** Why songs were not imported, after `added` of the same import were. */
  #tellImport(why: Failure, added: number): void {
    if (why.kind === 'libraryFull') this.full = { failure: why, id: null };
    else if (why.kind !== 'cancelled') this.#toasts.trouble(why);
    else
      this.#toasts.news(
        added === 0 ? 'Import cancelled. Nothing was added.' : 'Import cancelled. The rest was not added.',
      );
  }

  #put(session: Session): void {
    this.sessions = sorted([...this.sessions.filter((other) => other.id !== session.id), session]);
    if (session.arrival.state !== 'fetching') this.progress.delete(session.id);
  }

  #told<Value>(result: Result<Value>): Value | null {
    if (result.ok) return result.value;
    this.#toasts.trouble(result.failure);
    return null;
  }
}

function sorted(sessions: readonly Session[]): readonly Session[] {
  const demoLast = (session: Session): number => (session.origin.from === 'demo' ? 1 : 0);
  return sessions.toSorted((one, other) => demoLast(one) - demoLast(other) || other.addedAt - one.addedAt);
}
