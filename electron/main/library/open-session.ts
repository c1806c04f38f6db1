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
import { parseAnalysis, parseMix, parseSheet } from './documents.ts';
import { keptAudioOf } from './catalogue.ts';
import { stemPath } from './folders.ts';
import { healStems, setAside } from './stems/heal-stems.ts';
import type { SongStore } from './song-store.ts';
import {
  asSeen,
  judge,
  judgeBySize,
  overviewsOf,
  type Judge,
  type Verdict,
  type Verdicts,
} from './stems/stem-verdicts.ts';

/** Playback of a large song comes first: before each file, verification rests three times as long as the last one took. */
const restFactor = 3;

/** The page reads the starts of the same files meanwhile and must not wait long. */
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

/** Moves damaged files to quarantine and searches the song's folder for missing ones. Returns the session after that. */
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

/** The song, if its folder exists: an unplugged disk does not make its stems damaged. */
async function findOnDisk(store: SongStore, id: SessionId): Promise<Result<Session>> {
  const session = store.catalogue.find(id);
  if (session === null) return fail('notFound');
  const folder = await onDisk(() => store.fs.look(store.folders(id).song));
  if (!folder.ok) return folder;
  return folder.value?.kind === 'folder' ? ok(session) : fail('folderUnavailable', session.title);
}

/**
 * Returns a song with its mix, sheet and analysis after a quick check of file sizes. Truncated files move to quarantine, missing stems say so, the
 * rest plays. `verifySession` compares the hashes. Fails with `notFound`, or as the disk does.
 */
export async function openSession(store: SongStore, id: SessionId): Promise<Result<OpenedSession>> {
  const found = await findOnDisk(store, id);
  if (!found.ok) return found;
  const folders = store.folders(id);
  const [verdicts, mix, sheet, analysis] = await Promise.all([
    judgeAll(store, found.value, judgeBySize),
    onDisk(() => store.mutex.run(`${id}/mix`, () => readJson(store.fs, folders.mix, parseMix))),
    onDisk(() => store.mutex.run(`${id}/sheet`, () => readJson(store.fs, folders.sheet, parseSheet))),
    onDisk(() => readJson(store.fs, folders.analysis, parseAnalysis)),
  ]);
  const settled = await settle(store, found.value, verdicts);
  if (!settled.ok) return settled;
  if (!mix.ok) return mix;
  if (!sheet.ok) return sheet;
  return ok({
    session: settled.value,
    mix: mix.value,
    sheet: sheet.value,
    analysis: analysis.ok ? analysis.value : null,
  });
}

/** Compares every file of a song with its hash, unless it is as it was when that was done. Damaged files move to quarantine, missing ones are searched for. Returns the session after that. */
export async function verifySession(store: SongStore, id: SessionId): Promise<Result<Session>> {
  const found = await findOnDisk(store, id);
  if (!found.ok) return found;
  const judgeWhole = found.value.byteLength > verifiedFirstBytes ? judgeAtLeisure : judgeAll;
  return settle(store, found.value, await judgeWhole(store, found.value, store.verified.judge));
}
