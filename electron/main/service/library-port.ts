import type { Arrival, EpochMs, Failure, Result, Session, SessionId, StemId, StemKind, TaskId } from '#contract';
import type { PartFile } from '../net/receive-body.ts';

/** What one file of a song is fetched for: a stem, or the unseparated song. */
export type PartSlot = StemId | 'original';

export type PlannedStem = { readonly id: StemId; readonly kind: StemKind; readonly name: string };

/** What the service's answer says about a finished song. URLs are not in it: they are never kept. */
export type TaskPlan = {
  /** Null: leave the title as it is. */
  readonly title: string | null;
  /** In mixer order; ids are the same each time the same task is asked for. */
  readonly stems: readonly PlannedStem[];
  readonly expiresAt: EpochMs | null;
  readonly note: string | null;
};

/** A part file that knows its place in the library. After `commit`, `keep` or `discard` it is closed. */
export type LibraryPart = PartFile & {
  /** Makes the bytes durable under their hash, writes the manifest, then announces the stem as saved. */
  commit(): Promise<Result<undefined>>;
  /** Closes the file; its bytes stay, to go on from later. */
  keep(): Promise<void>;
  /** Closes and removes the file. */
  discard(): Promise<void>;
};

/**
 * What the fetcher needs of the library. Every change is durable when its promise settles, and the library itself
 * tells the page (the `session` notice). Methods on a song that is gone fail with `notFound`.
 */
export type LibraryPort = {
  /** All songs that came from a task, in order of `addedAt`. */
  taskSessions(): readonly Session[];
  find(id: SessionId): Session | null;
  findByTask(taskId: TaskId): Session | null;
  /** A new song without stems, arrival `queued`. One song per task: gives the existing one if there is one. */
  createForTask(taskId: TaskId, title: string): Promise<Result<Session>>;
  setArrival(id: SessionId, arrival: Arrival): Promise<Result<Session>>;
  /** Merges by stem id: stems that are saved stay saved, new ones are `missing`, ones the plan no longer names stay as they are. */
  setPlan(id: SessionId, plan: TaskPlan): Promise<Result<Session>>;
  /** Why a missing stem could not be had; null clears it. Leaves saved stems alone. */
  setStemFailure(id: SessionId, stemId: StemId, failure: Failure | null): Promise<Result<Session>>;
  /** Opens (or creates) the part file of a stem that is missing or damaged, or of the original. */
  openPart(id: SessionId, slot: PartSlot): Promise<Result<LibraryPart>>;
};
