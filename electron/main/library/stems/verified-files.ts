import type { PathStat } from '../../disk/fs.ts';
import { type Judge, judgeByHash } from './stem-verdicts.ts';

/** A file changed within this time of being looked at may change again without its stamp showing it. */
const certainAfterMs = 3000;

/**
 * The files that were compared with their hashes since the app started and have not been touched since: they need not be read again. A
 * song that is opened for the second time plays at once.
 */
export class VerifiedFiles {
  readonly #nowMs: () => number;
  /** The stamp of each file when it was last compared, by path. */
  readonly #stamps = new Map<string, string>();

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  /** Judges a file by its hash, or by its stamp when that is the one under which its hash was right. */
  readonly judge: Judge = async (fs, path, audio) => {
    const seen = await fs.look(path);
    const stamp = stampOf(seen, audio.sha256);
    if (stamp !== null && this.#stamps.get(path) === stamp) return 'whole';
    this.#stamps.delete(path);
    const verdict = await judgeByHash(fs, path, audio);
    const isCertain = seen !== null && this.#nowMs() - Math.max(seen.touchedAtMs, seen.changedAtMs) >= certainAfterMs;
    if (verdict === 'whole' && stamp !== null && isCertain) this.#stamps.set(path, stamp);
    return verdict;
  };
}

/** Null when a change of the file need not show. */
function stampOf(seen: PathStat | null, sha256: string): string | null {
  if (seen?.kind !== 'file' || seen.touchedAtMs === 0) return null;
  return [sha256, seen.fileId, seen.byteLength, seen.changedAtMs, seen.touchedAtMs].map(String).join();
}
