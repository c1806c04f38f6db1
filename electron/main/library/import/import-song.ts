import { basename, dirname } from 'node:path';
import { epochMs, fail, guessStemKind, ok, type Result, type Session, type Stem } from '#contract';
import { onDisk } from '../../disk/disk-failure.ts';
import { newSessionId } from '../../disk/ulid.ts';
import { copySound } from '../copy-sound.ts';
import type { SongFolders } from '../folders.ts';
import { inMixerOrder, nameStems } from '../name-stems.ts';
import { savedBytes } from '../song-document.ts';
import type { SongStore } from '../song-store.ts';
import { gatherSounds, type Gathered, type SoundFile } from './gather.ts';
import { commonPrefix, importTitle } from './title.ts';

const stemsAtMost = 64;
const spareBytes = 32 * 1024 * 1024;

const inMiB = (bytes: number): string => `${String(Math.ceil(bytes / 2 ** 20))} MiB`;

function refusal({ sounds, skipped, folders }: Gathered): Result<never> | null {
  if (sounds.length > stemsAtMost) return fail('tooManyStems', `${String(sounds.length)} sound files`);
  if (sounds.length > 0) return null;
  return folders.length > 0 || skipped.length === 0 ? fail('nothingToImport') : fail('unsupportedFile', skipped[0]);
}

/** Stems as the names of their files tell; what all names share is the song, not the stem. */
function guessAll(sounds: readonly SoundFile[]) {
  const prefix = commonPrefix(sounds.map(({ fileName }) => fileName));
  const guessed = sounds.map((sound) => {
    const guess = guessStemKind(sound.fileName);
    const own = guessStemKind(sound.fileName.slice(prefix.length));
    return { ...sound, ...(own.kind === 'other' && guess.kind !== 'other' ? guess : own) };
  });
  return nameStems(inMixerOrder(guessed));
}

async function copyAll(store: SongStore, sounds: readonly SoundFile[], folders: SongFolders): Promise<readonly Stem[]> {
  const stems: Stem[] = [];
  for (const { path, container, id, kind, name } of guessAll(sounds)) {
    const audio = await copySound(store.fs, path, folders.stems, container);
    stems.push({ id, kind, name, file: { state: 'saved', audio }, facts: null, hasOverview: false });
  }
  return stems;
}

/** Copies files, or the files of folders, into the library as one song, a stem a file; whole or not at all. */
export async function importSong(store: SongStore, paths: readonly string[]): Promise<Result<Session>> {
  const opened = await store.opened();
  if (!opened.ok) return opened;
  const found = await onDisk(() => gatherSounds(store.fs, paths));
  if (!found.ok) return found;
  const refused = refusal(found.value);
  if (refused !== null) return refused;

  const { sounds, folders: given } = found.value;
  const needed = sounds.reduce((sum, sound) => sum + sound.byteLength, spareBytes);
  const free = await onDisk(() => store.fs.freeBytes(store.root));
  if (!free.ok) return free;
  if (free.value < needed) return fail('diskFull', `${inMiB(needed)} needed, ${inMiB(free.value)} free`);

  const fileNames = sounds.map(({ fileName }) => fileName);
  const title = importTitle(given[0] ?? null, fileNames, basename(dirname(sounds[0]?.path ?? '')));
  const id = newSessionId();
  return store.create(id, async (folders) => {
    const stems = await copyAll(store, sounds, folders);
    const arrival = { state: 'complete' } as const;
    const song = { id, title, origin: { from: 'import' } as const, addedAt: epochMs(Date.now()), arrival, stems };
    return ok({ ...song, original: null, byteLength: savedBytes({ stems, original: null }), isReadOnly: false });
  });
}
