import { join } from 'node:path';
import {
  epochMs,
  fail,
  ok,
  stemKinds,
  neverUsed,
  type Result,
  type SavedAudio,
  type Session,
  type SessionId,
  type Stem,
  type StemId,
  words,
} from '#contract';
import { z } from 'zod';
import { onDisk } from '../disk/disk-failure.ts';
import { readCurrentJson } from '../disk/json-file.ts';
import { newSessionId } from '../disk/ulid.ts';
import { copySound, sniffFile } from './copy-sound.ts';
import { stemPath, type SongFolders } from './folders.ts';
import { nameStems } from './stems/name-stems.ts';
import { savedBytes } from './documents.ts';
import type { SongStore } from './song-store.ts';

const demoSchema = z.object({
  title: z.string().min(1).max(200),
  stems: z
    .array(
      z.object({
        file: z.string().regex(/^[a-z0-9-]+\.mp3$/),
        kind: z.enum(stemKinds),
        name: z.string().min(1).max(200),
      }),
    )
    .min(1)
    .max(64),
});
type DemoSong = z.infer<typeof demoSchema>;

function parseDemo(json: unknown): DemoSong | null {
  const demo = demoSchema.safeParse(json);
  return demo.success ? demo.data : null;
}

const isDemo = (session: Session): boolean => session.origin.from === 'demo';

/** The demo song, copied into the library like any other. */
export class Demo {
  readonly #store: SongStore;
  readonly #folder: string;

  constructor(store: SongStore, folder: string) {
    this.#store = store;
    this.#folder = folder;
  }

  /** Whether this is the demo song. */
  has(id: SessionId): boolean {
    const session = this.#store.catalogue.find(id);
    return session !== null && isDemo(session);
  }

  /** Returns the demo song of the library, and adds it when it is missing. Never adds a second one. */
  restore(): Promise<Result<Session>> {
    return this.#inTurn((here) => Promise.resolve(ok(here)));
  }

  /** As `restore`, and also restores missing stems. */
  restoreWhole(): Promise<Result<Session>> {
    return this.#inTurn((here) => this.#mend(here));
  }

  #inTurn(take: (here: Session) => Promise<Result<Session>>): Promise<Result<Session>> {
    return this.#store.mutex.run('demo', async () => {
      const opened = await this.#store.opened();
      if (!opened.ok) return opened;
      const here = this.#store.catalogue.list().find(isDemo);
      return here === undefined ? this.#add() : take(here);
    });
  }

  async #read(): Promise<Result<DemoSong>> {
    const read = await onDisk(() => readCurrentJson(this.#store.fs, join(this.#folder, 'song.json'), parseDemo));
    if (!read.ok) return read;
    return read.value === null ? fail('folderUnavailable', words().failures.details.demoSong) : ok(read.value);
  }

  async #copy(file: string, stemsFolder: string): Promise<Result<SavedAudio>> {
    const { fs } = this.#store;
    const path = join(this.#folder, file);
    const container = await sniffFile(fs, path);
    return container === null
      ? fail('unsupportedFile', file)
      : ok(await copySound(fs, { fs, path }, stemsFolder, container));
  }

  /** Restores stems whose files are missing or have another length. Names and mix stay as they are. */
  async #mend(song: Session): Promise<Result<Session>> {
    const folders = this.#store.folders(song.id);
    const absent = await onDisk(() => this.#absentStems(song, folders));
    if (!absent.ok || absent.value.size === 0) return absent.ok ? ok(song) : absent;
    const writable = this.#store.findWritable(song.id);
    if (!writable.ok) return writable;
    const read = await this.#read();
    if (!read.ok) return read;
    const copied = await onDisk(async (): Promise<Result<ReadonlyMap<StemId, SavedAudio>>> => {
      const audios = new Map<StemId, SavedAudio>();
      await this.#store.fs.makeFolder(folders.stems);
      for (const { file, id } of nameStems(read.value.stems)) {
        if (!absent.value.has(id)) continue;
        const audio = await this.#copy(file, folders.stems);
        if (!audio.ok) return audio;
        audios.set(id, audio.value);
      }
      await this.#store.fs.syncFolder(folders.stems);
      return ok(audios);
    });
    if (!copied.ok) return copied;
    const audios = copied.value;
    if (!audios.ok) return audios;
    return this.#store.change(song.id, (session) => ({
      ...session,
      stems: session.stems.map((stem) => {
        const audio = audios.value.get(stem.id);
        return audio === undefined ? stem : { ...stem, file: { state: 'saved', audio } };
      }),
    }));
  }

  async #absentStems({ stems }: Session, folders: SongFolders): Promise<ReadonlySet<StemId>> {
    const absent = new Set<StemId>();
    for (const { id, file } of stems) {
      const there = file.state === 'saved' ? await this.#store.fs.look(stemPath(folders, file.audio)) : null;
      const isWhole = file.state === 'saved' && there?.kind === 'file' && there.byteLength === file.audio.byteLength;
      if (!isWhole) absent.add(id);
    }
    return absent;
  }

  async #add(): Promise<Result<Session>> {
    const read = await this.#read();
    if (!read.ok) return read;
    const { title, stems: rendered } = read.value;
    const id = newSessionId();
    return this.#store.create(id, async (folders) => {
      const stems: Stem[] = [];
      for (const { file, kind, name, id: stemId } of nameStems(rendered)) {
        const audio = await this.#copy(file, folders.stems);
        if (!audio.ok) return audio;
        const saved = { file: { state: 'saved', audio: audio.value }, facts: null, hasOverview: false } as const;
        stems.push({ id: stemId, kind, name, ...saved });
      }
      const song = { id, title, origin: { from: 'demo' } as const, addedAt: epochMs(Date.now()) };
      const arrival = { state: 'complete' } as const;
      const byteLength = savedBytes({ stems, original: null });
      return ok({ ...song, arrival, stems, original: null, cover: null, byteLength, ...neverUsed, isReadOnly: false });
    });
  }
}
