/** What lies at a path. Links are never followed: they are `other`. */
export type EntryKind = 'file' | 'folder' | 'other';

export type Entry = { readonly name: string; readonly kind: EntryKind };
export type PathFacts = { readonly kind: EntryKind; readonly byteLength: number; readonly changedAtMs: number };

export type OpenFile = {
  /** Fills as much of `into` as the file has from `position` on; gives the number of bytes read. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Writes all of `bytes` at `position`. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  byteLength(): Promise<number>;
  truncate(byteLength: number): Promise<void>;
  /** The bytes survive a power cut once this settles. */
  sync(): Promise<void>;
  close(): Promise<void>;
};

export type OpenMode = 'read' | 'new' | 'create' | 'update';

/**
 * The disk, as small as the library needs it, so that a model with power cuts can stand in for it.
 * Everything throws Node's errors (`code` is ENOSPC, EACCES, ...). Links are refused, not followed.
 */
export type Fs = {
  /** `read`: must exist. `new`: must not. `create`: emptied if it exists. `update`: kept if it exists, created if not. */
  openFile(path: string, mode: OpenMode): Promise<OpenFile>;
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  list(folder: string): Promise<readonly Entry[]>;
  /** Null: nothing is there. */
  look(path: string): Promise<PathFacts | null>;
  /** Where a path leads once every link in it is followed. Null: nothing is there, or the links go round. */
  realPath(path: string): Promise<string | null>;
  /** With its parents. Not durable until the parent is synced. */
  makeFolder(path: string): Promise<void>;
  /** Replaces what is at `to`. Durable once the folders of both are synced. */
  rename(from: string, to: string): Promise<void>;
  /** Nothing there is no error. */
  removeFile(path: string): Promise<void>;
  /** With all that is in it. Nothing there is no error. */
  removeFolder(path: string): Promise<void>;
  /** Makes the names in the folder durable. */
  syncFolder(folder: string): Promise<void>;
  /** Bytes that can still be written to the disk of this folder. */
  freeBytes(folder: string): Promise<number>;
};

/** What can be read, such as what is in an archive. */
export type ReadFs = Pick<Fs, 'openFile' | 'readFile' | 'list' | 'look' | 'realPath'>;

/** A file and where it can be read. */
export type Source = { readonly fs: ReadFs; readonly path: string };
