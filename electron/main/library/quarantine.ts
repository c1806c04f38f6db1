import { join } from 'node:path';
import {
  failure,
  ok,
  type Result,
  type SavedAudio,
  type Session,
  type SessionId,
  type Sha256,
  type Stem,
} from '#contract';
import { orLogged } from '../disk/disk-failure.ts';
import { renameFirmly } from '../disk/rename-firmly.ts';
import { keptAudioOf } from './catalogue.ts';
import { stemFileName, stemPath } from './folders.ts';
import type { SongStore } from './song-store.ts';

async function moveAway(store: SongStore, id: SessionId, audios: readonly SavedAudio[]): Promise<void> {
  const folders = store.folders(id);
  await store.fs.makeFolder(folders.quarantine);
  // What is moved into a folder that a power cut takes away would be gone with it.
  await store.fs.syncFolder(folders.song);
  for (const audio of audios) {
    if ((await store.fs.look(stemPath(folders, audio))) === null) continue;
    const name = `${String(Date.now())}-${stemFileName(audio.sha256, audio.container)}`;
    await renameFirmly(store.fs, stemPath(folders, audio), join(folders.quarantine, name));
  }
  await store.fs.syncFolder(folders.quarantine);
  await store.fs.syncFolder(folders.stems);
}

function withDamaged(session: Session, damaged: ReadonlySet<Sha256>): Session {
  const stems = session.stems.map((stem): Stem => {
    const { file } = stem;
    if ((file.state !== 'saved' && file.state !== 'away') || !damaged.has(file.audio.sha256)) return stem;
    const harmed = { state: 'damaged', audio: file.audio, failure: failure('damaged', stem.name) } as const;
    return { ...stem, file: harmed, hasOverview: false };
  });
  const original = session.original !== null && damaged.has(session.original.sha256) ? null : session.original;
  // What the service may still have can be fetched again, so the song is not complete any more.
  const isFetchable = session.origin.from === 'task' && session.arrival.state === 'complete';
  const arrival = isFetchable ? { state: 'incomplete' as const, failure: failure('damaged') } : session.arrival;
  return { ...session, stems, original, arrival };
}

/**
 * Marks the stems whose files are not what was saved, and moves those files out of the way; never deletes them. The document comes
 * first: after a cut in between the stem is called damaged, and `moveLeftBehind` moves its file.
 */
export async function setAside(store: SongStore, id: SessionId, hashes: readonly Sha256[]): Promise<Result<Session>> {
  const damaged = new Set(hashes);
  const writable = store.findWritable(id);
  if (!writable.ok) {
    const session = store.catalogue.find(id);
    return session === null ? writable : ok(withDamaged(session, damaged));
  }
  store.log.warn('files of a song are damaged', { id, hashes });
  const noted = await store.change(id, (session) => withDamaged(session, damaged));
  if (!noted.ok) return noted;
  const audios = keptAudioOf(writable.value).filter(({ sha256 }) => damaged.has(sha256));
  await orLogged(store.log, 'files that are damaged could not be moved away', () =>
    store.turns.take(`${id}/quarantine`, () => moveAway(store, id, audios)),
  );
  return noted;
}

/** Moves files of damaged stems that are still in their places, for those who have the turn of the quarantine. Throws what the disk throws. */
export async function moveLeftBehind(store: SongStore, session: Session): Promise<void> {
  const folders = store.folders(session.id);
  const inPlace = new Set(keptAudioOf(session).map(({ sha256 }) => sha256));
  const left: SavedAudio[] = [];
  for (const { file } of session.stems) {
    if (file.state !== 'damaged' || file.audio === undefined || inPlace.has(file.audio.sha256)) continue;
    if ((await store.fs.look(stemPath(folders, file.audio)))?.kind === 'file') left.push(file.audio);
  }
  if (left.length > 0) await moveAway(store, session.id, left);
}
