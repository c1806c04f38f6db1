import { writeFile } from 'node:fs/promises';
import {
  epochMs,
  neverUsed,
  ok,
  unknownSeparated,
  type EpochMs,
  type Session,
  type Stem,
} from '../../../electron/contract/index.ts';
import { savedAudioSchema, stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { newSessionId } from '../../../electron/main/disk/ulid.ts';
import { stemPath } from '../../../electron/main/library/folders.ts';
import type { SongStore } from '../../../electron/main/library/song-store.ts';
import { mp3Bytes, sha256Of, valueOf } from './rig.ts';

type Wish = {
  readonly title?: string;
  readonly expiresAt?: number;
  readonly addedAt?: number;
  readonly lastPlayedAt?: EpochMs | null;
  /** What the manifest says of each of two stems; the files themselves are small. */
  readonly stemBytes?: number;
};

/** A song of two stems that came from the service, whole. */
export async function taskSong(store: SongStore, wish: Wish = {}): Promise<Session> {
  const id = newSessionId();
  const created = await store.create(id, async (folders) => {
    const stems: Stem[] = [];
    for (const kind of ['vocals', 'drums'] as const) {
      const bytes = mp3Bytes();
      const facts = { sha256: sha256Of(bytes), byteLength: wish.stemBytes ?? bytes.byteLength, container: 'mp3' };
      const audio = savedAudioSchema.parse(facts);
      await writeFile(stemPath(folders, audio), bytes);
      const file = { state: 'saved', audio } as const;
      stems.push({ id: stemIdSchema.parse(kind), kind, name: kind, file, facts: null, hasOverview: false });
    }
    const expiresAt = epochMs(wish.expiresAt ?? 4_000_000_000_000);
    const origin = {
      from: 'task',
      taskId: taskIdSchema.parse(id),
      expiresAt,
      note: null,
      route: null,
      separated: unknownSeparated,
    } as const;
    const song = { id, title: wish.title ?? 'Night Drive', origin, addedAt: epochMs(wish.addedAt ?? 1000), stems };
    const use = { ...neverUsed, lastPlayedAt: wish.lastPlayedAt ?? null };
    return ok({
      ...{
        ...song,
        ...use,
        arrival: { state: 'complete' },
        original: null,
        cover: null,
        byteLength: 0,
        isReadOnly: false,
      },
    });
  });
  return valueOf(created);
}
