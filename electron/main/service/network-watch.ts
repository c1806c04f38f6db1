import type { SessionId } from '#contract';
import type { Clock } from '../net/clock.ts';

const probeGapMs = 30_000;

export type Probe = {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether the system reports that there is no network; then no song is tried. */
  readonly isKnownOffline: () => boolean;
  /** Runs one song with one try; true when the network was there. */
  readonly probe: (id: SessionId) => Promise<boolean>;
  readonly goOn: (id: SessionId) => void;
};

/** Holds songs that wait for the network. Tries one of them every 30 s and resumes all when it gets through. */
export class NetworkWatch {
  readonly #waiting = new Set<SessionId>();
  readonly #tools: Probe;
  #isWatching = false;

  constructor(tools: Probe) {
    this.#tools = tools;
  }

  /** Lets a song wait for the network. */
  add(id: SessionId): void {
    this.#waiting.add(id);
    if (!this.#isWatching) void this.#watch();
  }

  /** Lets a song wait no longer. */
  drop(id: SessionId): void {
    this.#waiting.delete(id);
  }

  async #watch(): Promise<void> {
    const { clock, signal, isKnownOffline, probe, goOn } = this.#tools;
    this.#isWatching = true;
    try {
      while (this.#waiting.size > 0) {
        await clock.wait(probeGapMs, signal);
        const [first] = this.#waiting;
        if (first === undefined || isKnownOffline()) continue;
        this.#waiting.delete(first);
        if (!(await probe(first))) continue;
        const others = [...this.#waiting];
        this.#waiting.clear();
        others.forEach(goOn);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#isWatching = false;
    }
  }
}
