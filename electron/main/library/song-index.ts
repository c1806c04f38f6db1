import { crc32 } from 'node:zlib';
import { type ListedSong, listedSong, type Session, type SessionId } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { type Fs, replaceFile } from '../disk/fs.ts';
import type { Log } from '../log.ts';

/** The version of the form of the file. */
const indexVersion = 1;

/** A song as the documents said when their stamp was taken. */
export type IndexedSong = {
  readonly stamp: string;
  /** What the list shows of it, as JSON. */
  readonly listedText: () => string;
  /** The whole song, parsed when it is asked for. */
  readonly session: () => Session;
};

/** What is to be written of a song. */
export type SongToIndex = { readonly stamp: string; readonly session: Session };

export type IndexPlace = {
  /** Path of the index, outside the library: another computer that shares the library has its own. */
  readonly path: string;
  /** The app's version. Another one makes the index anew, whatever has changed in a song. */
  readonly appVersion: string;
  /** Whether this process writes it. */
  readonly isKept: boolean;
};

type Ports = IndexPlace & { readonly fs: Fs; readonly log: Log; readonly root: string };

/**
 * All songs of a library in one file, which is read at once where the documents are thousands.
 *
 * [Note: song index] The documents stay the truth. A line counts only while its stamp, taken from the folder and the document before they were
 * read, is the one that they have now; a line whose checksum is wrong does not count at all. So whatever is lost, torn, old or foreign
 * costs a reading of the document and nothing else. A change appends a line, the last line of a song counts, and the file is written
 * anew when most of its lines are dead.
 */
export class SongIndex {
  readonly #ports: Ports;
  /** Bytes of the file; null: it is to be written anew. */
  #byteLength: number | null = null;
  #deadLines = 0;
  #liveLines = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Returns the indexed songs; none when the index is missing, unreadable, of another library or of another version. */
  async read(): Promise<ReadonlyMap<SessionId, IndexedSong>> {
    const songs = new Map<SessionId, IndexedSong>();
    for (const [id, line] of await this.#lines()) {
      const stampEnd = line.indexOf('\t', idEnd + 1);
      const listedEnd = line.indexOf('\t', stampEnd + 1);
      const listedText = (): string => line.toString('utf8', stampEnd + 1, listedEnd);
      const session = (): Session => sessionOf(listedText(), line.toString('utf8', listedEnd + 1));
      songs.set(id, { stamp: line.toString('latin1', idEnd + 1, stampEnd), listedText, session });
    }
    return songs;
  }

  /** Adds songs, or replaces what was known of them. `isAll`: they are the whole library. Logs failures of the disk. */
  async add(songs: readonly SongToIndex[], isAll: boolean): Promise<void> {
    if (!this.#ports.isKept || (songs.length === 0 && !isAll)) return;
    const written = await onDisk(() => this.#write(songs, isAll));
    if (written.ok) return;
    // Whatever the failure left is not gone on with.
    this.#byteLength = null;
    this.#ports.log.warn('the index of songs could not be written', written.failure);
  }

  async #write(songs: readonly SongToIndex[], isAll: boolean): Promise<void> {
    const lines = songs.map(lineOf);
    const isMostlyDead = this.#deadLines + songs.length > this.#liveLines + 100;
    if (isAll) return this.#rewrite(lines);
    if (this.#byteLength === null || isMostlyDead) {
      const added = new Set(songs.map(({ session }) => session.id));
      const kept = [...(await this.#lines())].filter(([id]) => !added.has(id)).map(([, line]) => line);
      return this.#rewrite([...kept, ...lines]);
    }
    // After a line that a power cut left without its end.
    const bytes = joined([Buffer.alloc(0), ...lines]);
    const file = await this.#ports.fs.openFile(this.#ports.path, 'update');
    try {
      await file.write(bytes, this.#byteLength);
      await file.sync();
    } finally {
      await file.close();
    }
    this.#byteLength += bytes.byteLength;
    this.#deadLines += songs.length;
  }

  async #rewrite(lines: readonly Buffer[]): Promise<void> {
    const { fs, path } = this.#ports;
    const bytes = joined([Buffer.from(this.#header()), ...lines]);
    await replaceFile(fs, path, bytes);
    this.#byteLength = bytes.byteLength;
    this.#liveLines = lines.length;
    this.#deadLines = 0;
  }

  #header(): string {
    const { appVersion, root } = this.#ports;
    return JSON.stringify({ version: indexVersion, app: appVersion, root });
  }

  /** The last whole line of each song. */
  async #lines(): Promise<ReadonlyMap<SessionId, Buffer>> {
    const found = new Map<SessionId, Buffer>();
    this.#byteLength = null;
    const read = await onDisk(() => this.#ports.fs.readFile(this.#ports.path));
    if (!read.ok) return found;
    const bytes = Buffer.from(read.value.buffer, read.value.byteOffset, read.value.byteLength);
    let start = bytes.indexOf('\n') + 1;
    if (bytes.toString('utf8', 0, Math.max(0, start - 1)) !== this.#header()) return found;
    let count = 0;
    for (let end = bytes.indexOf('\n', start); end !== -1; end = bytes.indexOf('\n', start)) {
      const line = bytes.subarray(start, end);
      start = end + 1;
      if (!isWhole(line)) continue;
      found.set(line.toString('latin1', checksumEnd + 1, idEnd) as SessionId, line);
      count += 1;
    }
    this.#byteLength = read.value.byteLength;
    this.#liveLines = found.size;
    this.#deadLines = count - found.size;
    return found;
  }
}

// A line: checksum, id, stamp, what the list shows, and the rest, with tabs between them. JSON writes tabs and line ends as escapes.
const checksumEnd = 8;
const idEnd = checksumEnd + 1 + 26;

const checksumOf = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(checksumEnd, '0');

function lineOf({ stamp, session }: SongToIndex): Buffer {
  const { stems, original, cover } = session;
  const rest = JSON.stringify({ stems, original, cover });
  const text = Buffer.from([session.id, stamp, JSON.stringify(listedSong(session)), rest].join('\t'));
  return Buffer.concat([Buffer.from(`${checksumOf(text)}\t`), text]);
}

/** The checksum proves that we wrote the line, so its values are not checked again. */
const isWhole = (line: Buffer): boolean =>
  line.length > idEnd && line.toString('latin1', 0, checksumEnd) === checksumOf(line.subarray(checksumEnd + 1));

const lineEnd = Buffer.from('\n');
const joined = (lines: readonly Buffer[]): Buffer => Buffer.concat(lines.flatMap((line) => [line, lineEnd]));

function sessionOf(listedText: string, heavyText: string): Session {
  const listed = JSON.parse(listedText) as ListedSong;
  const { id, title, origin, addedAt, arrival, byteLength, isPinned, lastPlayedAt, skipped, isReadOnly } = listed;
  const heavy = JSON.parse(heavyText) as Pick<Session, 'stems' | 'original' | 'cover'>;
  return { id, title, origin, addedAt, arrival, ...heavy, byteLength, isPinned, lastPlayedAt, skipped, isReadOnly };
}
