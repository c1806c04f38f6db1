import { createHash } from 'node:crypto';
import {
  epochMs,
  fail,
  ok,
  mostStems,
  neverUsed,
  type RecordRoute,
  type Result,
  type Session,
  type SessionId,
  type Sha256,
  type Stem,
  type TaskId,
  unknownSeparated,
} from '../../electron/contract/index.ts';
import type { Expected, ResumePoint } from '../../electron/main/net/receive-body.ts';
import type { LibraryPart, LibraryPort, PartSlot, TaskPlan } from '../../electron/main/service/library-port.ts';

/** A part file in memory, with the library's rules of resuming. */
export class MemoryPart implements LibraryPart {
  bytes = Buffer.alloc(0);
  expected: Expected | null = null;
  restarts = 0;
  ending: 'open' | 'committed' | 'kept' | 'discarded' = 'open';
  /** Given once to the next append. */
  appendFailure: Result<undefined> | null = null;
  readonly #onCommit: (part: MemoryPart) => void;

  constructor(
    onCommit: (part: MemoryPart) => void = () => {
      // A part on its own has no library to tell.
    },
  ) {
    this.#onCommit = onCommit;
  }

  resumeFrom(): ResumePoint | null {
    if (this.expected?.etag == null || this.bytes.length === 0) return null;
    return { ...this.expected, etag: this.expected.etag, offsetBytes: this.bytes.length };
  }

  restart(expected: Expected): Promise<Result<undefined>> {
    this.bytes = Buffer.alloc(0);
    this.expected = expected;
    this.restarts += 1;
    return Promise.resolve(ok());
  }

  append(chunk: Uint8Array): Promise<Result<undefined>> {
    if (this.expected === null) throw new Error('append before restart');
    if (this.appendFailure !== null) return Promise.resolve(this.appendFailure);
    this.bytes = Buffer.concat([this.bytes, chunk]);
    return Promise.resolve(ok());
  }

  commit(): Promise<Result<undefined>> {
    this.ending = 'committed';
    this.#onCommit(this);
    return Promise.resolve(ok());
  }

  keep(): Promise<void> {
    this.ending = 'kept';
    return Promise.resolve();
  }

  discard(): Promise<void> {
    this.ending = 'discarded';
    this.bytes = Buffer.alloc(0);
    return Promise.resolve();
  }
}

/** The library's port without a disk. Parts outlive `openPart`, as files do. */
export class MemoryLibrary implements LibraryPort {
  readonly sessions = new Map<SessionId, Session>();
  readonly parts = new Map<string, MemoryPart>();
  /** Every arrival of every song, in order. */
  readonly arrivals: string[] = [];

  taskSessions(): readonly Session[] {
    return [...this.sessions.values()].filter(({ origin }) => origin.from === 'task');
  }

  find(id: SessionId): Session | null {
    return this.sessions.get(id) ?? null;
  }

  findByTask(taskId: TaskId): Session | null {
    return this.taskSessions().find(({ origin }) => origin.from === 'task' && origin.taskId === taskId) ?? null;
  }

  createForTask(taskId: TaskId, title: string, separated = unknownSeparated): Promise<Result<Session>> {
    const known = this.findByTask(taskId);
    if (known !== null) return Promise.resolve(ok(known));
    const id = String(this.sessions.size).padStart(26, '0') as SessionId;
    return this.#keep({
      id,
      title,
      origin: { from: 'task', taskId, expiresAt: null, note: null, route: null, separated },
      addedAt: epochMs(this.sessions.size),
      arrival: { state: 'queued' },
      stems: [],
      original: null,
      cover: null,
      byteLength: 0,
      ...neverUsed,
      isReadOnly: false,
    });
  }

  setArrival(id: SessionId, arrival: Session['arrival']): Promise<Result<Session>> {
    this.arrivals.push('failure' in arrival ? `${arrival.state} ${arrival.failure.kind}` : arrival.state);
    return this.#change(id, (session) => ({ ...session, arrival }));
  }

  setRoute(id: SessionId, route: RecordRoute): Promise<Result<Session>> {
    return this.#change(id, (session) =>
      session.origin.from === 'task' ? { ...session, origin: { ...session.origin, route } } : session,
    );
  }

  setPlan(id: SessionId, plan: TaskPlan): Promise<Result<Session>> {
    return this.#change(id, (session) => {
      const added = plan.stems
        .filter((stem) => !session.stems.some((known) => known.id === stem.id))
        .map((stem): Stem => ({ ...stem, file: { state: 'missing', failure: null }, facts: null, hasOverview: false }));
      const origin =
        session.origin.from === 'task'
          ? { ...session.origin, expiresAt: plan.expiresAt, note: plan.note }
          : session.origin;
      const stems = [...session.stems, ...added].slice(0, mostStems);
      return { ...session, title: plan.title ?? session.title, origin, stems };
    });
  }

  setStemFailure: LibraryPort['setStemFailure'] = (id, stemId, failure) =>
    this.#changeStem(id, stemId, (stem) =>
      stem.file.state === 'saved' ? stem : { ...stem, file: { state: 'missing', failure } },
    );

  openPart(id: SessionId, slot: PartSlot): Promise<Result<LibraryPart>> {
    if (!this.sessions.has(id)) return Promise.resolve(fail('notFound'));
    const name = `${id}/${slot}`;
    const part = this.parts.get(name) ?? new MemoryPart((done) => void this.#save(id, slot, done));
    part.ending = 'open';
    this.parts.set(name, part);
    return Promise.resolve(ok(part));
  }

  async #save(id: SessionId, slot: PartSlot, part: MemoryPart): Promise<void> {
    const sha256 = createHash('sha256').update(part.bytes).digest('hex') as Sha256;
    const audio = { sha256, byteLength: part.bytes.length, container: part.expected?.container ?? 'mp3' };
    await this.#change(id, (session) => ({ ...session, byteLength: session.byteLength + audio.byteLength }));
    if (slot === 'original') await this.#change(id, (session) => ({ ...session, original: audio }));
    else await this.#changeStem(id, slot, (stem) => ({ ...stem, file: { state: 'saved', audio } }));
  }

  #changeStem(id: SessionId, stemId: string, change: (stem: Stem) => Stem): Promise<Result<Session>> {
    return this.#change(id, (session) => ({
      ...session,
      stems: session.stems.map((stem) => (stem.id === stemId ? change(stem) : stem)),
    }));
  }

  #change(id: SessionId, change: (session: Session) => Session): Promise<Result<Session>> {
    const session = this.sessions.get(id);
    return session === undefined ? Promise.resolve(fail('notFound')) : this.#keep(change(session));
  }

  #keep(session: Session): Promise<Result<Session>> {
    this.sessions.set(session.id, session);
    return Promise.resolve(ok(session));
  }
}
