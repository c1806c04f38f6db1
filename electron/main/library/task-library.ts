import {
  epochMs,
  fail,
  ok,
  mostSkipped,
  mostStems,
  neverUsed,
  type Arrival,
  type Failure,
  type RecordRoute,
  type Result,
  type SavedAudio,
  type Separated,
  type ServiceSong,
  type Session,
  type SessionId,
  type SkippedFile,
  type Stem,
  type StemId,
  type TaskId,
  unknownSeparated,
  words,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { newSessionId } from '../disk/ulid.ts';
import type { LibraryPart, LibraryPort, PartSlot, TaskPlan } from '../service/library-port.ts';
import type { Expected } from '../net/receive-body.ts';
import type { StoredSound } from './library.ts';
import { noQuota, type QuotaPort } from './library-quota.ts';
import type { SongStore } from './song-store.ts';
import { TaskPart } from './task-part.ts';

const changeStem = (session: Session, id: StemId, change: (stem: Stem) => Stem): Session => ({
  ...session,
  stems: session.stems.map((stem) => (stem.id === id ? change(stem) : stem)),
});

function withPlan(session: Session, plan: TaskPlan): Session {
  if (session.origin.from !== 'task') return session;
  const planned = plan.stems.map(({ id, kind, name }): Stem => {
    const known = session.stems.find((stem) => stem.id === id);
    return known ?? { id, kind, name, file: { state: 'missing', failure: null }, facts: null, hasOverview: false };
  });
  const others = session.stems.filter((stem) => !plan.stems.some(({ id }) => id === stem.id));
  // Known stems come before new ones when the limit is reached.
  const fresh = planned.filter((stem) => !session.stems.includes(stem));
  const leftOut = fresh.splice(Math.max(0, mostStems - session.stems.length));
  const stems = [...planned, ...others].filter((stem) => session.stems.includes(stem) || fresh.includes(stem));
  const note = [plan.note, fullNote(plan.stems.length, leftOut.length)].filter((text) => text !== null).join(' ');
  const separated = withKnown(session.origin.separated, plan.separated ?? unknownSeparated);
  const origin = { ...session.origin, expiresAt: plan.expiresAt, note: note === '' ? null : note, separated };
  return { ...session, title: plan.title ?? session.title, origin, stems, skipped: withLeftOut(session, leftOut) };
}

/** Adds what was not known. */
const withKnown = (known: Separated, told: Separated): Separated => ({
  source: known.source ?? told.source,
  kind: known.kind ?? told.kind,
  audioId: known.audioId ?? told.audioId,
});

/** What the song shows when it cannot hold all that the service offers; null when it can. */
function fullNote(offered: number, leftOut: number): string | null {
  if (leftOut === 0) return null;
  return words().failures.details.stemsOffered(offered, mostStems, leftOut);
}

function withLeftOut({ skipped }: Session, leftOut: readonly Stem[]): readonly SkippedFile[] {
  const others = skipped.filter(({ reason }) => reason !== 'songFull');
  const named = leftOut.map(({ name }) => ({ file: name, reason: 'songFull', detail: String(mostStems) }) as const);
  return [...others, ...named].slice(0, mostSkipped);
}

function withAudio(session: Session, slot: PartSlot, audio: SavedAudio): Session {
  if (slot === 'original') return { ...session, original: audio };
  const saved = { file: { state: 'saved', audio }, facts: null, hasOverview: false } as const;
  return changeStem(session, slot, (stem) => ({ ...stem, ...saved }));
}

const pieceBytes = 1024 * 1024;

/** Copies a file into a part. Throws what the disk throws. */
async function copyInto(part: LibraryPart, fs: Fs, path: string, expected: Expected): Promise<Result<undefined>> {
  const started = await part.restart(expected);
  if (!started.ok) return started;
  const file = await fs.openFile(path, 'read');
  try {
    const piece = new Uint8Array(pieceBytes);
    for (let position = 0; ;) {
      const count = await file.read(piece, position);
      if (count === 0) return ok();
      const appended = await part.append(piece.subarray(0, count));
      if (!appended.ok) return appended;
      position += count;
    }
  } finally {
    await file.close();
  }
}

/** The library for the fetcher. */
export class TaskLibrary implements LibraryPort {
  readonly #store: SongStore;
  readonly #quota: QuotaPort;

  constructor(store: SongStore, quota: QuotaPort = noQuota) {
    this.#store = store;
    this.#quota = quota;
  }

  taskSessions(): readonly Session[] {
    return this.#store.catalogue.list().filter((session) => session.origin.from === 'task');
  }

  find(id: SessionId): Session | null {
    return this.#store.catalogue.find(id);
  }

  findByTask(taskId: TaskId): Session | null {
    return this.#store.catalogue.findByTask(taskId);
  }

  /** Under a mutex, so that the same task added twice at once is one song. */
  createForTask(taskId: TaskId, title: string, separated: Separated = unknownSeparated): Promise<Result<Session>> {
    return this.#store.mutex.run(`task ${taskId}`, async () => {
      const opened = await this.#store.opened();
      if (!opened.ok) return opened;
      const known = this.findByTask(taskId);
      if (known !== null) return ok(known);
      const id = newSessionId();
      const origin = { from: 'task', taskId, expiresAt: null, note: null, route: null, separated } as const;
      const song = { id, title, origin, addedAt: epochMs(Date.now()), arrival: { state: 'queued' } as const };
      const nothing = { stems: [], original: null, cover: null, byteLength: 0 };
      const session: Session = { ...song, ...nothing, ...neverUsed, isReadOnly: false };
      return this.#store.create(id, () => Promise.resolve(ok(session)));
    });
  }

  /** Keeps a copy of the unseparated song, unless the song has one. Fails as the disk does, or with `libraryFull`. */
  async keepOriginal(id: SessionId, { path, byteLength, container }: StoredSound): Promise<Result<undefined>> {
    if (this.find(id)?.original !== null) return ok();
    const opened = await this.openPart(id, 'original');
    if (!opened.ok) return opened;
    const part = opened.value;
    const copied = await onDisk(() =>
      copyInto(part, this.#store.fs, path, { etag: null, totalBytes: byteLength, container }),
    );
    const result = copied.ok ? copied.value : copied;
    if (result.ok) return part.commit();
    await part.discard();
    return result;
  }

  setArrival(id: SessionId, arrival: Arrival): Promise<Result<Session>> {
    return this.#store.change(id, (session) => ({ ...session, arrival }));
  }

  setRoute(id: SessionId, route: RecordRoute): Promise<Result<Session>> {
    const change = (session: Session): Session =>
      session.origin.from === 'task' ? { ...session, origin: { ...session.origin, route } } : session;
    return this.#store.change(id, change);
  }

  /** Remembers the task that generated the song, for good. An empty title leaves the song's as it is. */
  setGeneration(id: SessionId, { taskId, audioId }: ServiceSong, title: string): Promise<Result<Session>> {
    const change = (session: Session): Session => {
      if (session.origin.from !== 'task') return session;
      const { separated } = session.origin;
      // The user's own file is what was separated; the service's song is another road to the same.
      const source =
        separated.source?.from === 'file' ? separated.source : ({ from: 'service', taskId, audioId } as const);
      const origin = { ...session.origin, separated: { ...separated, source, audioId } };
      return { ...session, origin, title: title === '' ? session.title : title };
    };
    return this.#store.change(id, change);
  }

  setPlan(id: SessionId, plan: TaskPlan): Promise<Result<Session>> {
    return this.#store.change(id, (session) => withPlan(session, plan));
  }

  setStemFailure(id: SessionId, stemId: StemId, failure: Failure | null): Promise<Result<Session>> {
    const change = (stem: Stem): Stem =>
      stem.file.state === 'missing' ? { ...stem, file: { state: 'missing', failure } } : stem;
    return this.#store.change(id, (session) => changeStem(session, stemId, change));
  }

  async openPart(id: SessionId, slot: PartSlot): Promise<Result<LibraryPart>> {
    const writable = this.#store.findWritable(id);
    if (!writable.ok) return writable;
    const isKnown = slot === 'original' || writable.value.stems.some((stem) => stem.id === slot);
    if (!isKnown) return fail('notFound', slot);
    const saved = async (audio: SavedAudio): Promise<Result<undefined>> => {
      const changed = await this.#store.change(id, (session) => withAudio(session, slot, audio));
      return changed.ok ? ok() : changed;
    };
    return onDisk(() => TaskPart.open({ store: this.#store, quota: this.#quota, id, slot, saved }));
  }
}
