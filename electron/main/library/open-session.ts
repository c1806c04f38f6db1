import { setTimeout as pause } from 'node:timers/promises';
import {
  fail,
  ok,
  verifiedFirstBytes,
  type OpenedSession,
  type Result,
  type Session,
  type SessionId,
  type Sha256,
} from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import { readJson } from '../disk/json-file.ts';
import { parseAnalysis, parseMix } from './documents.ts';
import { keptAudioOf } from './catalogue.ts';
import { stemPath } from './folders.ts';
import { healStems, setAside } from './heal-stems.ts';
import type { SongStore } from './song-store.ts';
import {
  asSeen,
  judge,
  judgeByHash,
  judgeBySize,
  overviewsOf,
  type Judge,
  type Verdict,
  type Verdicts,
} from './stem-verdicts.ts';

/** Whoever plays a large song meanwhile comes first: before each file this rests three times as long as the last one took. */
const restFactor = 3;

/** The page reads the heads of the same files meanwhile, and is not to stand in line for long. */
const filesAtOnce = 4;

async function judgeAll(store: SongStore, session: Session, by: Judge): Promise<Verdicts> {
  const folders = store.folders(session.id);
  const verdicts = new Map<Sha256, Verdict>();
  const left = [...keptAudioOf(session)];
  const judgeNext = async (): Promise<void> => {
    for (let audio = left.shift(); audio !== undefined; audio = left.shift()) {
      verdicts.set(audio.sha256, await judge(store.fs, stemPath(folders, audio), audio, by));
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, judgeNext));
  return verdicts;
}

async function judgeAtLeisure(store: SongStore, session: Session, by: Judge): Promise<Verdicts> {
  const folders = store.folders(session.id);
  const verdicts = new Map<Sha256, Verdict>();
  let lastMs = 0;
  for (const audio of keptAudioOf(session)) {
    await pause(lastMs * restFactor);
    const beganMs = performance.now();
    verdicts.set(audio.sha256, await judge(store.fs, stemPath(folders, audio), audio, by));
    lastMs = performance.now() - beganMs;
  }
  return verdicts;
}

/** Sets aside what is damaged, and looks elsewhere in the song's folder for what is not in its place. The session as it is after that. */
async function settle(store: SongStore, session: Session, verdicts: Verdicts): Promise<Result<Session>> {
  const { id } = session;
  const damaged = [...verdicts].flatMap(([sha256, verdict]) => (verdict === 'damaged' ? [sha256] : []));
  const settled = damaged.length === 0 ? ok(session) : await setAside(store, id, damaged);
  if (!settled.ok) return settled;
  const drawn = await onDisk(() => overviewsOf(store.fs, store.folders(id), keptAudioOf(session)));
  const overviews = drawn.ok ? drawn.value : new Set<Sha256>();
  await store.see(id, (known) => asSeen(known, verdicts, overviews));
  const seen = asSeen(settled.value, verdicts, overviews);
  const healed = await healStems(store, id);
  return ok(healed ?? seen);
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
 * Gives a song with its mix, at once: its files are there and have their sizes. What is cut is set aside, what is gone says so, the
 * rest plays. Whether every bit is right is for `verifySession` to find out, which takes its time.
 */
export async function openSession(store: SongStore, id: SessionId): Promise<Result<OpenedSession>> {
  const found = await findOnDisk(store, id);
  if (!found.ok) return found;
  const folders = store.folders(id);
  const [verdicts, mix, analysis] = await Promise.all([
    judgeAll(store, found.value, judgeBySize),
    onDisk(() => store.mutex.run(`${id}/mix`, () => readJson(store.fs, folders.mix, parseMix))),
    onDisk(() => readJson(store.fs, folders.analysis, parseAnalysis)),
  ]);
  const settled = await settle(store, found.value, verdicts);
  if (!settled.ok) return settled;
  if (!mix.ok) return mix;
  return ok({ session: settled.value, mix: mix.value, analysis: analysis.ok ? analysis.value : null });
}

/** Compares every file of a song with its hash. What is damaged is set aside, what is gone is looked for, and their stems say so. */
export async function verifySession(store: SongStore, id: SessionId): Promise<Result<Session>> {
  const found = await findOnDisk(store, id);
  if (!found.ok) return found;
  const judgeWhole = found.value.byteLength > verifiedFirstBytes ? judgeAtLeisure : judgeAll;
  return settle(store, found.value, await judgeWhole(store, found.value, judgeByHash));
}
