import { failure, type SavedAudio, type SessionId, type Sha256, type Session } from '#contract';
import { onDisk, orLogged } from '../../disk/disk-failure.ts';
import { stemPath } from '../folders.ts';
import type { SongStore } from '../song-store.ts';
import { asSeen, judge, judgeByHash, judgeBySize, overviewsOf, type Verdict } from './stem-verdicts.ts';

/** A file missing at two checks in a row counts as gone, within three seconds. */
const usualBeatMs = 1000;
const looksUntilAway = 2;

/**
 * Watches the files of the open song: announces files that vanish during playback, and restores files that come back with the right hash.
 * Writes and moves nothing. When the library's disk is unplugged, all files count as gone.
 */
export class StemWatch {
  readonly #store: SongStore;
  readonly #beatMs: number;
  #open: SessionId | null = null;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  /** Checks in a row that missed a file. */
  readonly #misses = new Map<Sha256, number>();
  /** Files that came back with another hash: not hashed again until they change. */
  readonly #strange = new Set<string>();

  constructor(store: SongStore, beatMs = usualBeatMs) {
    this.#store = store;
    this.#beatMs = beatMs;
  }

  /** Watches this song from now on. */
  follow(id: SessionId): void {
    this.#open = id;
    this.#misses.clear();
    this.#timer ??= setInterval(() => {
      this.#looking ??= orLogged(this.#store.log, 'the files of the open song could not be looked after', () =>
        this.#look(),
      ).finally(() => (this.#looking = null));
    }, this.#beatMs).unref();
  }

  async #look(): Promise<void> {
    const session = this.#open === null ? null : this.#store.catalogue.find(this.#open);
    if (session === null) return;
    const { fs } = this.#store;
    const folders = this.#store.folders(session.id);
    const folder = await onDisk(() => fs.look(folders.song));
    const isThere = folder.ok && folder.value?.kind === 'folder';
    const unplugged = failure('folderUnavailable', session.title);
    const verdicts = new Map<Sha256, Verdict>();
    for (const { audio, isAway } of filesOf(session)) {
      const path = stemPath(folders, audio);
      const seen = isThere ? await judge(fs, path, audio, judgeBySize) : unplugged;
      // The next opening moves truncated files to quarantine.
      const verdict =
        seen === 'damaged' ? undefined : isAway ? await this.#cameBack(path, audio, seen) : this.#vanished(audio, seen);
      if (verdict !== undefined) verdicts.set(audio.sha256, verdict);
    }
    if (verdicts.size === 0 || this.#open !== session.id) return;
    const back = [...filesOf(session)].filter(({ audio }) => verdicts.get(audio.sha256) === 'whole');
    const drawn = await onDisk(() =>
      overviewsOf(
        fs,
        folders,
        back.map(({ audio }) => audio),
      ),
    );
    await this.#store.see(session.id, (known) => asSeen(known, verdicts, drawn.ok ? drawn.value : new Set()));
  }

  #vanished({ sha256 }: SavedAudio, seen: Verdict): Verdict | undefined {
    if (seen === 'whole') {
      this.#misses.delete(sha256);
      return undefined;
    }
    const misses = (this.#misses.get(sha256) ?? 0) + 1;
    this.#misses.set(sha256, misses);
    return misses >= looksUntilAway ? seen : undefined;
  }

  async #cameBack(path: string, audio: SavedAudio, seen: Verdict): Promise<Verdict | undefined> {
    // The reason may have changed.
    if (seen !== 'whole') return seen;
    const facts = await this.#store.fs.look(path);
    const key = `${path} ${String(facts?.changedAtMs)}`;
    if (this.#strange.has(key)) return undefined;
    const verdict = await judge(this.#store.fs, path, audio, judgeByHash);
    if (verdict === 'whole') return verdict;
    if (verdict === 'damaged') this.#strange.add(key);
    return undefined;
  }
}

function filesOf({ stems }: Session): readonly { readonly audio: SavedAudio; readonly isAway: boolean }[] {
  return stems.flatMap(({ file }) =>
    file.state === 'saved' || file.state === 'away' ? [{ audio: file.audio, isAway: file.state === 'away' }] : [],
  );
}
