/** Things in the order in which they were given. Who takes one waits until there is one; only one may wait at a time. */
export class WaitingQueue<Thing> {
  readonly #things: Thing[];
  #wake: () => void = () => undefined;

  constructor(things: Iterable<Thing> = []) {
    this.#things = [...things];
  }

  give(thing: Thing): void {
    this.#things.push(thing);
    this.#wake();
  }

  async take(): Promise<Thing> {
    for (;;) {
      const [thing] = this.#things.splice(0, 1);
      if (thing !== undefined) return thing;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** All that are there, without waiting. */
  takeAll(): readonly Thing[] {
    return this.#things.splice(0);
  }
}
