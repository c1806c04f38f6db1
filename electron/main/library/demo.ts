import { join } from 'node:path';
import {
  epochMs,
  fail,
  ok,
  stemKinds,
  neverUsed,
  type Result,
  type Session,
  type SessionId,
  type Stem,
} from '#contract';
import { z } from 'zod';
import { onDisk } from '../disk/disk-failure.ts';
import { readCurrentJson } from '../disk/json-file.ts';
import { newSessionId } from '../disk/ulid.ts';
import { copySound, sniffFile } from './copy-sound.ts';
import { nameStems } from './name-stems.ts';
import { savedBytes } from './song-document.ts';
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

/** The song that came with the app, copied into the library like any other. */
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

  /** The demo song of the library; it is put there when it is not. In turn, so that there is never a second one. */
  restore(): Promise<Result<Session>> {
    return this.#store.turns.take('demo', async () => {
      const opened = await this.#store.opened();
      if (!opened.ok) return opened;
      const here = this.#store.catalogue.list().find(isDemo);
      return here === undefined ? this.#add() : ok(here);
    });
  }

  async #add(): Promise<Result<Session>> {
    const { fs } = this.#store;
    const read = await onDisk(() => readCurrentJson(fs, join(this.#folder, 'song.json'), parseDemo));
    if (!read.ok) return read;
    if (read.value === null) return fail('folderUnavailable', 'the demo song');
    const { title, stems: rendered } = read.value;
    const id = newSessionId();
    return this.#store.create(id, async (folders) => {
      const stems: Stem[] = [];
      for (const { file, kind, name, id: stemId } of nameStems(rendered)) {
        const path = join(this.#folder, file);
        const container = await sniffFile(fs, path);
        if (container === null) return fail('unsupportedFile', file);
        const audio = await copySound(fs, { fs, path }, folders.stems, container);
        stems.push({ id: stemId, kind, name, file: { state: 'saved', audio }, facts: null, hasOverview: false });
      }
      const song = { id, title, origin: { from: 'demo' } as const, addedAt: epochMs(Date.now()) };
      const arrival = { state: 'complete' } as const;
      const byteLength = savedBytes({ stems, original: null });
      return ok({ ...song, arrival, stems, original: null, cover: null, byteLength, ...neverUsed, isReadOnly: false });
    });
  }
}
