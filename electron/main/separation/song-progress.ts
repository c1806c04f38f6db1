import type { FetchProgress, SessionId, StemId } from '#contract';
import type { Clock } from '../net/clock.ts';

type Count = { readonly receivedBytes: number; readonly totalBytes: number | null };

const gapMs = 250;
/** The speed shown is that of the last few seconds. */
const windowMs = 3000;

/** Counts what arrives for one song and tells it at most four times a second. */
export class SongProgress {
  readonly #sessionId: SessionId;
  readonly #clock: Clock;
  readonly #tell: (progress: FetchProgress) => void;
  readonly #counts = new Map<StemId, Count>();
  #arrived: { readonly atMs: number; readonly bytes: number }[] = [];
  #toldMs = -Infinity;

  /** @param stems all stems of the song; saved ones with their length, others with nothing received yet */
  constructor(
    sessionId: SessionId,
    stems: ReadonlyMap<StemId, Count>,
    clock: Clock,
    tell: (progress: FetchProgress) => void,
  ) {
    this.#sessionId = sessionId;
    this.#clock = clock;
    this.#tell = tell;
    for (const [id, count] of stems) this.#counts.set(id, count);
  }

  count(id: StemId, count: Count): void {
    const before = this.#counts.get(id)?.receivedBytes ?? 0;
    const atMs = this.#clock.ticksMs();
    // A resumed or restarted file jumps; only steps forward are speed.
    if (before > 0 && count.receivedBytes > before) this.#arrived.push({ atMs, bytes: count.receivedBytes - before });
    this.#counts.set(id, count);
    if (atMs - this.#toldMs >= gapMs) this.tell();
  }

  /** Tells now, whatever was told last. */
  tell(): void {
    this.#toldMs = this.#clock.ticksMs();
    const bytesPerSecond = this.#speed();
    const left = this.#bytesLeft();
    this.#tell({
      sessionId: this.#sessionId,
      stems: [...this.#counts].map(([stemId, count]) => ({ stemId, ...count })),
      bytesPerSecond,
      secondsLeft: left === null || bytesPerSecond <= 0 ? null : left / bytesPerSecond,
    });
  }

  #speed(): number {
    const nowMs = this.#clock.ticksMs();
    this.#arrived = this.#arrived.filter(({ atMs }) => nowMs - atMs <= windowMs);
    const first = this.#arrived[0];
    if (first === undefined) return 0;
    const bytes = this.#arrived.reduce((sum, piece) => sum + piece.bytes, 0);
    return (bytes * 1000) / Math.max(nowMs - first.atMs, gapMs);
  }

  /** Stems whose length is not known yet are taken to be as long as the others: they are parts of one song. */
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
