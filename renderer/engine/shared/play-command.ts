/** What the page asks of the reader; positions in frames of the song. */
export type PlayCommand = {
  readonly isPlaying: boolean;
  /** Grows by one with every seek, so that two seeks to one place are two. */
  readonly seekSerial: number;
  readonly seekTarget: number;
  readonly isLoopOn: boolean;
  readonly loopStart: number;
  readonly loopEnd: number;
};

export const idleCommand: PlayCommand = {
  isPlaying: false,
  seekSerial: 0,
  seekTarget: 0,
  isLoopOn: false,
  loopStart: 0,
  loopEnd: 0,
};

const wordCount = 7;

export const createCommandMemory = (): SharedArrayBuffer => new SharedArrayBuffer(wordCount * 4);

/**
 * One command in shared memory under a sequence lock: the writer makes the sequence odd while it writes, a reader that saw it
 * odd or changed has read nothing. Only one thread writes. The audio thread never waits.
 */
export class CommandCell {
  /** Word 0 is the sequence; workers sleep on it. */
  readonly words: Int32Array;

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
    ].forEach((word, index) => Atomics.store(this.words, index + 1, word));
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
    };
    return this.sequence() === before ? command : null;
  }
}
