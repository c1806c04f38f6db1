import type { FetchProgress, SessionId, StemId } from '#contract';
import type { Clock } from '../net/clock.ts';

/** The speed shown is that of the last few seconds. */
const windowMs = 3000;
const shortestMs = 250;

/** How fast bytes arrive. */
class Pace {
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

/** Counts what arrives for one song and tells it at most four times a second; what comes between is told in the end. */
export class SongProgress {
  readonly #sessionId: SessionId;
  readonly #clock: Clock;
  readonly #tell: (progress: FetchProgress) => void;
  readonly #counts = new Map<StemId, Count>();
  readonly #paces = new Map<StemId, Pace>();
  readonly #pace: Pace;
  #toldMs = -Infinity;
  #later: NodeJS.Timeout | undefined;

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
    this.#pace = new Pace(clock);
    for (const [id, count] of stems) this.#counts.set(id, count);
  }

  count(id: StemId, count: Count): void {
    const before = this.#counts.get(id)?.receivedBytes ?? 0;
    // A resumed or restarted file jumps; only steps forward are speed.
    if (before > 0 && count.receivedBytes > before) this.#step(id, count.receivedBytes - before);
    this.#counts.set(id, count);
    if (this.#clock.ticksMs() - this.#toldMs >= gapMs) this.tell();
    // The next bytes may be long in coming.
    else
      this.#later ??= setTimeout(() => {
        this.tell();
      }, gapMs);
  }

  /** Nothing is told after this. */
  end(): void {
    clearTimeout(this.#later);
  }

  /** Tells now, whatever was told last. */
  tell(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#toldMs = this.#clock.ticksMs();
    const bytesPerSecond = this.#pace.bytesPerSecond();
    const left = this.#bytesLeft();
    this.#tell({
      sessionId: this.#sessionId,
      stems: [...this.#counts].map(([stemId, count]) => ({
        stemId,
        ...count,
        bytesPerSecond: this.#paces.get(stemId)?.bytesPerSecond() ?? 0,
      })),
      bytesPerSecond,
      secondsLeft: left === null || bytesPerSecond <= 0 ? null : left / bytesPerSecond,
    });
  }

  #step(id: StemId, bytes: number): void {
    const pace = this.#paces.get(id) ?? new Pace(this.#clock);
    this.#paces.set(id, pace);
    pace.add(bytes);
    this.#pace.add(bytes);
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
