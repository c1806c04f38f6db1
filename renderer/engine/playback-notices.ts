import type { PlayerNotice } from './player.ts';

type Listener = (notice: PlayerNotice) => void;

/** Passes each notice on to all listeners. */
export class NoticeBoard {
  readonly #listeners = new Set<Listener>();

  /** Returns the unsubscribe function. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  post(notice: PlayerNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}

const pollMs = 250;
/** A device may take a second or two before it asks for its first sound. */
const mostStalledPolls = 16;

/** Notices a context that should play but was stopped, or whose clock stands still. */
export class DeviceWatch {
  readonly #onLost: (context: AudioContext) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Calls `onLost` at most once after each `start`. */
  constructor(onLost: (context: AudioContext) => void) {
    this.#onLost = onLost;
  }

  start(context: AudioContext): void {
    this.stop();
    let time = context.currentTime;
    let stalledPolls = 0;
    this.#timer = setInterval(() => {
      stalledPolls = context.currentTime === time ? stalledPolls + 1 : 0;
      time = context.currentTime;
      if (context.state === 'running' && stalledPolls < mostStalledPolls) return;
      this.stop();
      this.#onLost(context);
    }, pollMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Reports, while a song plays, each change of a count, such as that of its dropouts. */
export class CountWatch {
  readonly #count: () => number;
  readonly #report: (count: number) => void;
  readonly #pollMs: number;
  #reported = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `count`: since the song opened. Calls `report` with it after each change. */
  constructor(count: () => number, report: (count: number) => void, everyMs = pollMs) {
    this.#count = count;
    this.#report = report;
    this.#pollMs = everyMs;
  }

  /** Call before another song opens: its count starts at 0. */
  forget(): void {
    this.#reported = 0;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => {
      const count = this.#count();
      if (count === this.#reported) return;
      this.#reported = count;
      this.#report(count);
    }, this.#pollMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
