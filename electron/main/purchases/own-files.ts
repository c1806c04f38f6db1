import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import {
  type AudioContainer,
  type ChosenFile,
  fail,
  longestSongSeconds,
  mostUploadBytes,
  ok,
  type Result,
  type Sha256,
  words,
} from '#contract';
import { diskFailure, onDisk } from '../disk/disk-failure.ts';
import { type Fs, shownName } from '../disk/fs.ts';
import { hashFile } from '../library/copy-sound.ts';
import { soundAt } from '../library/import/look-at.ts';
import type { StoredSound } from '../library/library.ts';
import type { FileToSend } from './purchases.ts';

type OwnFilePorts = {
  readonly fs: Fs;
  /** Where encoded songs lie until they are sent. */
  readonly uploads: string;
  /** A sound of the library; null: no song has it. */
  readonly findSound: (sha256: Sha256) => Promise<StoredSound | null>;
};

const minutesOf = (seconds: number): string =>
  `${String(Math.floor(seconds / 60))}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** Files that the user chose to be separated, by their hashes. */
export class OwnFiles {
  readonly #ports: OwnFilePorts;
  readonly #chosen = new Map<Sha256, StoredSound>();

  constructor(ports: OwnFilePorts) {
    this.#ports = ports;
  }

  /** Checks a file before anything is paid. Fails with `unsupportedFile`, `songTooLong`, `sourceUnreadable`, or as the disk does. */
  async choose(path: string): Promise<Result<ChosenFile>> {
    const checked = await onDisk(() => this.#check(path));
    return checked.ok ? checked.value : checked;
  }

  async #check(path: string): Promise<Result<ChosenFile>> {
    const { fs } = this.#ports;
    const found = await soundAt(fs, path);
    if (!found.ok) return found;
    const { name, container, byteLength } = found.value;
    const seconds = await this.#seconds(path, container);
    if (seconds === 0) return fail('unsupportedFile', words().failures.details.fileSilent(name));
    if (seconds !== null && seconds > longestSongSeconds)
      return fail('songTooLong', words().failures.details.fileOfLength(name, minutesOf(seconds)));
    const sha256 = await hashFile(fs, path, byteLength);
    this.#chosen.set(sha256, { path, byteLength, container });
    return ok({ sha256, name, byteLength, container, seconds });
  }

  /** A file whose headers cannot be read has an unknown length: the service decides about it. */
  async #seconds(path: string, container: AudioContainer): Promise<number | null> {
    // Loaded late, as music-metadata takes a while.
    const { soundSeconds } = await import('../library/file-tokenizer.ts');
    try {
      return await soundSeconds(this.#ports.fs, path, container);
    } catch (error) {
      if (diskFailure(error) !== null) throw error;
      return null;
    }
  }

  /** Finds a chosen file, or the original of a song, by its hash; null: neither. */
  async find(sha256: Sha256): Promise<StoredSound | null> {
    return this.#chosen.get(sha256) ?? (await this.#ports.findSound(sha256));
  }

  /** The path of the encoded song that is sent in place of a large file; its folder is there. Throws what the disk throws. */
  async encodedPath(sha256: Sha256): Promise<string> {
    await this.#ports.fs.makeFolder(this.#ports.uploads);
    return join(this.#ports.uploads, `${sha256}.mp3`);
  }

  /** Reads a file as it is sent. Fails with `sourceUnreadable` when it is not the one that was chosen, or with `songTooLarge`. */
  async read(sha256: Sha256): Promise<Result<FileToSend>> {
    const found = await this.find(sha256);
    if (found === null) return fail('sourceUnreadable');
    const read = await onDisk(() => this.#read(sha256, found));
    if (read.ok) return read.value;
    return fail('sourceUnreadable', `${shownName(basename(found.path))} (${read.failure.detail})`);
  }

  async #read(sha256: Sha256, { path, byteLength, container }: StoredSound): Promise<Result<FileToSend>> {
    const { fs } = this.#ports;
    if (byteLength <= mostUploadBytes) {
      const bytes = await fs.readFile(path);
      const isSame = createHash('sha256').update(bytes).digest('hex') === sha256;
      return isSame ? ok({ bytes, container }) : fail('sourceUnreadable', shownName(basename(path)));
    }
    const encoded = await this.encodedPath(sha256);
    const seen = await fs.look(encoded);
    if (seen?.kind !== 'file' || seen.byteLength > mostUploadBytes) return fail('songTooLarge');
    return ok({ bytes: await fs.readFile(encoded), container: 'mp3' });
  }

  /** Removes encoded songs, such as those that an earlier run left. Throws what the disk throws. */
  removeEncoded(): Promise<void> {
    return this.#ports.fs.removeFolder(this.#ports.uploads);
  }
}
