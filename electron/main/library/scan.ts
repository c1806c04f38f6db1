import { join } from 'node:path';
import {
  epochMs,
  failure,
  type Failure,
  neverUsed,
  type Session,
  type SessionId,
  type Stem,
  type StemId,
  words,
} from '#contract';
import { savedAudioSchema, sessionIdSchema, sha256Schema, stemIdSchema } from '#contract/schemas';
import { onDisk, orLogged } from '../disk/disk-failure.ts';
import { type Entry, type Fs, hasCode } from '../disk/fs.ts';
import { knowDocument } from '../disk/json-file.ts';
import type { Log } from '../log.ts';
import { keptCover } from './cover/song-cover.ts';
import {
  libraryMark,
  lockName,
  overviewFileName,
  type SongFolders,
  songFolders,
  stemFileName,
  unfinishedPrefix,
} from './folders.ts';
import { savedBytes, songForm } from './documents.ts';
import type { IndexedSong } from './song-index.ts';

/** The service keeps files for 14 days, so an older partial download cannot be resumed. */
const longestMs = 14 * 24 * 3600 * 1000;
const partName = /\.part(\.json(\.tmp)?)?$/;

/**
 * Removes partial downloads older than 14 days from a song's folder. Logs failures of the disk.
 * @param nowMs milliseconds since 1970
 */
async function removeOldParts(fs: Fs, song: string, nowMs: number, log: Log): Promise<void> {
  const removed = await onDisk(async () => {
    for (const { name, kind } of await fs.list(song)) {
      if (kind !== 'file' || !partName.test(name)) continue;
      const facts = await fs.look(join(song, name));
      if (facts !== null && nowMs - facts.changedAtMs > longestMs) await fs.removeFile(join(song, name));
    }
  });
  if (!removed.ok) log.warn('old parts could not be removed', removed.failure);
}

/** Whether a file is ours: its name is a hash, such as `<sha256>.mp3`, `<sha256>.overview`. */
const isOurs = (name: string): boolean => sha256Schema.safeParse(name.split('.')[0]).success;

/**
 * Removes the files of an evicted song. Logs failures of the disk; the next scan removes what is left.
 */
export async function removeEvicted(fs: Fs, folders: SongFolders, log: Log): Promise<void> {
  const removed = await onDisk(async () => {
    if ((await fs.look(folders.stems))?.kind !== 'folder') return;
    const ours = (await fs.list(folders.stems)).filter(({ kind, name }) => kind === 'file' && isOurs(name));
    for (const { name } of ours) await fs.removeFile(join(folders.stems, name));
    if (ours.length > 0) await fs.syncFolder(folders.stems);
  });
  if (!removed.ok) log.warn('the files of a song that was evicted could not all be removed', removed.failure);
}

// Enough to keep the disk busy, few enough to keep the main process responsive.
const songsAtOnce = 16;

async function list(fs: Fs, folder: string): Promise<readonly Entry[]> {
  try {
    return await fs.list(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

function withOverviews(session: Session, names: ReadonlySet<string>): Session {
  const has = (stem: Stem): boolean =>
    stem.file.state === 'saved' && names.has(overviewFileName(stem.file.audio.sha256));
  return { ...session, stems: session.stems.map((stem) => ({ ...stem, hasOverview: has(stem) })) };
}

/** Marks stems whose files are missing from the folder. */
function withAway(session: Session, names: ReadonlySet<string>): Session {
  const seen = (stem: Stem): Stem => {
    const { file } = stem;
    if (file.state !== 'saved' || names.has(stemFileName(file.audio.sha256, file.audio.container))) return stem;
    return { ...stem, file: { state: 'away', audio: file.audio, failure: failure('fileMissing', stem.name) } };
  };
  return { ...session, stems: session.stems.map(seen) };
}

/** Rebuilds a song without its song.json from its stems, which are named by their hashes. */
async function rebuildSong(
  fs: Fs,
  folders: SongFolders,
  id: SessionId,
  files: readonly Entry[],
): Promise<Session | null> {
  const stems: Stem[] = [];
  for (const { name, kind } of files) {
    const [sha256, container] = name.split('.');
    const byteLength = (await fs.look(join(folders.stems, name)))?.byteLength;
    const audio = savedAudioSchema.safeParse({ sha256, byteLength, container });
    if (kind !== 'file' || !audio.success || stems.length === 64) continue;
    const count = stems.length + 1;
    const file = { state: 'saved', audio: audio.data } as const;
    const stemId: StemId = stemIdSchema.parse(`other-${String(count)}`);
    stems.push({
      id: stemId,
      kind: 'other',
      name: words().names.numberedStem(count),
      file,
      facts: null,
      hasOverview: false,
    });
  }
  if (stems.length === 0) return null;
  const byteLength = stems.reduce((sum, { file }) => sum + (file.state === 'saved' ? file.audio.byteLength : 0), 0);
  const arrival = { state: 'incomplete', failure: failure('damaged', 'song.json') } as const;
  const origin = { from: 'import' } as const;
  const known = { id, title: words().names.titles.recovered, origin, addedAt: epochMs(Date.now()) };
  return { ...known, arrival, stems, original: null, cover: null, byteLength, ...neverUsed, isReadOnly: false };
}

/** Clocks of file systems are this coarse at worst: what changed later may change again without a sign of it. */
const coarsestMs = 2000;

/**
 * Returns a text that differs when the song's document, or a name in its folder or among its stems, has changed. Null: it is missing, or
 * changed too short a time ago to tell. Throws what the disk throws.
 */
async function stampOf(fs: Fs, { document, song, stems }: SongFolders): Promise<string | null> {
  const facts = await Promise.all([fs.look(document), fs.look(song), fs.look(stems)]);
  const times = facts.flatMap((seen) => (seen === null ? [] : [seen.changedAtMs, seen.touchedAtMs]));
  if (facts[0] === null || Math.max(...times) > Date.now() - coarsestMs) return null;
  return facts
    .map((seen) =>
      seen === null
        ? '-'
        : [seen.kind, seen.fileId, seen.byteLength, seen.changedAtMs, seen.touchedAtMs].map(String).join(),
    )
    .join(' ');
}

/** Why a song's document must not be overwritten (null: it may be), and where the song was found. */
export type ScannedSong = {
  readonly session: Session;
  readonly trouble: Failure | null;
  /** For the index. Null: the song is not to be in it, because its document is no whole document of this version, or has just changed. */
  readonly stamp: string | null;
  readonly isFromIndex: boolean;
};

/** Whether the scan has work in the folder of a song, so that the index does not do. */
const hasLeftovers = ({ origin, arrival }: Pick<Session, 'origin' | 'arrival'>): boolean =>
  origin.from === 'task' && arrival.state !== 'complete';

/** Reads a song as a scan does, without removing anything. Null: the folder is no song. Throws what the disk throws. */
export const readSong = (fs: Fs, root: string, id: SessionId, log: Log): Promise<ScannedSong | null> =>
  scanSong(fs, root, id, log, false);

async function scanSong(
  fs: Fs,
  root: string,
  id: SessionId,
  log: Log,
  isOurs: boolean,
  indexed?: IndexedSong,
): Promise<ScannedSong | null> {
  const folders = songFolders(join(root, id));
  const stamp = await stampOf(fs, folders);
  const known = indexed?.stamp === stamp ? indexed.session() : undefined;
  if (known !== undefined && !hasLeftovers(known)) return { session: known, trouble: null, stamp, isFromIndex: true };
  if ((await fs.look(folders.stems))?.kind === 'other') {
    log.warn('a link in the library is not followed', { id });
    return null;
  }
  const files = await list(fs, folders.stems);
  const names = new Set(files.map((file) => file.name));
  const cover = await keptCover(fs, folders.song);
  const seen = (session: Session): Session => {
    const shown = withOverviews(withAway(session, names), names);
    return { ...shown, cover, byteLength: savedBytes(shown) };
  };
  const { value: session, found, trouble } = await knowDocument(fs, folders.document, songForm(id));
  const told = (known: Session): ScannedSong => ({
    session: seen({ ...known, isReadOnly: known.isReadOnly || trouble !== null }),
    trouble,
    stamp: found === 'read' && trouble === null ? stamp : null,
    isFromIndex: false,
  });
  if (trouble !== null) log.warn('song.json cannot be read, and is left as it is', { id, ...trouble });
  if (session !== null) {
    // The previous version may lack later stems.
    const isCertain = isOurs && (found === 'read' || found === 'absent');
    if (isCertain && hasLeftovers(session)) await removeOldParts(fs, folders.song, Date.now(), log);
    if (isCertain && session.arrival.state === 'evicted') await removeEvicted(fs, folders, log);
    return told(session);
  }
  const rebuilt = await rebuildSong(fs, folders, id, files);
  log.warn(rebuilt === null ? 'a folder in the library is no song' : 'song.json was lost, rebuilt from the stems', {
    id,
  });
  if (rebuilt === null) return null;
  const arrival = { state: 'incomplete', failure: trouble ?? failure('damaged', 'song.json') } as const;
  return told({ ...rebuilt, arrival });
}

const isKnownName = (name: string): boolean =>
  [unfinishedPrefix, lockName, libraryMark].some((ours) => name.startsWith(ours)) ||
  sessionIdSchema.safeParse(name).success;

/**
 * Reads every song in the library; one that `index` knows as it is now is taken from there. Removes folders a crash left unfinished when we hold the lock, and leaves foreign files alone.
 * Throws what the disk throws when the library folder itself cannot be read.
 */
export async function scanLibrary(
  fs: Fs,
  root: string,
  log: Log,
  isOurs = true,
  index: ReadonlyMap<SessionId, IndexedSong> = new Map(),
): Promise<readonly ScannedSong[]> {
  const entries = await fs.list(root);
  for (const { name } of entries.filter(({ name }) => isOurs && name.startsWith(unfinishedPrefix)))
    await orLogged(log, 'an unfinished song could not be removed', () => fs.removeFolder(join(root, name)));
  const ids = entries.flatMap(({ name, kind }) => {
    const id = sessionIdSchema.safeParse(name);
    return kind === 'folder' && id.success ? [id.data] : [];
  });
  const foreign = entries.filter(({ name }) => !isKnownName(name)).length;
  if (foreign > 0) log.info('what is not ours in the library is left alone', { count: foreign });
  const songs: ScannedSong[] = [];
  for (let first = 0; first < ids.length; first += songsAtOnce) {
    const some = ids.slice(first, first + songsAtOnce).map((id) =>
      scanSong(fs, root, id, log, isOurs, index.get(id)).catch((error: unknown) => {
        log.error('a song cannot be read', { id, error });
        return null;
      }),
    );
    songs.push(...(await Promise.all(some)).filter((song) => song !== null));
  }
  return songs;
}
