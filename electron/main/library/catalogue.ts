import type { SavedAudio, Session, SessionId, Sha256, TaskId } from '#contract';

export type FoundAudio = { readonly sessionId: SessionId; readonly audio: SavedAudio };

const taskOf = (session: Session): TaskId | null => (session.origin.from === 'task' ? session.origin.taskId : null);

/** Returns every saved sound file of a song, with the original. */
export function savedAudioOf(session: Session): readonly SavedAudio[] {
  const stems = session.stems.flatMap((stem) => (stem.file.state === 'saved' ? [stem.file.audio] : []));
  return session.original === null ? stems : [...stems, session.original];
}

/** Returns the files that lie beside those of a song's stems. */
export function spareAudioOf(session: Session): readonly SavedAudio[] {
  return session.stems.flatMap(({ spares = [] }) => spares);
}

/** Returns every sound file a song's document lists as saved, also those missing today. */
export function keptAudioOf(session: Session): readonly SavedAudio[] {
  const away = session.stems.flatMap(({ file }) => (file.state === 'away' ? [file.audio] : []));
  return [...savedAudioOf(session), ...away];
}

type Aged = Pick<Session, 'addedAt' | 'id'>;

/** Compares songs for the order of `addedAt`. */
const byAge = (one: Aged, other: Aged): number => one.addedAt - other.addedAt || (one.id < other.id ? -1 : 1);

/** The library's songs in memory, by id and task, and its sound files by hash. The documents on disk are the source. */
export class Catalogue {
  readonly #sessions = new Map<SessionId, Session>();
  readonly #byTask = new Map<TaskId, SessionId>();
  readonly #byHash = new Map<Sha256, Map<SessionId, SavedAudio>>();

  /** In order of `addedAt`. */
  list(): readonly Session[] {
    return [...this.#sessions.values()].sort(byAge);
  }

  /** The song of that id; null when there is none. */
  find(id: SessionId): Session | null {
    return this.#sessions.get(id) ?? null;
  }

  /** The song that came from a task; null when there is none. */
  findByTask(taskId: TaskId): Session | null {
    const id = this.#byTask.get(taskId);
    return id === undefined ? null : this.find(id);
  }

  /** A song that has this file, if any has. */
  findAudio(sha256: Sha256): FoundAudio | null {
    for (const [sessionId, audio] of this.#byHash.get(sha256) ?? []) return { sessionId, audio };
    return null;
  }

  /** Takes a song in, in place of the one of the same id. */
  put(session: Session): void {
    this.remove(session.id);
    this.#sessions.set(session.id, session);
    const taskId = taskOf(session);
    if (taskId !== null) this.#byTask.set(taskId, session.id);
    for (const audio of [...savedAudioOf(session), ...spareAudioOf(session)]) {
      const holders = this.#byHash.get(audio.sha256) ?? new Map<SessionId, SavedAudio>();
      this.#byHash.set(audio.sha256, holders.set(session.id, audio));
    }
  }

  /** Forgets a song; does nothing when it is not here. */
  remove(id: SessionId): void {
    const session = this.find(id);
    if (session === null) return;
    this.#sessions.delete(id);
    const taskId = taskOf(session);
    if (taskId !== null) this.#byTask.delete(taskId);
    for (const audio of [...savedAudioOf(session), ...spareAudioOf(session)])
      this.#byHash.get(audio.sha256)?.delete(id);
  }
}
