import { basename, dirname } from 'node:path';
import { failure, ok, type Failure, type Result } from '#contract';
import { diskFailure, onDisk } from './disk-failure.ts';
import { type Fs, hasCode, renameFirmly, replaceFile, writeBeside } from './fs.ts';

/** Returns the path of a document's previous version. */
export const backupOf = (path: string): string => `${path}.bak`;

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

/**
 * Replaces a small JSON document atomically; durable once this settles. One writer per path at a time. Throws what the disk throws.
 */
export async function replaceJson(fs: Fs, path: string, value: unknown): Promise<void> {
  await replaceFile(fs, path, encode(value));
}

/**
 * As `replaceJson`, and the last version stays as `.bak`.
 *
 * [Note: two renames] Between the two only the backup is there, so `readJson` takes it then. Whichever of the
 * two names reaches the disk first, what is read is whole.
 */
export async function writeJson(fs: Fs, path: string, value: unknown): Promise<void> {
  const beside = await writeBeside(fs, path, encode(value));
  const hadOne = (await fs.look(path)) !== null;
  if (hadOne) await renameFirmly(fs, path, backupOf(path));
  try {
    await renameFirmly(fs, beside, path);
  } catch (error) {
    if (hadOne) await fs.rename(backupOf(path), path);
    throw error;
  }
  await fs.syncFolder(dirname(path));
}

/** The document; null when it is missing or `parse` refuses it. Throws what else the disk throws. */
export async function readCurrentJson<Value>(
  fs: Fs,
  path: string,
  parse: (json: unknown) => Value | null,
): Promise<Value | null> {
  try {
    return parse(JSON.parse(new TextDecoder().decode(await fs.readFile(path))));
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT', 'ELOOP', 'EISDIR')) return null;
    throw error;
  }
}

/** The document, or its last version when `readCurrentJson` finds none. Null: neither will do. */
export async function readJson<Value>(
  fs: Fs,
  path: string,
  parse: (json: unknown) => Value | null,
): Promise<Value | null> {
  return (await readCurrentJson(fs, path, parse)) ?? (await readCurrentJson(fs, backupOf(path), parse));
}

/** A kind of document: the version this Stemroom writes, and its parser (null: refused). */
export type DocumentForm<Value> = {
  readonly version: number;
  readonly parse: (json: unknown) => Value | null;
};

/** What was found at a document's path. */
export type FoundDocument<Value> =
  | { readonly state: 'absent' }
  | { readonly state: 'read'; readonly value: Value }
  /** Torn, or no document of this kind; a link or a folder in its place. */
  | { readonly state: 'broken' }
  /** `value`: what this Stemroom understands of it. */
  | { readonly state: 'newer'; readonly value: Value | null }
  /** The disk failed to read it; another time it may succeed. */
  | { readonly state: 'unreadable'; readonly failure: Failure };

const withVersion = (json: unknown): number | null =>
  typeof json === 'object' && json !== null && 'version' in json && typeof json.version === 'number'
    ? json.version
    : null;

/** Reads the document at `path`. Failures of the disk are part of the answer. */
export async function findDocument<Value>(
  fs: Fs,
  path: string,
  { version, parse }: DocumentForm<Value>,
): Promise<FoundDocument<Value>> {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(await fs.readFile(path)));
    const value = parse(json);
    if ((withVersion(json) ?? 0) > version) return { state: 'newer', value };
    return value === null ? { state: 'broken' } : { state: 'read', value };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return { state: 'absent' };
    if (error instanceof SyntaxError || hasCode(error, 'ELOOP', 'EISDIR')) return { state: 'broken' };
    const trouble = diskFailure(error);
    if (trouble === null) throw error;
    return { state: 'unreadable', failure: trouble };
  }
}

/** A document's value, from itself or its previous version. */
export type KnownDocument<Value> = {
  /** Null: nothing is known. */
  readonly value: Value | null;
  /** What was found at the document's own path. */
  readonly found: FoundDocument<Value>['state'];
  /** Why nothing may be written in its place; null: it may. */
  readonly trouble: Failure | null;
};

/** Reads a document, or its previous version when that holds more. Failures of the disk are part of the answer. */
export async function knowDocument<Value>(
  fs: Fs,
  path: string,
  form: DocumentForm<Value>,
): Promise<KnownDocument<Value>> {
  const found = await findDocument(fs, path, form);
  const newer = failure('newerVersion', basename(path));
  if (found.state === 'read') return { value: found.value, found: 'read', trouble: null };
  if (found.state === 'newer') return { value: found.value, found: 'newer', trouble: newer };
  const backup = await findDocument(fs, backupOf(path), form);
  const value = backup.state === 'read' || backup.state === 'newer' ? backup.value : null;
  const ofBackup = backup.state === 'newer' ? newer : backup.state === 'unreadable' ? backup.failure : null;
  return { value, found: found.state, trouble: found.state === 'unreadable' ? found.failure : ofBackup };
}

/**
 * As `writeJson`, and nothing that cannot be read is written over: a broken document is set aside as `<name>.unreadable`, and beside one
 * that the disk will not give, or a newer Stemroom wrote, nothing is written. Fails with `newerVersion`, or as the disk does.
 */
export async function writeDocument<Value>(
  fs: Fs,
  path: string,
  value: unknown,
  form: DocumentForm<Value>,
): Promise<Result<undefined>> {
  const written = await onDisk(async (): Promise<Result<undefined>> => {
    const held = await makeWay(fs, path, form);
    if (held !== null) return { ok: false, failure: held };
    await writeJson(fs, path, value);
    return ok();
  });
  return written.ok ? written.value : written;
}

/** Why nothing may be written at `path`; null: it may, and no document is lost by it. */
async function makeWay<Value>(fs: Fs, path: string, form: DocumentForm<Value>): Promise<Failure | null> {
  for (const at of [path, backupOf(path)]) {
    const found = await findDocument(fs, at, form);
    // A good document becomes the backup, and the one before may go.
    if (found.state === 'read' && at === path) return null;
    switch (found.state) {
      case 'absent':
      case 'read':
        break;
      case 'broken':
        await setUnreadableAside(fs, at);
        break;
      case 'newer':
        return failure('newerVersion', basename(path));
      case 'unreadable':
        return found.failure;
    }
  }
  return null;
}

/** Returns the path under which a document is set aside, counted from 1. */
export const asideOf = (path: string, count: number): string =>
  `${path}.unreadable${count === 1 ? '' : `-${String(count)}`}`;

/** Renames the file at `path` to the first free `.unreadable` name. Throws what the disk throws. */
export async function setUnreadableAside(fs: Fs, path: string): Promise<void> {
  for (let count = 1; ; count += 1) {
    const aside = asideOf(path, count);
    if ((await fs.look(aside)) !== null) continue;
    await renameFirmly(fs, path, aside);
    return;
  }
}
