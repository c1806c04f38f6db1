/** Lets through at most so many calls in any second. */
export class RateLimit {
  readonly #callsPerSecond: number;
  readonly #now: () => number;
  #recent: number[] = [];

  constructor(callsPerSecond: number, now: () => number) {
    this.#callsPerSecond = callsPerSecond;
    this.#now = now;
  }

  allows(): boolean {
    const now = this.#now();
    this.#recent = this.#recent.filter((time) => now - time < 1000);
    if (this.#recent.length >= this.#callsPerSecond) return false;
    this.#recent.push(now);
    return true;
  }
}
