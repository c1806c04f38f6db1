import { failure, type Failure, type SavedAudio, type Session, type Sha256, type Stem } from '#contract';
import { diskFailure } from '../disk/disk-failure.ts';
import { type Fs, hasCode } from '../disk/fs.ts';
import { overviewPath, type SongFolders } from './folders.ts';
import { hashFile } from './copy-sound.ts';

/** `away`: no file of ours lies there today. A failure: the disk would not say. */
export type Verdict = 'whole' | 'damaged' | 'away' | Failure;
export type Verdicts = ReadonlyMap<Sha256, Verdict>;

export type Judge = (fs: Fs, path: string, audio: SavedAudio) => Promise<'whole' | 'damaged' | 'away'>;

/** By its size: cheap, and finds what is gone or cut. A link or a folder in its place is not followed, and no file of ours. */
export const judgeBySize: Judge = async (fs, path, { byteLength }) => {
  const facts = await fs.look(path);
  if (facts?.kind !== 'file') return 'away';
  return facts.byteLength === byteLength ? 'whole' : 'damaged';
};

/** By every bit. */
export const judgeByHash: Judge = async (fs, path, audio) => {
  const bySize = await judgeBySize(fs, path, audio);
  if (bySize !== 'whole') return bySize;
  return (await hashFile(fs, path, audio.byteLength)) === audio.sha256 ? 'whole' : 'damaged';
};

/** What the disk says of a file; its troubles are part of the answer. */
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

/** Which of these sounds have an overview beside them. */
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
 * The song as it can be played today. A stem without its file says so and keeps its hash; nothing is written, since tomorrow the file
 * may be there. Damaged files are for the quarantine. Gives back the same session when nothing changed.
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
