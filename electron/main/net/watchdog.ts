import { NetTrouble } from './http-port.ts';

/** An abort signal that follows another one and also fires when nothing has fed it in time. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #follow: AbortSignal;
  readonly #onAbort: () => void;
  #timer: NodeJS.Timeout | undefined = undefined;

  constructor(follow: AbortSignal) {
    this.#follow = follow;
    this.#onAbort = () => {
      this.#controller.abort(follow.reason);
    };
    follow.addEventListener('abort', this.#onAbort, { once: true });
    if (follow.aborted) this.#onAbort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts anew: fires `timedOut` unless called again within this time. */
  feed(withinMs: number, waitingFor: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.bite(`${waitingFor}: nothing for ${withinMs} ms`);
    }, withinMs);
  }

  /** Stops the clock while somebody else is thinking. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  /** Fires now. */
  bite(why: string): void {
    this.#controller.abort(new NetTrouble('timedOut', why));
  }

  /** Ends what still runs under the signal and lets go of everything. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#follow.removeEventListener('abort', this.#onAbort);
    this.#controller.abort(new NetTrouble('broken', 'not needed any more'));
  }
}
