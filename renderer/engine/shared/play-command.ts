/** What the page asks of the reader; positions in frames of the song. */
export type PlayCommand = {
  readonly isPlaying: boolean;
  /** Grows by one with every seek, so that two seeks to one place are two. */
  readonly seekSerial: number;
  readonly seekTarget: number;
  readonly isLoopOn: boolean;
  readonly loopStart: number;
  readonly loopEnd: number;
  readonly keepsDrumPitch: boolean;
  /** Frames of the song for each frame of the clock while it plays: 0.25 to 2. */
  readonly speed: number;
  /** Ratio of the pitch that is wanted to the recorded one. */
  readonly transposeRatio: number;
};

export const idleCommand: PlayCommand = {
  isPlaying: false,
  seekSerial: 0,
  seekTarget: 0,
  isLoopOn: false,
  loopStart: 0,
  loopEnd: 0,
  keepsDrumPitch: true,
  speed: 1,
  transposeRatio: 1,
};

/** The sequence, seven whole numbers, two floats of two words each. */
const wordCount = 12;
const speedWord = 8;
const ratioWord = 10;

export const createCommandMemory = (): SharedArrayBuffer => new SharedArrayBuffer(wordCount * 4);

/**
 * One command in shared memory under a sequence lock: the writer makes the sequence odd while it writes, a reader that saw it
 * odd or changed has read nothing. Only one thread writes. The audio thread never waits.
 */
export class CommandCell {
  /** Word 0 is the sequence; workers sleep on it. */
  readonly words: Int32Array;
  readonly #float = new Float64Array(1);
  readonly #halves = new Int32Array(this.#float.buffer);

  constructor(memory: SharedArrayBuffer) {
    this.words = new Int32Array(memory);
  }

  sequence(): number {
    return Atomics.load(this.words, 0);
  }

  write(command: PlayCommand): void {
    Atomics.add(this.words, 0, 1);
    [
      Number(command.isPlaying),
      command.seekSerial,
      command.seekTarget,
      Number(command.isLoopOn),
      command.loopStart,
      command.loopEnd,
      Number(command.keepsDrumPitch),
    ].forEach((word, index) => Atomics.store(this.words, index + 1, word));
    this.#storeFloat(speedWord, command.speed);
    this.#storeFloat(ratioWord, command.transposeRatio);
    Atomics.add(this.words, 0, 1);
    Atomics.notify(this.words, 0);
  }

  /** Null while the writer is at work: ask again in the next quantum. */
  read(): PlayCommand | null {
    const before = this.sequence();
    if (before % 2 === 1) return null;
    const at = (index: number): number => Atomics.load(this.words, index);
    const command = {
      isPlaying: at(1) === 1,
      seekSerial: at(2),
      seekTarget: at(3),
      isLoopOn: at(4) === 1,
      loopStart: at(5),
      loopEnd: at(6),
      keepsDrumPitch: at(7) === 1,
      speed: this.#loadFloat(speedWord),
      transposeRatio: this.#loadFloat(ratioWord),
    };
    if (this.sequence() !== before) return null;
    // Memory that nobody has written yet.
    return before === 0 ? idleCommand : command;
  }

  #storeFloat(at: number, value: number): void {
    this.#float[0] = value;
    Atomics.store(this.words, at, this.#halves[0] ?? 0);
    Atomics.store(this.words, at + 1, this.#halves[1] ?? 0);
  }

  #loadFloat(at: number): number {
    this.#halves[0] = Atomics.load(this.words, at);
    this.#halves[1] = Atomics.load(this.words, at + 1);
    return this.#float[0] ?? 0;
  }
}
