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
