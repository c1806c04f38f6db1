import type { PlayerNotice } from './player.ts';

type Listener = (notice: PlayerNotice) => void;

/** Tells every listener everything. */
export class NoticeBoard {
  readonly #listeners = new Set<Listener>();

  /** Returns the way out. */
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

const lookMs = 250;
/** A device that has just begun to play may take a second or two before it asks for sound. */
const mostLooksStanding = 16;

/** Notices that a context which ought to play has stopped, or runs without its time going on. */
export class DeviceWatch {
  readonly #onLost: (context: AudioContext) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `onLost` is called once a start. */
  constructor(onLost: (context: AudioContext) => void) {
    this.#onLost = onLost;
  }

  start(context: AudioContext): void {
    this.stop();
    let time = context.currentTime;
    let looksStanding = 0;
    this.#timer = setInterval(() => {
      looksStanding = context.currentTime === time ? looksStanding + 1 : 0;
      time = context.currentTime;
      if (context.state === 'running' && looksStanding < mostLooksStanding) return;
      this.stop();
      this.#onLost(context);
    }, lookMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

const pollMs = 250;

/** Tells, while a song plays, of pages that were not there in time. */
export class LatePageWatch {
  readonly #count: () => number;
  readonly #tell: (count: number) => void;
  #told = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `count`: late pages since the song was opened. `tell` is called with it whenever it has changed. */
  constructor(count: () => number, tell: (count: number) => void) {
    this.#count = count;
    this.#tell = tell;
  }

  /** Another song begins to count anew. */
  forget(): void {
    this.#told = 0;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => {
      const count = this.#count();
      if (count === this.#told) return;
      this.#told = count;
      this.#tell(count);
    }, pollMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
