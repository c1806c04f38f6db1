import type {
  Arrival,
  EpochMs,
  Failure,
  RecordRoute,
  Result,
  Separated,
  Session,
  SessionId,
  StemId,
  StemKind,
  TaskId,
} from '#contract';
import type { PartFile } from '../net/receive-body.ts';

/** The place of one downloaded file in a song: a stem, or the unseparated song. */
export type PartSlot = StemId | 'original';

export type PlannedStem = { readonly id: StemId; readonly kind: StemKind; readonly name: string };

/** What the service offers for a finished song, without the URLs, which are never saved. */
export type TaskPlan = {
  /** Null: keep the title. */
  readonly title: string | null;
  /** In mixer order, perhaps more than a song can hold; ids are the same each time the same task is asked for. */
  readonly stems: readonly PlannedStem[];
  readonly expiresAt: EpochMs | null;
  readonly note: string | null;
  /** What the record tells of the song; what is known already stays. */
  readonly separated?: Separated;
};

/** A partial download in the library. `commit`, `keep` and `discard` close it. */
export type LibraryPart = PartFile & {
  /** Makes the bytes durable under their hash, writes the manifest, then announces the stem as saved. */
  commit(): Promise<Result<undefined>>;
  /** Closes the file and keeps its bytes for a later resume. */
  keep(): Promise<void>;
  /** Closes and removes the file. */
  discard(): Promise<void>;
};

/**
 * What the fetcher needs of the library. A change is durable when its promise settles, and the library sends the page a `session` notice.
 * Methods fail with `notFound` for a song that is gone.
 */
export type LibraryPort = {
  /** All songs that came from a task, in order of `addedAt`. */
  taskSessions(): readonly Session[];
  find(id: SessionId): Session | null;
  findByTask(taskId: TaskId): Session | null;
  /** A new song without stems, arrival `queued`. One song per task: returns the existing one, as it is, if there is one. */
  createForTask(taskId: TaskId, title: string, separated?: Separated): Promise<Result<Session>>;
  setArrival(id: SessionId, arrival: Arrival): Promise<Result<Session>>;
  /** Remembers the route that answered with the task's record. */
  setRoute(id: SessionId, route: RecordRoute): Promise<Result<Session>>;
  /**
   * Merges by stem id: stems that are saved stay saved, new ones are `missing`, ones the plan no longer names stay as they are. What a full
   * song cannot hold is named in `skipped`, and in the note.
   */
  setPlan(id: SessionId, plan: TaskPlan): Promise<Result<Session>>;
  /** Why a missing stem could not be had; null clears it. Leaves saved stems alone. */
  setStemFailure(id: SessionId, stemId: StemId, failure: Failure | null): Promise<Result<Session>>;
  /** Opens (or creates) the part file of a stem that is missing or damaged, or of the original. */
  openPart(id: SessionId, slot: PartSlot): Promise<Result<LibraryPart>>;
};
