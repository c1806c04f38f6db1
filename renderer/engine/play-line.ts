import type { PoolMemory, SongMemory } from './page-cache/pages.ts';

/** From `contextFrame` on, the reader stood or moved as this says. */
export type PlaySpan = {
  /** Frame of the audio context's clock. */
  readonly contextFrame: number;
  /** Position in the song at that instant, in frames; between two of them when the speed is not 1. */
  readonly position: number;
  /** Frames of the song for each frame of the clock: 0 standing, the speed when playing. */
  readonly rate: number;
  /** The last seek that had been carried out. */
  readonly seekSerial: number;
  /** Frames of the clock that what comes out of the mixer is behind the reader: the stretch's latency while it is in use. */
  readonly delay: number;
};

const spanCount = 128;
const fields = 5;
const headerWords = 4;
const head = 0;
const cursor = 1;
const underruns = 2;
const serialTaken = 3;

export const createLogMemory = (): SharedArrayBuffer => new SharedArrayBuffer(headerWords * 4 + spanCount * fields * 8);

/**
 * What the reader did lately: a span for every start, stop, seek, loop pass and change of speed. The page finds in it what is
 * being heard now, which the reader rendered some time ago. Written by the audio thread alone.
 */
export class PlayLog {
  readonly #words: Int32Array;
  readonly #spans: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory, 0, headerWords);
    this.#spans = new Float64Array(memory, headerWords * 4);
  }

  append({ contextFrame, position, rate, seekSerial, delay }: PlaySpan): void {
    const count = Atomics.load(this.#words, head);
    this.#spans.set([contextFrame, position, rate, seekSerial, delay], (count % spanCount) * fields);
    Atomics.store(this.#words, serialTaken, seekSerial);
    Atomics.store(this.#words, head, count + 1);
  }

  /** The span that holds at a frame of the context's clock; the oldest one known when all are later; null when there is none. */
  spanAt(contextFrame: number): PlaySpan | null {
    return this.#find((span) => span.contextFrame <= contextFrame);
  }

  /**
   * What comes out of the mixer at a frame of the context's clock: the position the reader had a delay ago. Where it stood
   * without one, at a seek or a pause, nothing from before comes out any more.
   */
  heardAt(contextFrame: number): Pick<PlaySpan, 'position' | 'seekSerial'> | null {
    const readAt = contextFrame - this.delayAt(contextFrame);
    const isBreak = ({ rate, delay }: PlaySpan): boolean => rate === 0 && delay === 0;
    const span = this.#find(
      (other) => other.contextFrame <= readAt || (other.contextFrame <= contextFrame && isBreak(other)),
    );
    if (span === null) return null;
    const moved = Math.max(0, readAt - span.contextFrame) * span.rate;
    return { position: span.position + moved, seekSerial: span.seekSerial };
  }

  /** How far what comes out of the mixer at a frame of the context's clock is behind the reader, in frames. */
  delayAt(contextFrame: number): number {
    return this.spanAt(contextFrame)?.delay ?? 0;
  }

  /** Where the reader is now: ahead of what is heard. */
  cursor(): number {
    return Atomics.load(this.#words, cursor);
  }

  setCursor(position: number): void {
    Atomics.store(this.#words, cursor, Math.floor(position));
  }

  underruns(): number {
    return Atomics.load(this.#words, underruns);
  }

  countUnderrun(): void {
    Atomics.add(this.#words, underruns, 1);
  }

  seekSerialTaken(): number {
    return Atomics.load(this.#words, serialTaken);
  }

  /** The newest span that passes, or the oldest that is known. */
  #find(passes: (span: PlaySpan) => boolean): PlaySpan | null {
    const count = Atomics.load(this.#words, head);
    // The oldest few are left alone: the writer may be over them.
    const oldest = Math.max(0, count - spanCount + 8);
    for (let index = count - 1; index >= oldest; index -= 1) {
      const span = this.#spanOf(index);
      if (index === oldest || passes(span)) return span;
    }
    return null;
  }

  #spanOf(index: number): PlaySpan {
    const at = (index % spanCount) * fields;
    const number = (field: number): number => this.#spans[at + field] ?? 0;
    return {
      contextFrame: number(0),
      position: number(1),
      rate: number(2),
      seekSerial: number(3),
      delay: number(4),
    };
  }
}

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

/** The page's end of the line to the reader and the fillers: what is asked, and what came of it. */
export class PlayLine {
  readonly commandMemory = createCommandMemory();
  readonly logMemory = createLogMemory();
  readonly log = new PlayLog(this.logMemory);
  readonly #cell = new CommandCell(this.commandMemory);
  #command = idleCommand;

  /** What was asked last. */
  get command(): PlayCommand {
    return this.#command;
  }

  /**
   * Changes some of what is asked; the rest stays. Wakes reader and fillers when it is another command than before, or when
   * something beside it changed that they look for (`hasNews`).
   */
  ask(change: Partial<PlayCommand>, hasNews = false): void {
    const before = this.#command;
    this.#command = { ...before, ...change };
    if (hasNews || !isSame(before, this.#command)) this.#cell.write(this.#command);
  }

  /** To a frame of the song. */
  seek(seekTarget: number): void {
    this.ask({ seekTarget, seekSerial: this.#command.seekSerial + 1 });
  }
}

/** Both are copies of one command, so their values come in one order. */
function isSame(one: PlayCommand, other: PlayCommand): boolean {
  const others = Object.values(other);
  return Object.values(one).every((value, index) => value === others[index]);
}

export const readerName = 'stem-reader';

export type ReaderOptions = {
  readonly command: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
  /** To the pitch buses. */
  readonly cue: SharedArrayBuffer;
};

export type ReaderMessage =
  | { readonly kind: 'song'; readonly song: SongMemory; readonly pool: PoolMemory }
  /** The node is done for. */
  | { readonly kind: 'retire' };

/** The song ran out; `seekSerial` tells it from an end that a newer seek has made stale. */
export type ReaderReport = { readonly kind: 'ended'; readonly seekSerial: number };
