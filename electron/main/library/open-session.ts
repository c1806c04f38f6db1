import { setTimeout as pause } from 'node:timers/promises';
import {
  fail,
  failure,
  ok,
  verifiedFirstBytes,
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
import { stemPath } from './folders.ts';
import { hashFile } from './hash-file.ts';
import { parseAnalysis } from './analysis-document.ts';
import { parseMix } from './mix-document.ts';
import { setAside } from './quarantine.ts';
import type { SongStore } from './song-store.ts';

/** Whoever plays a large song meanwhile comes first: before each file this rests three times as long as the last one took. */
const restFactor = 3;

/** The page reads the heads of the same files meanwhile, and is not to stand in line for long. */
const filesAtOnce = 4;

type Verdict = 'whole' | 'damaged' | Failure;
type Verdicts = ReadonlyMap<Sha256, Verdict>;

type Judge = (fs: Fs, path: string, audio: SavedAudio) => Promise<boolean>;

/** A file of the right size: cheap, and finds what is gone or cut. */
const hasItsSize: Judge = async (fs, path, { byteLength }) => {
  const facts = await fs.look(path);
  return facts?.kind === 'file' && facts.byteLength === byteLength;
};

const hasItsHash: Judge = async (fs, path, audio) =>
  (await hasItsSize(fs, path, audio)) && (await hashFile(fs, path, audio.byteLength)) === audio.sha256;

async function judge(fs: Fs, path: string, audio: SavedAudio, isWhole: Judge): Promise<Verdict> {
  try {
    return (await isWhole(fs, path, audio)) ? 'whole' : 'damaged';
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ELOOP')) return 'damaged';
    const trouble = diskFailure(error);
    if (trouble === null) throw error;
    return trouble;
  }
}

async function judgeAll(store: SongStore, session: Session, isWhole: Judge): Promise<Verdicts> {
  const folders = store.folders(session.id);
  const verdicts = new Map<Sha256, Verdict>();
  const left = [...savedAudioOf(session)];
  const judgeNext = async (): Promise<void> => {
    for (let audio = left.shift(); audio !== undefined; audio = left.shift()) {
      verdicts.set(audio.sha256, await judge(store.fs, stemPath(folders, audio), audio, isWhole));
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, judgeNext));
  return verdicts;
}

async function judgeAtLeisure(store: SongStore, session: Session, isWhole: Judge): Promise<Verdicts> {
  const folders = store.folders(session.id);
  const verdicts = new Map<Sha256, Verdict>();
  let lastMs = 0;
  for (const audio of savedAudioOf(session)) {
    await pause(lastMs * restFactor);
    const beganMs = performance.now();
    verdicts.set(audio.sha256, await judge(store.fs, stemPath(folders, audio), audio, isWhole));
    lastMs = performance.now() - beganMs;
  }
  return verdicts;
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

/** Sets aside what is damaged. The session as it is after that. */
async function settle(store: SongStore, session: Session, verdicts: Verdicts): Promise<Result<Session>> {
  const damaged = [...verdicts].flatMap(([sha256, verdict]) => (verdict === 'damaged' ? [sha256] : []));
  const settled = damaged.length === 0 ? ok(session) : await setAside(store, session.id, damaged);
  return settled.ok ? ok(withUnreadable(settled.value, verdicts)) : settled;
}

/** The song, when its folder is there: an unplugged disk is not a song full of damaged stems. */
async function findOnDisk(store: SongStore, id: SessionId): Promise<Result<Session>> {
  const session = store.catalogue.find(id);
  if (session === null) return fail('notFound');
  const folder = await onDisk(() => store.fs.look(store.folders(id).song));
  if (!folder.ok) return folder;
  return folder.value?.kind === 'folder' ? ok(session) : fail('folderUnavailable', session.title);
}

/**
 * Gives a song with its mix, at once: its files are there and have their sizes. What is gone or cut is set aside, the rest
 * plays. Whether every bit is right is for `verifySession` to find out, which takes its time.
 */
export async function openSession(store: SongStore, id: SessionId): Promise<Result<OpenedSession>> {
  const found = await findOnDisk(store, id);
  if (!found.ok) return found;
  const folders = store.folders(id);
  const [verdicts, mix, analysis] = await Promise.all([
    judgeAll(store, found.value, hasItsSize),
    onDisk(() => store.turns.take(`${id}/mix`, () => readJson(store.fs, folders.mix, parseMix))),
    onDisk(() => readJson(store.fs, folders.analysis, parseAnalysis)),
  ]);
  const settled = await settle(store, found.value, verdicts);
  if (!settled.ok) return settled;
  if (!mix.ok) return mix;
  return ok({ session: settled.value, mix: mix.value, analysis: analysis.ok ? analysis.value : null });
}

/** Compares every file of a song with its hash. What is damaged is set aside, and its stem says so. */
export async function verifySession(store: SongStore, id: SessionId): Promise<Result<Session>> {
  const found = await findOnDisk(store, id);
  if (!found.ok) return found;
  const judgeWhole = found.value.byteLength > verifiedFirstBytes ? judgeAtLeisure : judgeAll;
  return settle(store, found.value, await judgeWhole(store, found.value, hasItsHash));
}
