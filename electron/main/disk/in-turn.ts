/** Lets work with the same key run one after the other, in the order it was asked for. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  take<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#last.set(key, turn);
    const leave = (): void => {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  }

  /** Settles when nothing that was asked for until now is still running. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
