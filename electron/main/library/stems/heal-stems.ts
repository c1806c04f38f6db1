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
  type StemId,
} from '#contract';
import { sha256Schema } from '#contract/schemas';
import { onDisk, orLogged } from '../../disk/disk-failure.ts';
import { type Fs, renameFirmly } from '../../disk/fs.ts';
import { backupOf, findDocument } from '../../disk/json-file.ts';
import { analysisForm, songForm } from '../documents.ts';
import { keptAudioOf, savedAudioOf, spareAudioOf } from '../catalogue.ts';
import { hashFile, sniffFile } from '../copy-sound.ts';
import { type SongFolders, stemFileName, stemPath } from '../folders.ts';
import type { SongStore } from '../song-store.ts';
import { overviewsOf } from './stem-verdicts.ts';

async function moveAway(store: SongStore, id: SessionId, audios: readonly SavedAudio[]): Promise<void> {
  const folders = store.folders(id);
  await store.fs.makeFolder(folders.quarantine);
  // A power cut could take an unsynced folder away with the files moved into it.
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
  // The service may still have the file, so the song is no longer complete.
  const isFetchable = session.origin.from === 'task' && session.arrival.state === 'complete';
  const arrival = isFetchable ? { state: 'incomplete' as const, failure: failure('damaged') } : session.arrival;
  return { ...session, stems, original, arrival };
}

/**
 * Marks stems as damaged and moves their files to quarantine; never deletes them. The document is written first: after a power cut in
 * between, `moveLeftBehind` moves the file.
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
    store.mutex.run(`${id}/quarantine`, () => moveAway(store, id, audios)),
  );
  return noted;
}

/** Moves files of damaged stems that are still in place. Call it within the quarantine's mutex. Throws what the disk throws. */
async function moveLeftBehind(store: SongStore, session: Session): Promise<void> {
  const folders = store.folders(session.id);
  const inPlace = new Set([...keptAudioOf(session), ...spareAudioOf(session)].map(({ sha256 }) => sha256));
  const left: SavedAudio[] = [];
  for (const { file } of session.stems) {
    if (file.state !== 'damaged' || file.audio === undefined || inPlace.has(file.audio.sha256)) continue;
    if ((await store.fs.look(stemPath(folders, file.audio)))?.kind === 'file') left.push(file.audio);
  }
  if (left.length > 0) await moveAway(store, session.id, left);
}

/** A missing sound; its length is not always known. */
type Wanted = { readonly sha256: Sha256; readonly byteLength: number | null };
type Candidate = { path: string; readonly name: string; readonly byteLength: number; readonly changedAtMs: number };

/** Hashes of files in quarantine, which do not change while Stemroom runs. */
const hashes = new Map<string, Sha256>();

const otherFiles = /\.(json|bak|tmp|part|overview|unreadable(-\d+)?)$/;
const hashInName = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/;

/**
 * Searches a song's folder for missing stems: renamed, moved to another of its folders, or in quarantine though intact. Moves a file found
 * by its hash back and marks its stem as saved. Returns the song after that; null when nothing may be written. Logs failures of the disk.
 */
export function healStems(store: SongStore, id: SessionId): Promise<Session | null> {
  return store.mutex.run(`${id}/quarantine`, async () => {
    const writable = store.findWritable(id);
    if (!writable.ok) return null;
    if (!writable.value.stems.some(isLacking)) return writable.value;
    const found = await onDisk(async () => {
      const placed = await findAndPlace(store, writable.value);
      await moveLeftBehind(store, withFound(writable.value, placed, new Set()));
      return placed;
    });
    if (!found.ok) store.log.warn('stems that are missing could not be looked for', { id, ...found.failure });
    if (!found.ok || found.value.size === 0) return store.catalogue.find(id);
    const drawn = await onDisk(() => overviewsOf(store.fs, store.folders(id), [...found.value.values()]));
    const overviews = drawn.ok ? drawn.value : new Set<Sha256>();
    const healed = await store.change(id, (session) => withFound(session, found.value, overviews));
    if (!healed.ok) return store.catalogue.find(id);
    store.log.info('stems that were missing are back', { id, count: found.value.size });
    return healed.value;
  });
}

/** A stem whose file the disk fails to read is in its place; there is nothing to search for. */
function isLacking({ file }: Stem): boolean {
  return file.state === 'damaged' || (file.state === 'away' && file.failure.kind === 'fileMissing');
}

function withFound(session: Session, found: ReadonlyMap<StemId, SavedAudio>, overviews: ReadonlySet<Sha256>): Session {
  const stems = session.stems.map((stem): Stem => {
    const audio = found.get(stem.id);
    if (audio === undefined || !isLacking(stem)) return stem;
    return { ...stem, file: { state: 'saved', audio }, hasOverview: overviews.has(audio.sha256) };
  });
  const { arrival } = session;
  const isWhole = stems.every(({ file }) => file.state === 'saved');
  // The song was complete until a stem was damaged.
  const wasWhole =
    arrival.state === 'incomplete' && arrival.failure.kind === 'damaged' && arrival.failure.detail === '';
  return { ...session, stems, arrival: isWhole && wasWhole ? { state: 'complete' } : arrival };
}

async function findAndPlace(store: SongStore, session: Session): Promise<ReadonlyMap<StemId, SavedAudio>> {
  const { fs } = store;
  const folders = store.folders(session.id);
  const wanted = await wantedBy(fs, folders, session);
  const candidates = await candidatesIn(fs, folders, session);
  const found = new Map<StemId, SavedAudio>();
  for (const stem of session.stems.filter(isLacking)) {
    const sound = wanted.get(stem.id);
    const candidate = sound === undefined ? null : await findSound(fs, sound, candidates);
    const audio = candidate === null ? null : await placed(fs, folders, candidate, stem);
    if (audio !== null) found.set(stem.id, audio);
  }
  await placeOnly(fs, folders, session, wanted, candidates, found);
  return found;
}

/** The missing sound of each stem, as far as the stem, the song's previous version or the analysis know it. */
async function wantedBy(fs: Fs, folders: SongFolders, session: Session): Promise<ReadonlyMap<StemId, Wanted>> {
  const former = await findDocument(fs, backupOf(folders.document), songForm(session.id));
  const heard = await findDocument(fs, folders.analysis, analysisForm);
  const wanted = new Map<StemId, Wanted>();
  for (const { id, file } of session.stems.filter(isLacking)) {
    const own = 'audio' in file ? file.audio : undefined;
    const was = former.state === 'read' ? former.value.stems.find((stem) => stem.id === id)?.file : undefined;
    const known = own ?? (was?.state === 'saved' ? was.audio : undefined);
    const analysed = heard.state === 'read' ? heard.value.stems.find(({ stemId }) => stemId === id)?.sha256 : undefined;
    if (known !== undefined) wanted.set(id, known);
    else if (analysed !== undefined) wanted.set(id, { sha256: analysed, byteLength: null });
  }
  return wanted;
}

/** Files that may be sounds, without those of saved stems. */
async function candidatesIn(fs: Fs, folders: SongFolders, session: Session): Promise<readonly Candidate[]> {
  const taken = new Set([...savedAudioOf(session), ...spareAudioOf(session)].map((audio) => stemPath(folders, audio)));
  const candidates: Candidate[] = [];
  for (const folder of [folders.stems, folders.song, folders.quarantine]) {
    if ((await fs.look(folder))?.kind !== 'folder') continue;
    for (const { name, kind } of await fs.list(folder)) {
      const path = join(folder, name);
      if (kind !== 'file' || otherFiles.test(name) || taken.has(path)) continue;
      const facts = await fs.look(path);
      if (facts?.kind === 'file') candidates.push({ path, name, ...facts });
    }
  }
  return candidates;
}

/** Finds a file by its hash; tries files with that name first. */
async function findSound(
  fs: Fs,
  { sha256, byteLength }: Wanted,
  candidates: readonly Candidate[],
): Promise<Candidate | null> {
  const fitting = candidates.filter((candidate) => byteLength === null || candidate.byteLength === byteLength);
  const named = fitting.filter(({ name }) => name.includes(sha256));
  const others = fitting.filter(({ name }) => !hashInName.test(name));
  for (const candidate of [...named, ...others]) if ((await hashOf(fs, candidate)) === sha256) return candidate;
  return null;
}

async function hashOf(fs: Fs, { path, byteLength, changedAtMs }: Candidate): Promise<Sha256> {
  const key = `${path} ${String(byteLength)} ${String(changedAtMs)}`;
  const sha256 = hashes.get(key) ?? (await hashFile(fs, path, byteLength));
  hashes.set(key, sha256);
  return sha256;
}

/** A single stem of unknown hash must have been the single file left whose name is its hash. */
async function placeOnly(
  fs: Fs,
  folders: SongFolders,
  session: Session,
  wanted: ReadonlyMap<StemId, Wanted>,
  candidates: readonly Candidate[],
  found: Map<StemId, SavedAudio>,
): Promise<void> {
  const [stem, ...others] = session.stems.filter((one) => isLacking(one) && !wanted.has(one.id));
  if (stem === undefined || others.length > 0) return;
  const claimed = new Set([
    ...[...savedAudioOf(session), ...spareAudioOf(session)].map(({ sha256 }) => sha256),
    ...[...wanted.values()].map(({ sha256 }) => sha256),
  ]);
  const left = new Map<Sha256, Candidate>();
  for (const candidate of candidates) {
    const named = sha256Schema.safeParse(hashInName.exec(candidate.name)?.[0]);
    if (!named.success || claimed.has(named.data)) continue;
    if ((await hashOf(fs, candidate)) === named.data) left.set(named.data, candidate);
  }
  const [only, ...more] = left.values();
  const audio = only === undefined || more.length > 0 ? null : await placed(fs, folders, only, stem);
  if (audio !== null) found.set(stem.id, audio);
}

/** Moves a file to its stem's place, durably; a foreign file there goes to quarantine. Null: it is no sound. */
async function placed(fs: Fs, folders: SongFolders, candidate: Candidate, { file }: Stem): Promise<SavedAudio | null> {
  const known = 'audio' in file ? file.audio?.container : undefined;
  const container = known ?? (await sniffFile(fs, candidate.path));
  if (container === null) return null;
  const audio = { sha256: await hashOf(fs, candidate), byteLength: candidate.byteLength, container };
  const to = stemPath(folders, audio);
  if (candidate.path === to) return audio;
  await fs.makeFolder(folders.stems);
  if ((await fs.look(to)) !== null) {
    await fs.makeFolder(folders.quarantine);
    const name = `${String(Date.now())}-${stemFileName(audio.sha256, container)}`;
    await renameFirmly(fs, to, join(folders.quarantine, name));
    await fs.syncFolder(folders.quarantine);
  }
  await renameFirmly(fs, candidate.path, to);
  // Two stems may share one sound.
  candidate.path = to;
  await fs.syncFolder(folders.stems);
  await fs.syncFolder(folders.song);
  return audio;
}
