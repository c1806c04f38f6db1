import { SvelteMap } from 'svelte/reactivity';
import { failure, type Failure, reasonOf, type Result, type SessionId, type SetSong, words } from '#contract';
import { incompleteText, sameTuning } from '../../mix/setlist.ts';
import type { LibraryState } from '../library.svelte.ts';
import type { Ports } from '../ports.ts';
import { playable } from '../song/playable.ts';
import type { SessionState } from '../song/session.svelte.ts';
import { prepareSong, type PreparedSong } from './prepare-song.ts';
import type { SetlistState } from './setlists.svelte.ts';
import type { Toasts } from '../toasts.svelte.ts';
import type { TransportState } from '../song/transport.svelte.ts';

type SetPlayerParts = {
  readonly ports: Pick<Ports, 'api' | 'player'>;
  readonly library: LibraryState;
  readonly setlists: SetlistState;
  readonly session: SessionState;
  readonly transport: TransportState;
  readonly toasts: Toasts;
  /** Called before a song of the setlist opens. */
  readonly onOpen: (id: SessionId) => void;
};

/** The song that follows, opened beforehand. */
type Ahead = {
  readonly song: SetSong;
  readonly prepared: Promise<Result<PreparedSong>>;
  readonly leave: AbortController;
  /** What of the song's files it was made from. */
  stems: string;
};

/**
 * Plays a setlist: the song that follows the open one is opened beforehand, so that it starts at once. One that cannot be heard is skipped
 * with a notice.
 */
export class SetPlayer {
  readonly #parts: SetPlayerParts;
  /** The song of the setlist that is open; null: the open song was not opened from there. */
  #atId = $state<string | null>(null);
  /** Why songs cannot be heard, found when they were opened or prepared. By the id of the song in the setlist. */
  readonly failures = new SvelteMap<string, Failure>();
  isChecking = $state(false);
  #ahead: Ahead | null = null;
  #turn = 0;

  readonly songs = $derived.by(() => this.#parts.setlists.shown?.songs ?? noSongs);
  readonly index = $derived(this.songs.findIndex(({ id }) => id === this.#atId));
  readonly current = $derived(this.songs[this.index] ?? null);
  /** The song that follows; null: the last one is open, or none. */
  readonly next = $derived.by(() =>
    this.index < 0 ? null : (this.songs.slice(this.index + 1).find((song) => this.#mayPlay(song)) ?? null),
  );
  readonly previous = $derived.by(
    () => this.songs.slice(0, Math.max(0, this.index)).findLast((song) => this.#mayPlay(song)) ?? null,
  );

  constructor(parts: SetPlayerParts) {
    this.#parts = parts;
    parts.ports.player.onNotice((notice) => {
      if (notice.about === 'ended') this.#ended();
    });
  }

  /** Opens a song of the setlist; `plays`: and plays it. One that cannot be heard is skipped, until there is one that can. */
  async open(song: SetSong, plays: boolean): Promise<void> {
    const turn = (this.#turn += 1);
    for (let wanted: SetSong | null = song; wanted !== null; wanted = this.next) {
      this.#atId = wanted.id;
      const trouble = await this.#bring(wanted, plays);
      if (turn !== this.#turn) return;
      if (trouble === null) {
        this.failures.delete(wanted.id);
        this.prepareNext();
        return;
      }
      this.#skip(wanted, trouble);
    }
  }

  /** Goes to the song that follows; plays on when one plays. */
  async goNext(): Promise<void> {
    if (this.next !== null) await this.open(this.next, this.#isPlaying);
  }

  /** Goes to the song before; plays on when one plays. */
  async goPrevious(): Promise<void> {
    if (this.previous !== null) await this.open(this.previous, this.#isPlaying);
  }

  /** The open song is none of the setlist any more. */
  leave(): void {
    this.#turn += 1;
    this.#atId = null;
    this.prepareNext();
  }

  /** Follows a change of the setlist: the open song is tuned as it says now, and the song that follows may be another one. */
  followSetlist(): void {
    if (this.current !== null && this.current.sessionId === this.#openId) {
      this.#parts.session.tune(this.current.tuning);
    }
    this.prepareNext();
  }

  /** Compares the files of all songs with their hashes and says which songs are incomplete. */
  async check(): Promise<void> {
    const { ports, library, toasts } = this.#parts;
    const ids = this.songs.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId]));
    this.isChecking = true;
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) !== index) continue;
      const verified = await ports.api.verifySession(id);
      if (verified.ok) library.take({ about: 'session', session: verified.value });
    }
    this.isChecking = false;
    const count = this.songs.filter((song) => this.troubleOf(song) !== null).length;
    const { allComplete, incomplete } = words().notices.setlists;
    toasts.news(count === 0 ? allComplete : incomplete(count));
  }

  /** What is missing of a song, or why it cannot be heard; null: nothing is known to be. */
  troubleOf({ id, sessionId }: SetSong): string | null {
    const failure = this.failures.get(id);
    const song = sessionId === null ? null : this.#parts.library.find(sessionId);
    return incompleteText(song) ?? (failure === undefined ? null : reasonOf(failure));
  }

  /** Opens the song that follows beforehand. */
  prepareNext(): void {
    const { next } = this;
    const isSame = (one: SetSong, other: SetSong): boolean =>
      one.id === other.id && one.sessionId === other.sessionId && sameTuning(one.tuning, other.tuning);
    if (this.#ahead !== null && next !== null && isSame(this.#ahead.song, next)) return;
    const before = this.#ahead;
    before?.leave.abort();
    this.#ahead = null;
    if (next !== null && next.sessionId !== this.#openId) this.#ahead = this.#prepare(next);
    else if (before !== null) void this.#parts.ports.player.unprepare();
  }

  /** Follows a song of the library: prepares it anew when its files are others now. */
  follow(session: Parameters<typeof playable>[0]): void {
    const ahead = this.#ahead;
    if (ahead?.song.sessionId !== session.id || ahead.stems === '') return;
    if (ahead.stems !== stemsOf(session)) this.#prepareAnew();
  }

  /** Prepares another song when the one that follows was removed from the library. */
  followRemoval(id: SessionId): void {
    if (this.#ahead?.song.sessionId === id) this.#prepareAnew();
  }

  #prepareAnew(): void {
    this.#ahead?.leave.abort();
    this.#ahead = null;
    this.prepareNext();
  }

  get #isPlaying(): boolean {
    return this.#parts.transport.motion === 'playing';
  }

  get #openId(): SessionId | null {
    const { place } = this.#parts.session;
    return place.at === 'nowhere' ? null : place.id;
  }

  #mayPlay({ id, sessionId }: SetSong): boolean {
    return sessionId !== null && !this.failures.has(id);
  }

  #ended(): void {
    const { current, next } = this;
    if (current !== null && next !== null) void this.open(next, current.ending === 'goOn');
  }

  /** Brings a song on stage. Returns why it cannot be heard; null: it can, or another one was asked for meanwhile. */
  async #bring(song: SetSong, plays: boolean): Promise<Failure | null> {
    const { session, transport } = this.#parts;
    const { sessionId, tuning } = song;
    if (sessionId === null) return failure('notFound');
    if (session.place.at === 'song' && session.place.id === sessionId && session.sound.state === 'ready') {
      transport.stop();
      session.tune(tuning);
      if (plays) await transport.play();
      return null;
    }
    const ahead = this.#ahead?.song.id === song.id ? this.#ahead : null;
    if (ahead === null) this.#ahead?.leave.abort();
    this.#ahead = null;
    const prepared = ahead === null ? null : await ahead.prepared;
    if (ahead?.leave.signal.aborted === true) return null;
    if (prepared?.ok === false && prepared.failure.kind !== 'cancelled') return prepared.failure;
    this.#parts.onOpen(sessionId);
    await session.open(sessionId, { prepared: prepared?.ok === true ? prepared.value : null, tuning, plays });
    return this.#whyUnheard(sessionId);
  }

  #whyUnheard(id: SessionId): Failure | null {
    const { place, sound, session, problems } = this.#parts.session;
    if (place.at === 'nowhere' || place.id !== id) return null;
    if (place.at === 'closed') return place.failure;
    switch (sound.state) {
      case 'opening':
        return null;
      case 'none':
        return failure('notFetched');
      case 'failed':
        // Without a device no other song can be heard either.
        return sound.failure.kind === 'noAudioDevice' || sound.failure.kind === 'cancelled' ? null : sound.failure;
      case 'ready': {
        const stems = session === null ? [] : playable(session);
        const [first] = problems.values();
        return first !== undefined && stems.every(({ id: stemId }) => problems.has(stemId)) ? first : null;
      }
    }
  }

  #prepare(song: SetSong): Ahead {
    const { ports } = this.#parts;
    const leave = new AbortController();
    const { sessionId } = song;
    const prepared =
      sessionId === null
        ? Promise.resolve<Result<PreparedSong>>({ ok: false, failure: failure('notFound') })
        : prepareSong(ports, sessionId, song.tuning, leave.signal);
    const ahead: Ahead = { song, prepared, leave, stems: '' };
    void prepared.then((done) => {
      if (leave.signal.aborted || this.#ahead !== ahead) return;
      if (done.ok) ahead.stems = stemsOf(done.value.opened.session);
      else if (done.failure.kind !== 'cancelled' && done.failure.kind !== 'noAudioDevice') {
        this.#ahead = null;
        this.#skip(song, done.failure);
        this.prepareNext();
      }
    });
    return ahead;
  }

  #skip(song: SetSong, trouble: Failure): void {
    if (this.failures.has(song.id)) return;
    this.failures.set(song.id, trouble);
    const title = this.#parts.setlists.titleOf(song);
    const text = words().notices.setlists.skipped(title, reasonOf(trouble));
    this.#parts.toasts.offer(text, words().parts.tryAgain, () => {
      this.failures.delete(song.id);
      void this.open(song, false);
    });
  }
}

const noSongs: readonly SetSong[] = [];

const stemsOf = (session: Parameters<typeof playable>[0]): string =>
  playable(session)
    .map(({ id, audio }) => `${id} ${audio.sha256}`)
    .join();
