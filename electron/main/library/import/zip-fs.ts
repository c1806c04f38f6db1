import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { fromRandomAccessReader, RandomAccessReader, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import { hasSoundEnding, type SkippedFile, type SkipReason } from '#contract';
import { diskFailure } from '../../disk/disk-failure.ts';
import type { Entry, OpenFile, PathStat, ReadFs, Source } from '../../disk/fs.ts';

// Limits of one archive, so that a small file cannot fill the disk.
const entriesAtMost = 200;
const bytesAtMost = 2 * 2 ** 30;
const ratioAtMost = 200;
/** Silence compresses a thousandfold; a small archive does no harm. */
const harmlessBytes = 64 * 2 ** 20;

const pieceBytes = 256 * 1024;

export type OpenedZip = {
  /** Reads the archive's entries like a disk; paths start with `/` and never reach the real disk. */
  readonly fs: ReadFs;
  readonly skipped: readonly SkippedFile[];
};
export type RefusedZip = { readonly reason: SkipReason; readonly detail: string };

const refused = (reason: SkipReason, detail = ''): RefusedZip => ({ reason, detail });

/** An error of the disk for a damaged archive. */
const damaged = (cause: unknown): Error =>
  Object.assign(new Error('the archive is damaged', { cause }), { code: 'EBADMSG' });

/** Fills `into` with the bytes of a file from `position` on; the file is open only that long. Throws when the file is shorter. */
async function readPart({ fs, path }: Source, into: Uint8Array, position: number): Promise<void> {
  const file = await fs.openFile(path, 'read');
  try {
    if ((await file.read(into, position)) < into.byteLength) throw damaged('it ends too soon');
  } finally {
    await file.close();
  }
}

/** Gives yauzl parts of a file. It only reads the directory: its streams do not always say that they failed. */
class ArchiveReader extends RandomAccessReader {
  readonly #source: Source;

  constructor(source: Source) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    readPart(this.#source, buffer.subarray(offset, offset + length), position).then(
      () => {
        callback(null);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : damaged(error));
      },
    );
  }
}

/** The compressed bytes of a file (APPNOTE 4.3.7). */
async function* packedBytesOf({ fs, path }: Source, entry: ZipEntry): AsyncGenerator<Buffer> {
  const file = await fs.openFile(path, 'read');
  try {
    const header = Buffer.alloc(30);
    await file.read(header, entry.relativeOffsetOfLocalHeader);
    if (header.readUInt32LE(0) !== 0x04034b50) throw damaged('a file has no header');
    const start = entry.relativeOffsetOfLocalHeader + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const end = start + entry.compressedSize;
    for (let at = start; at < end;) {
      const piece = Buffer.alloc(Math.min(pieceBytes, end - at));
      const count = await file.read(piece, at);
      if (count === 0) throw damaged('it ends too soon');
      yield piece.subarray(0, count);
      at += count;
    }
  } finally {
    await file.close();
  }
}

/** The uncompressed bytes of a file. Throws when they are damaged or end early. */
function bytesOf(source: Source, entry: ZipEntry): AsyncIterable<Buffer> {
  const packed = packedBytesOf(source, entry);
  if (entry.compressionMethod === 0) return packed;
  if (entry.compressionMethod !== 8) throw damaged(`method ${String(entry.compressionMethod)}`);
  // Errors surface where the bytes are read.
  return pipeline(Readable.from(packed), createInflateRaw(), () => undefined);
}

/** Opens a ZIP archive (PKWARE APPNOTE 6.3.10) without unpacking it. A damaged or encrypted archive is a result, not an error. */
export async function openZip(source: Source): Promise<OpenedZip | RefusedZip> {
  try {
    const facts = await source.fs.look(source.path);
    const zip = await openedZip(source, facts?.byteLength ?? 0);
    return await readEntries(zip, source);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw error;
    const trouble = diskFailure(error);
    return trouble === null ? refused('archiveDamaged') : refused('unreadable', trouble.detail);
  }
}

const openedZip = (source: Source, byteLength: number): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false, autoClose: false };
    fromRandomAccessReader(new ArchiveReader(source), byteLength, options, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });

async function readEntries(zip: ZipFile, source: Source): Promise<OpenedZip | RefusedZip> {
  const files = new Map<string, ZipEntry>();
  const keys = new Set<string>();
  const skipped: SkippedFile[] = [];
  let [bytes, packedBytes, count] = [0, 0, 0];
  const skip = (path: string, reason: SkipReason): void => {
    if (hasSoundEnding(path)) skipped.push({ file: path, reason, detail: '' });
  };
  for await (const entry of entriesOf(zip)) {
    const path = nameOf(entry).replaceAll('\\', '/');
    if (path.endsWith('/') || path.startsWith('__MACOSX/') || path.endsWith('/.DS_Store')) continue;
    count += 1;
    if (count > entriesAtMost) return refused('archiveTooLarge', `${String(entriesAtMost)} files`);
    const parts = path.split('/');
    const key = path.normalize('NFC').toLowerCase();
    if (parts.some((part) => part === '' || part === '.' || part === '..') || /^[a-z]:/i.test(path)) {
      skip(path, 'unsafePath');
    } else if (isLink(entry)) skip(path, 'linkOutside');
    else if (isEncrypted(entry)) skip(path, 'encrypted');
    else if (keys.has(key)) skip(path, 'sameName');
    else {
      keys.add(key);
      files.set(`/${path}`, entry);
      bytes += entry.uncompressedSize;
      packedBytes += entry.compressedSize;
    }
    if (bytes > bytesAtMost) return refused('archiveTooLarge', '2 GiB');
  }
  if (bytes > harmlessBytes && bytes > ratioAtMost * packedBytes)
    return refused('archiveTooLarge', '200 times their size');
  return { fs: zipFs(source, files), skipped };
}

const isLink = ({ externalFileAttributes }: ZipEntry): boolean =>
  ((externalFileAttributes >>> 16) & 0o170_000) === 0o120_000;
const isEncrypted = ({ generalPurposeBitFlag }: ZipEntry): boolean => (generalPurposeBitFlag & 1) !== 0;

/** The entries of the central directory, in its order. Throws yauzl's errors. */
async function* entriesOf(zip: ZipFile): AsyncGenerator<ZipEntry> {
  for (;;) {
    const entry = await new Promise<ZipEntry | null>((resolve, reject) => {
      const settle = (value: ZipEntry | null, error: unknown): void => {
        zip.removeAllListeners();
        if (error === undefined) resolve(value);
        else reject(damaged(error));
      };
      zip.once('entry', (next: ZipEntry) => {
        settle(next, undefined);
      });
      zip.once('end', () => {
        settle(null, undefined);
      });
      zip.once('error', (error: unknown) => {
        settle(null, error);
      });
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

// The upper half of code page 437, in which names are written that are not marked as UTF-8.
const codePage437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';

/** Decodes a name; many programs write UTF-8 without the flag. */
function nameOf(entry: ZipEntry): string {
  // Without `decodeStrings` yauzl returns bytes.
  const bytes = entry.fileName as unknown as Buffer;
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : codePage437[byte - 0x80])).join('');
}

function zipFs(source: Source, files: ReadonlyMap<string, ZipEntry>): ReadFs {
  const folders = new Map<string, Map<string, Entry>>([['/', new Map()]]);
  for (const path of files.keys()) {
    const parts = path.split('/').slice(1);
    let folder = '/';
    for (const [depth, name] of parts.entries()) {
      const kind = depth === parts.length - 1 ? 'file' : 'folder';
      const inside = folder === '/' ? `/${name}` : `${folder}/${name}`;
      folders.get(folder)?.set(name, { name, kind });
      if (kind === 'folder' && !folders.has(inside)) folders.set(inside, new Map());
      folder = inside;
    }
  }
  const slashed = (path: string): string => path.replaceAll('\\', '/');
  const entryAt = (path: string): ZipEntry => {
    const entry = files.get(slashed(path));
    if (entry === undefined) throw Object.assign(new Error(`not in the archive: ${path}`), { code: 'ENOENT' });
    return entry;
  };
  const look = (path: string): PathStat | null => {
    const entry = files.get(slashed(path));
    const unknown = { changedAtMs: 0, fileId: 0, touchedAtMs: 0 };
    if (entry !== undefined) return { kind: 'file', byteLength: entry.uncompressedSize, ...unknown };
    return folders.has(slashed(path)) ? { kind: 'folder', byteLength: 0, ...unknown } : null;
  };
  return {
    openFile: (path) => Promise.resolve().then(() => new EntryFile(source, entryAt(path))),
    async readFile(path) {
      const file = new EntryFile(source, entryAt(path));
      try {
        const bytes = new Uint8Array(entryAt(path).uncompressedSize);
        return bytes.subarray(0, await file.read(bytes, 0));
      } finally {
        await file.close();
      }
    },
    list: (path) => Promise.resolve([...(folders.get(slashed(path))?.values() ?? [])]),
    look: (path) => Promise.resolve(look(path)),
    realPath: (path) => Promise.resolve(look(path) === null ? null : path),
  };
}

/** A file in an archive, read from start to end; reading backwards restarts. Compares the checksum at the end. */
class EntryFile implements OpenFile {
  readonly #source: Source;
  readonly #entry: ZipEntry;
  #pieces: AsyncIterator<Buffer> | null = null;
  #piece: Uint8Array = new Uint8Array();
  /** The position of `#piece`, in bytes. */
  #position = 0;
  #crc = 0;

  constructor(source: Source, entry: ZipEntry) {
    this.#source = source;
    this.#entry = entry;
  }

  async read(into: Uint8Array, position: number): Promise<number> {
    try {
      if (this.#pieces === null || position < this.#position) await this.#begin();
      let filled = 0;
      while (filled < into.byteLength) {
        const from = position + filled - this.#position;
        const part = this.#piece.subarray(from, from + into.byteLength - filled);
        into.set(part, filled);
        filled += part.byteLength;
        if (filled < into.byteLength && !(await this.#next())) break;
      }
      return filled;
    } catch (error) {
      throw damaged(error);
    }
  }

  async #begin(): Promise<void> {
    await this.close();
    this.#pieces = bytesOf(this.#source, this.#entry)[Symbol.asyncIterator]();
    [this.#piece, this.#position, this.#crc] = [new Uint8Array(), 0, 0];
  }

  /** Reads the next piece. False: the end, with a correct checksum. */
  async #next(): Promise<boolean> {
    const next = await this.#pieces?.next();
    const { crc32: crc, uncompressedSize } = this.#entry;
    const end = this.#position + this.#piece.byteLength;
    if (next === undefined || next.done === true) {
      if (end !== uncompressedSize || this.#crc !== crc) throw damaged('the checksum differs');
      return false;
    }
    if (end + next.value.byteLength > uncompressedSize) throw damaged('it is longer than it claims');
    [this.#position, this.#piece] = [end, next.value];
    this.#crc = crc32(next.value, this.#crc);
    return true;
  }

  async close(): Promise<void> {
    await this.#pieces?.return?.();
    this.#pieces = null;
  }

  byteLength(): Promise<number> {
    return Promise.resolve(this.#entry.uncompressedSize);
  }

  /** Archives are read-only. */
  write(): Promise<void> {
    return Promise.reject(readOnly());
  }
  truncate(): Promise<void> {
    return Promise.reject(readOnly());
  }
  sync(): Promise<void> {
    return Promise.reject(readOnly());
  }
}

const readOnly = (): Error => Object.assign(new Error('an archive is only read'), { code: 'EROFS' });
