/** A mutex per key: work under the same key runs one after the other in the order of the calls, other keys run beside it. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` once all earlier work under this key has settled. Settles as `work` does; a failure before it does not matter. */
  run<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const running = before.then(work, work);
    this.#last.set(key, running);
    const leave = (): void => {
      if (this.#last.get(key) === running) this.#last.delete(key);
    };
    running.then(leave, leave);
    return running;
  }

  /** Settles when everything that was started before this call has ended. Never rejects. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}

/**
 * Limits how many tasks run at once, first come first served. Ours because each waiter can be aborted on its own, which the
 * packages for this do not offer.
 */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param atOnce 1 or more */
  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Runs `work` as soon as a place is free and settles as it does. Rejects with the signal's reason when aborted before that. */
  async run<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    await this.#acquire(signal);
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  #acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(start);
    });
  }
}
