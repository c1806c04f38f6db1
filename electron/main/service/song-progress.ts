import type { FetchProgress, SessionId, StemId } from '#contract';
import type { Clock } from '../net/clock.ts';

const windowMs = 3000;
const shortestMs = 250;

/** Measures the download speed over the last 3 s. */
class DownloadSpeed {
  readonly #clock: Clock;
  #arrived: { readonly atMs: number; readonly bytes: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(bytes: number): void {
    this.#arrived.push({ atMs: this.#clock.ticksMs(), bytes });
  }

  bytesPerSecond(): number {
    const nowMs = this.#clock.ticksMs();
    this.#arrived = this.#arrived.filter(({ atMs }) => nowMs - atMs <= windowMs);
    const first = this.#arrived[0];
    if (first === undefined) return 0;
    const bytes = this.#arrived.reduce((sum, piece) => sum + piece.bytes, 0);
    return (bytes * 1000) / Math.max(nowMs - first.atMs, shortestMs);
  }
}

type Count = { readonly receivedBytes: number; readonly totalBytes: number | null };

const gapMs = 250;

/** Counts the bytes received for one song and reports them at most four times a second; the last count is always reported. */
export class SongProgress {
  readonly #sessionId: SessionId;
  readonly #clock: Clock;
  readonly #onProgress: (progress: FetchProgress) => void;
  readonly #counts = new Map<StemId, Count>();
  readonly #stemSpeeds = new Map<StemId, DownloadSpeed>();
  readonly #songSpeed: DownloadSpeed;
  #reportedMs = -Infinity;
  #later: NodeJS.Timeout | undefined;

  /** @param stems all stems of the song; saved ones with their length, others with nothing received yet */
  constructor(
    sessionId: SessionId,
    stems: ReadonlyMap<StemId, Count>,
    clock: Clock,
    onProgress: (progress: FetchProgress) => void,
  ) {
    this.#sessionId = sessionId;
    this.#clock = clock;
    this.#onProgress = onProgress;
    this.#songSpeed = new DownloadSpeed(clock);
    for (const [id, count] of stems) this.#counts.set(id, count);
  }

  /** Takes the bytes received of a stem so far, and its length when that is known. */
  count(id: StemId, count: Count): void {
    const before = this.#counts.get(id)?.receivedBytes ?? 0;
    // A resumed or restarted file jumps; only steps forward are speed.
    if (before > 0 && count.receivedBytes > before) this.#step(id, count.receivedBytes - before);
    this.#counts.set(id, count);
    if (this.#clock.ticksMs() - this.#reportedMs >= gapMs) this.report();
    // The next bytes may be long in coming.
    else
      this.#later ??= setTimeout(() => {
        this.report();
      }, gapMs);
  }

  /** Drops a report that is due; call `report` for the last one. */
  end(): void {
    clearTimeout(this.#later);
  }

  /** Reports now, without regard to the last report. */
  report(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#reportedMs = this.#clock.ticksMs();
    const bytesPerSecond = this.#songSpeed.bytesPerSecond();
    const left = this.#bytesLeft();
    this.#onProgress({
      sessionId: this.#sessionId,
      stems: [...this.#counts].map(([stemId, count]) => ({
        stemId,
        ...count,
        bytesPerSecond: this.#stemSpeeds.get(stemId)?.bytesPerSecond() ?? 0,
      })),
      bytesPerSecond,
      secondsLeft: left === null || bytesPerSecond <= 0 ? null : left / bytesPerSecond,
    });
  }

  #step(id: StemId, bytes: number): void {
    const speed = this.#stemSpeeds.get(id) ?? new DownloadSpeed(this.#clock);
    this.#stemSpeeds.set(id, speed);
    speed.add(bytes);
    this.#songSpeed.add(bytes);
  }

  /** Assumes the mean length for stems whose length is unknown: all are as long as the song. */
  #bytesLeft(): number | null {
    const counts = [...this.#counts.values()];
    const known = counts.flatMap(({ totalBytes }) => (totalBytes === null ? [] : [totalBytes]));
    if (known.length === 0) return null;
    const usualBytes = known.reduce((sum, bytes) => sum + bytes, 0) / known.length;
    return counts.reduce(
      (sum, { receivedBytes, totalBytes }) => sum + Math.max(0, (totalBytes ?? usualBytes) - receivedBytes),
      0,
    );
  }
}
