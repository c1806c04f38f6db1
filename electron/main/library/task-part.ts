import { join } from 'node:path';
import { audioContainers, fail, ok, type Result, type SavedAudio, type SessionId } from '#contract';
import { z } from 'zod';
import { onDisk } from '../disk/disk-failure.ts';
import { type OpenFile, renameFirmly } from '../disk/fs.ts';
import { readCurrentJson, replaceJson } from '../disk/json-file.ts';
import type { Expected, ResumePoint } from '../net/receive-body.ts';
import type { LibraryPart, PartSlot } from '../service/library-port.ts';
import { stemPath } from './folders.ts';
import { hashFile } from './copy-sound.ts';
import { checkFreeSpace } from './copy-watch.ts';
import type { ReleaseQuota, QuotaPort } from './library-quota.ts';
import type { SongStore } from './song-store.ts';

/** The part is fsynced after this many bytes, so that a crash costs no more. */
const syncEveryBytes = 8 * 1024 * 1024;
const progressSchema = z.object({
  etag: z.string().max(1024).nullable(),
  totalBytes: z.int().min(0).nullable(),
  container: z.enum(audioContainers),
  durableBytes: z.int().min(0),
});
type Progress = z.infer<typeof progressSchema>;

/** Writes the manifest once the file is in its place. */
type Saved = (audio: SavedAudio) => Promise<Result<undefined>>;

function parseProgress(json: unknown): Progress | null {
  const progress = progressSchema.safeParse(json);
  return progress.success ? progress.data : null;
}

export type PartPlace = {
  readonly store: SongStore;
  readonly quota: QuotaPort;
  readonly id: SessionId;
  readonly slot: PartSlot;
  readonly saved: Saved;
};

/** A partial download: `<slot>.part` holds the bytes, `<slot>.part.json` how many of them are durable. */
export class TaskPart implements LibraryPart {
  readonly #store: SongStore;
  readonly #id: SessionId;
  readonly #path: string;
  readonly #file: OpenFile;
  readonly #saved: Saved;
  readonly #quota: QuotaPort;
  #releaseQuota: ReleaseQuota = () => undefined;
  #expected: Expected | null = null;
  #byteLength = 0;
  #durableBytes = 0;
  /** Set by a failed fsync, which may have dropped pages: the next one would succeed and prove nothing. */
  #isLost = false;

  private constructor({ store, quota, id, saved }: PartPlace, path: string, file: OpenFile) {
    this.#store = store;
    this.#quota = quota;
    this.#id = id;
    this.#path = path;
    this.#file = file;
    this.#saved = saved;
  }

  /** Opens the part of an earlier run, or an empty one. Throws what the disk throws. */
  static async open(place: PartPlace): Promise<TaskPart> {
    const { store, id, slot } = place;
    const path = join(store.folders(id).song, `${slot}.part`);
    const progress = await readCurrentJson(store.fs, `${path}.json`, parseProgress);
    const part = new TaskPart(place, path, await store.fs.openFile(path, 'update'));
    await part.#takeUp(progress);
    return part;
  }

  async #takeUp(progress: Progress | null): Promise<void> {
    const isUsable = progress !== null && (await this.#file.byteLength()) >= progress.durableBytes;
    this.#expected = isUsable ? progress : null;
    this.#byteLength = this.#durableBytes = isUsable ? progress.durableBytes : 0;
    await this.#file.truncate(this.#byteLength);
  }

  resumeFrom(): ResumePoint | null {
    if (this.#expected === null || this.#byteLength === 0) return null;
    const { etag, totalBytes, container } = this.#expected;
    if (etag === null) return null;
    return { etag, totalBytes, container, offsetBytes: this.#byteLength };
  }

  async restart(expected: Expected): Promise<Result<undefined>> {
    const reserved = await this.#quota.reserve(expected.totalBytes ?? 0);
    if (!reserved.ok) return reserved;
    this.#releaseQuota();
    this.#releaseQuota = reserved.value;
    const folder = this.#store.folders(this.#id).song;
    const started = await onDisk(async (): Promise<Result<undefined>> => {
      const space = await checkFreeSpace(this.#store.fs, folder, expected.totalBytes ?? 0);
      if (!space.ok) return space;
      this.#expected = expected;
      this.#byteLength = this.#durableBytes = 0;
      // The old progress must be gone before the bytes it describes.
      await this.#writeProgress();
      await this.#file.truncate(0);
      return ok();
    });
    return started.ok ? started.value : started;
  }

  append(chunk: Uint8Array): Promise<Result<undefined>> {
    return onDisk(async () => {
      await this.#file.write(chunk, this.#byteLength);
      this.#byteLength += chunk.byteLength;
      if (this.#byteLength - this.#durableBytes >= syncEveryBytes) await this.#makeDurable();
    });
  }

  async commit(): Promise<Result<undefined>> {
    const expected = this.#expected;
    if (expected === null || this.#byteLength === 0) return this.#fails('truncated');
    if (expected.totalBytes !== null && expected.totalBytes !== this.#byteLength) return this.#fails('truncated');
    const placed = await onDisk(() => this.#place(expected));
    if (!placed.ok) {
      this.#releaseQuota();
      await (this.#isLost ? this.discard() : onDisk(() => this.#file.close()));
      return placed;
    }
    const saved = await this.#saved(placed.value);
    this.#releaseQuota();
    if (saved.ok) await onDisk(() => this.#forgetProgress());
    return saved;
  }

  async keep(): Promise<void> {
    this.#releaseQuota();
    const kept = await onDisk(async () => {
      if (this.#expected !== null && !this.#isLost) await this.#makeDurable();
    });
    if (this.#isLost) return this.discard();
    if (!kept.ok) this.#store.log.warn('a part could not be kept', { id: this.#id, ...kept.failure });
    await onDisk(() => this.#file.close());
  }

  async discard(): Promise<void> {
    this.#releaseQuota();
    await onDisk(() => this.#file.close());
    await onDisk(() => this.#store.fs.removeFile(this.#path));
    await onDisk(() => this.#forgetProgress());
  }

  async #place({ container }: Expected): Promise<SavedAudio> {
    const { fs } = this.#store;
    const folders = this.#store.folders(this.#id);
    await this.#sync();
    await this.#file.close();
    const sha256 = await hashFile(fs, this.#path, this.#byteLength);
    const audio = { sha256, byteLength: this.#byteLength, container };
    await fs.makeFolder(folders.stems);
    await renameFirmly(fs, this.#path, stemPath(folders, audio));
    await fs.syncFolder(folders.stems);
    await fs.syncFolder(folders.song);
    return audio;
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.sync();
    } catch (error) {
      this.#isLost = true;
      throw error;
    }
  }

  async #makeDurable(): Promise<void> {
    await this.#sync();
    this.#durableBytes = this.#byteLength;
    await this.#writeProgress();
  }

  #writeProgress(): Promise<void> {
    const { etag = null, totalBytes = null, container = 'mp3' } = this.#expected ?? {};
    const progress: Progress = { etag, totalBytes, container, durableBytes: this.#durableBytes };
    return replaceJson(this.#store.fs, `${this.#path}.json`, progress);
  }

  async #forgetProgress(): Promise<void> {
    for (const end of ['.json', '.json.tmp']) await this.#store.fs.removeFile(`${this.#path}${end}`);
  }

  async #fails(kind: 'truncated'): Promise<Result<undefined>> {
    await this.keep();
    return fail(kind);
  }
}
