import { failure, type Failure, type SavedAudio, type Session, type Sha256, type Stem } from '#contract';
import { diskFailure } from '../../disk/disk-failure.ts';
import { type Fs, hasCode } from '../../disk/fs.ts';
import { overviewPath, type SongFolders } from '../folders.ts';
import { hashFile } from '../copy-sound.ts';

/** The state of a stem's file. `away`: it is missing. A failure: the disk failed. */
export type Verdict = 'whole' | 'damaged' | 'away' | Failure;
export type Verdicts = ReadonlyMap<Sha256, Verdict>;

export type Judge = (fs: Fs, path: string, audio: SavedAudio) => Promise<'whole' | 'damaged' | 'away'>;

/** Judges a file by its size, which finds missing and truncated files. A link or a folder counts as missing. */
export const judgeBySize: Judge = async (fs, path, { byteLength }) => {
  const facts = await fs.look(path);
  if (facts?.kind !== 'file') return 'away';
  return facts.byteLength === byteLength ? 'whole' : 'damaged';
};

/** Judges a file by its hash. */
export const judgeByHash: Judge = async (fs, path, audio) => {
  const bySize = await judgeBySize(fs, path, audio);
  if (bySize !== 'whole') return bySize;
  return (await hashFile(fs, path, audio.byteLength)) === audio.sha256 ? 'whole' : 'damaged';
};

/** Judges a file; a failure of the disk is part of the answer. */
export async function judge(fs: Fs, path: string, audio: SavedAudio, by: Judge): Promise<Verdict> {
  try {
    return await by(fs, path, audio);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return 'away';
    const trouble = diskFailure(error);
    if (trouble === null) throw error;
    return trouble;
  }
}

/** Returns the sounds that have waveform peaks beside them. Throws what the disk throws. */
export async function overviewsOf(
  fs: Fs,
  folders: SongFolders,
  audios: readonly SavedAudio[],
): Promise<ReadonlySet<Sha256>> {
  const drawn = new Set<Sha256>();
  for (const { sha256 } of audios) {
    if ((await fs.look(overviewPath(folders, sha256)))?.kind === 'file') drawn.add(sha256);
  }
  return drawn;
}

/**
 * Returns the session with missing stems marked as `away`, which keep their hashes since the files may come back, and returned stems as
 * `saved`. Leaves damaged stems to the quarantine. Returns the same session when nothing changed.
 */
export function asSeen(session: Session, verdicts: Verdicts, overviews: ReadonlySet<Sha256> = new Set()): Session {
  const stems = session.stems.map((stem) => seenStem(stem, verdicts, overviews));
  return stems.every((stem, index) => stem === session.stems[index]) ? session : { ...session, stems };
}

function seenStem(stem: Stem, verdicts: Verdicts, overviews: ReadonlySet<Sha256>): Stem {
  const { file } = stem;
  if (file.state !== 'saved' && file.state !== 'away') return stem;
  const { audio } = file;
  const verdict = verdicts.get(audio.sha256);
  if (verdict === undefined || verdict === 'damaged') return stem;
  if (verdict === 'whole') {
    if (file.state === 'saved') return stem;
    return { ...stem, file: { state: 'saved', audio }, hasOverview: overviews.has(audio.sha256) };
  }
  const kind = verdict === 'away' ? 'fileMissing' : verdict.kind;
  if (file.state === 'away' && file.failure.kind === kind) return stem;
  return { ...stem, file: { state: 'away', audio, failure: failure(kind, stem.name) }, hasOverview: false };
}
