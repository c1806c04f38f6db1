import {
  fail,
  failure,
  ok,
  type Failure,
  type OpenedSession,
  type Result,
  type SavedAudio,
  type Session,
  type SessionId,
  type Sha256,
  type Stem,
} from '#contract';
import { diskFailure, onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { hasCode } from '../disk/node-fs.ts';
import { readJson } from '../disk/json-file.ts';
import { savedAudioOf } from './catalogue.ts';
import { stemPath, type SongFolders } from './folders.ts';
import { hashFile } from './hash-file.ts';
import { parseAnalysis } from './analysis-document.ts';
import { parseMix } from './mix-document.ts';
import { setAside } from './quarantine.ts';
import type { SongStore } from './song-store.ts';

/** More than this is hashed while it already plays; its sizes are checked first. */
const waitForBytes = 200 * 1024 * 1024;

type Verdict = 'whole' | 'damaged' | Failure;
type Verdicts = ReadonlyMap<Sha256, Verdict>;

async function judge(fs: Fs, path: string, audio: SavedAudio, hashed: boolean): Promise<Verdict> {
  try {
    const facts = await fs.look(path);
    if (facts?.kind !== 'file' || facts.byteLength !== audio.byteLength) return 'damaged';
    return !hashed || (await hashFile(fs, path, audio.byteLength)) === audio.sha256 ? 'whole' : 'damaged';
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ELOOP')) return 'damaged';
    const trouble = diskFailure(error);
    if (trouble === null) throw error;
    return trouble;
  }
}

async function judgeAll(store: SongStore, folders: SongFolders, session: Session, hashed: boolean): Promise<Verdicts> {
  const judged = savedAudioOf(session).map(async (audio) => {
    const verdict = await judge(store.fs, stemPath(folders, audio), audio, hashed);
    return [audio.sha256, verdict] as const;
  });
  return new Map(await Promise.all(judged));
}

/** A stem that the disk will not read today is shown as damaged, but nothing is written: tomorrow it may be read. */
function withUnreadable(session: Session, verdicts: Verdicts): Session {
  const shown = (stem: Stem): Stem => {
    const verdict = stem.file.state === 'saved' ? verdicts.get(stem.file.audio.sha256) : undefined;
    if (verdict === undefined || typeof verdict === 'string') return stem;
    return { ...stem, file: { state: 'damaged', failure: failure(verdict.kind, stem.name) } };
  };
  return { ...session, stems: session.stems.map(shown) };
}

async function verify(store: SongStore, session: Session, hashed: boolean): Promise<Result<Session>> {
  const verdicts = await judgeAll(store, store.folders(session.id), session, hashed);
  const damaged = [...verdicts].flatMap(([sha256, verdict]) => (verdict === 'damaged' ? [sha256] : []));
  const settled = damaged.length === 0 ? ok(session) : await setAside(store, session.id, damaged);
  return settled.ok ? ok(withUnreadable(settled.value, verdicts)) : settled;
}

/** Verifies a song's files against their hashes and gives it with its mix. What is damaged is set aside, the rest plays. */
export async function openSession(store: SongStore, id: SessionId): Promise<Result<OpenedSession>> {
  const session = store.catalogue.find(id);
  if (session === null) return fail('notFound');
  const folders = store.folders(id);
  // An unplugged disk is not a song full of damaged stems.
  const folder = await onDisk(() => store.fs.look(folders.song));
  if (!folder.ok) return folder;
  if (folder.value?.kind !== 'folder') return fail('folderUnavailable', session.title);

  const isLarge = session.byteLength > waitForBytes;
  const verified = await verify(store, session, !isLarge);
  if (!verified.ok) return verified;
  if (isLarge) {
    verify(store, verified.value, true).catch((error: unknown) => {
      store.log.error('a song could not be verified', { id, error });
    });
  }
  const mix = await onDisk(() => store.turns.take(`${id}/mix`, () => readJson(store.fs, folders.mix, parseMix)));
  if (!mix.ok) return mix;
  const analysis = await onDisk(() => readJson(store.fs, folders.analysis, parseAnalysis));
  return ok({ session: verified.value, mix: mix.value, analysis: analysis.ok ? analysis.value : null });
}
