import type { AudioContainer, Result } from '#contract';

/** What the answer said about the whole file before its first byte is written. */
export type Expected = {
  /** A strong ETag, quotes included. Null: the file cannot be resumed. */
  readonly etag: string | null;
  /** Null when the server did not say. */
  readonly totalBytes: number | null;
  /** Decided by the first bytes, never by name or header. */
  readonly container: AudioContainer;
};

/** Where a broken-off download may go on. */
export type ResumePoint = Expected & { readonly etag: string; readonly offsetBytes: number };

/**
 * One file on its way to disk. Within a run every appended byte counts; after a restart only bytes that were
 * fsynced do, so a resume offset is never ahead of durable data.
 */
export type PartFile = {
  /** Null: nothing is there, or it came without a strong ETag. */
  resumeFrom(): ResumePoint | null;
  /** Empties the file and remembers what is expected, for a later resume. Always called before the first `append` of a fresh download. */
  restart(expected: Expected): Promise<Result<undefined>>;
  /** Writes at the end. One call at a time; the chunk may be reused once the promise settles. */
  append(chunk: Uint8Array): Promise<Result<undefined>>;
};
