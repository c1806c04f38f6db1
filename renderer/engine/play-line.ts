import { type ClickSound, type CountIn, type Frames, frames, type Mix } from '#contract';
import type { GainCurve } from '../mix/automation.ts';
import { ratioOfCents } from '../mix/speed-and-key.ts';
import type { ClickTrack } from '../song/click.ts';
import type { PoolMemory, SongMemory } from './page-cache/pages.ts';

/** How the reader stood or moved from `contextFrame` on. */
export type PlaySpan = {
  /** Frame of the audio context's clock. */
  readonly contextFrame: number;
  /** Song position at that instant, in frames; with a fraction unless the speed is 1. */
  readonly position: number;
  /** Frames of the song for each frame of the clock: 0 while standing, the speed while playing. */
  readonly rate: number;
  /** Serial of the last seek that the reader carried out. */
  readonly seekSerial: number;
  /** Frames of the clock by which the mixer's output is behind the reader: the latency of the pitch shift while it is in use. */
  readonly delay: number;
};

/** A span that is written in place, for a thread that must not allocate. */
export type MutableSpan = { -readonly [Name in keyof PlaySpan]: PlaySpan[Name] };

const spanCount = 128;
const fields = 5;
const headerWords = 8;
const head = 0;
const cursor = 1;
const dropouts = 2;
const serialTaken = 3;
const passes = 4;
const loopSequence = 5;
const loopEnd = 6;
const loopTarget = 7;

/** Allocates the shared memory of a log. */
export const createLogMemory = (): SharedArrayBuffer => new SharedArrayBuffer(headerWords * 4 + spanCount * fields * 8);

/**
 * The reader's recent spans: one for every start, stop, seek, turn of the loop and change of speed. The page finds in it what is audible
 * now, which the reader rendered some time ago. Only the audio thread writes.
 */
export class PlayLog {
  readonly #words: Int32Array;
  readonly #spans: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory, 0, headerWords);
    this.#spans = new Float64Array(memory, headerWords * 4);
  }

  /** Adds the newest span. */
  append({ contextFrame, position, rate, seekSerial, delay }: PlaySpan): void {
    const count = Atomics.load(this.#words, head);
    const at = (count % spanCount) * fields;
    this.#spans[at] = contextFrame;
    this.#spans[at + 1] = position;
    this.#spans[at + 2] = rate;
    this.#spans[at + 3] = seekSerial;
    this.#spans[at + 4] = delay;
    Atomics.store(this.#words, serialTaken, seekSerial);
    Atomics.store(this.#words, head, count + 1);
  }

  /** The span at a frame of the context's clock, or the oldest known one when all are later; null for an empty log. */
  spanAt(contextFrame: number): PlaySpan | null {
    return this.#find((span) => span.contextFrame <= contextFrame);
  }

  /**
   * What leaves the mixer at a frame of the context's clock: the reader's position one delay ago. After a seek or a pause, where the
   * reader stood without a delay, nothing from before leaves it.
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

  /** Frames by which the mixer's output is behind the reader at a frame of the context's clock. */
  delayAt(contextFrame: number): number {
    return this.spanAt(contextFrame)?.delay ?? 0;
  }

  /** The read head, in whole frames, ahead of what is audible. */
  cursor(): number {
    return Atomics.load(this.#words, cursor);
  }

  /** Publishes the read head. */
  setCursor(position: number): void {
    Atomics.store(this.#words, cursor, Math.floor(position));
  }

  /** Times that a stem faded out because its page was missing. */
  dropouts(): number {
    return Atomics.load(this.#words, dropouts);
  }

  /** Counts one more dropout. */
  countDropout(): void {
    Atomics.add(this.#words, dropouts, 1);
  }

  /** Passes of the loop, or of the chain, that are over since the last seek. */
  passes(): number {
    return Atomics.load(this.#words, passes);
  }

  setPasses(count: number): void {
    Atomics.store(this.#words, passes, count);
  }

  /**
   * Where the reader turns under the command of a sequence: at `end` it goes to `target`. Null: it does not turn; undefined: the reader has
   * not taken up that command yet.
   */
  turnUnder(sequence: number): { readonly end: number; readonly target: number } | null | undefined {
    if (Atomics.load(this.#words, loopSequence) !== sequence) return undefined;
    const end = Atomics.load(this.#words, loopEnd);
    return end < 0 ? null : { end, target: Atomics.load(this.#words, loopTarget) };
  }

  /** Publishes where the reader turns; an `end` of -1: nowhere. */
  setTurn(sequence: number, end: number, target: number): void {
    Atomics.store(this.#words, loopEnd, end);
    Atomics.store(this.#words, loopTarget, target);
    Atomics.store(this.#words, loopSequence, sequence);
  }

  /** Serial of the last seek that the reader carried out. */
  seekSerialTaken(): number {
    return Atomics.load(this.#words, serialTaken);
  }

  /** The newest span that passes, or the oldest known one. */
  #find(passes: (span: PlaySpan) => boolean): PlaySpan | null {
    const count = Atomics.load(this.#words, head);
    // The audio thread may be overwriting the oldest few.
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

/** What the page wants of the reader. Positions are frames of the song. */
export type PlayCommand = {
  readonly isPlaying: boolean;
  /** Grows by one with every seek, so that two seeks to the same position differ. */
  readonly seekSerial: number;
  readonly seekTarget: number;
  readonly isLoopOn: boolean;
  readonly loopStart: number;
  readonly loopEnd: number;
  readonly keepsDrumPitch: boolean;
  /** Frames of the song for each frame of the clock while it plays: 0.25 to 2. */
  readonly speed: number;
  /** Wanted pitch relative to the recorded one. */
  readonly transposeRatio: number;
};

/** A command that is read in place. */
export type MutableCommand = { -readonly [Name in keyof PlayCommand]: PlayCommand[Name] };

/** The command before the page writes one. */
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

/** Allocates the shared memory of a command. */
export const createCommandMemory = (): SharedArrayBuffer => new SharedArrayBuffer(wordCount * 4);

/**
 * One command in shared memory under a sequence lock: the sequence is odd while the writer writes, and a reader that sees it odd or
 * changed discards what it read. Only one thread writes. The audio thread never waits.
 */
export class CommandCell {
  /** Word 0 is the sequence; workers sleep on it. */
  readonly words: Int32Array;
  readonly #float = new Float64Array(1);
  readonly #halves = new Int32Array(this.#float.buffer);

  constructor(memory: SharedArrayBuffer) {
    this.words = new Int32Array(memory);
  }

  /** Grows with every command; odd while one is being written. */
  sequence(): number {
    return Atomics.load(this.words, 0);
  }

  /** Publishes a command and wakes the fillers. */
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

  /** The command, or null while it is being written: read again in the next quantum. Written into `into`, for a thread that must not allocate. */
  read(into: MutableCommand = { ...idleCommand }): PlayCommand | null {
    const before = this.sequence();
    if (before % 2 === 1) return null;
    into.isPlaying = this.#word(1) === 1;
    into.seekSerial = this.#word(2);
    into.seekTarget = this.#word(3);
    into.isLoopOn = this.#word(4) === 1;
    into.loopStart = this.#word(5);
    into.loopEnd = this.#word(6);
    into.keepsDrumPitch = this.#word(7) === 1;
    into.speed = this.#loadFloat(speedWord);
    into.transposeRatio = this.#loadFloat(ratioWord);
    if (this.sequence() !== before) return null;
    // The memory is still empty.
    return before === 0 ? idleCommand : into;
  }

  #word(index: number): number {
    return Atomics.load(this.words, index);
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

/** The page's end of the line to reader and fillers: its command to them and the reader's log. */
export class PlayLine {
  readonly commandMemory = createCommandMemory();
  readonly logMemory = createLogMemory();
  readonly log = new PlayLog(this.logMemory);
  readonly #cell = new CommandCell(this.commandMemory);
  #command = idleCommand;

  /** The last command. */
  get command(): PlayCommand {
    return this.#command;
  }

  /**
   * Changes a part of the command. Wakes reader and fillers when that makes a difference, or when `hasNews`: the page table's shifts
   * changed, which they read beside it.
   */
  ask(change: Partial<PlayCommand>, hasNews = false): void {
    const before = this.#command;
    this.#command = { ...before, ...change };
    if (hasNews || !isSame(before, this.#command)) this.#cell.write(this.#command);
  }

  /** Seeks to a frame of the song. */
  seek(seekTarget: number): void {
    this.ask({ seekTarget, seekSerial: this.#command.seekSerial + 1 });
  }

  /**
   * The song position (in frames with a fraction, at most `lengthFrames`) that is audible when `heardFrame` of the context's clock leaves the speakers.
   * A seek counts at once, before it is audible, so that the playhead goes where the user put it and stays there.
   */
  positionAt(heardFrame: number, lengthFrames: number): Frames {
    const heard = this.log.heardAt(heardFrame);
    if (heard?.seekSerial !== this.#command.seekSerial) return frames(this.#command.seekTarget);
    return Math.min(lengthFrames, heard.position) as Frames;
  }
}

/** The part of a mix that the reader carries out: loop, speed and pitch. */
export const commandOf = ({ loop, speed, transposeCents, keepsDrumPitch }: Mix): Partial<PlayCommand> => ({
  isLoopOn: loop?.isOn ?? false,
  loopStart: loop?.startFrames ?? 0,
  loopEnd: loop?.endFrames ?? 0,
  speed,
  transposeRatio: ratioOfCents(transposeCents),
  keepsDrumPitch,
});

/** Whether two commands are equal. Both are copies of one object, so their values have the same order. */
function isSame(one: PlayCommand, other: PlayCommand): boolean {
  const others = Object.values(other);
  return Object.values(one).every((value, index) => value === others[index]);
}

/** Name of the reader's worklet processor. */
export const readerName = 'stem-reader';

/** Options of the reader worklet. */
export type ReaderOptions = {
  readonly command: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
  /** Memory of the order to the pitch buses. */
  readonly order: SharedArrayBuffer;
};

/** The click of a song as the reader plays it. */
export type PlayedClick = {
  /** Null: no beat grid is known. */
  readonly track: ClickTrack | null;
  readonly sound: ClickSound;
  readonly isOn: boolean;
  readonly countIn: CountIn;
};

/** How the reader plays the loop of its command. Plain arrays, so that the audio thread can take it. */
export type PlayedRoute = {
  /** The parts of a chain, each its start and its end in frames of the song; empty: the loop of the command is the only part. */
  readonly parts: Int32Array<ArrayBuffer>;
  /** How often all parts play; 0: without end. */
  readonly passes: number;
  /** Whether playback stops after the last pass, or else goes on. */
  readonly stopsAfter: boolean;
};

/** The loop of the command, without end. */
export const plainRoute: PlayedRoute = { parts: new Int32Array(0), passes: 0, stopsAfter: false };

/** Messages to the reader worklet. */
export type ReaderMessage =
  | { readonly kind: 'song'; readonly song: SongMemory; readonly pool: PoolMemory }
  | { readonly kind: 'click'; readonly click: PlayedClick }
  | { readonly kind: 'route'; readonly route: PlayedRoute }
  /** The automation of each row. */
  | { readonly kind: 'automation'; readonly curves: readonly (GainCurve | null)[] }
  /** Ends the worklet. */
  | { readonly kind: 'retire' };

/** The reader reached the end of the song, or of the last pass of a loop. `seekSerial` shows whether a newer seek has made that stale. */
export type ReaderReport = { readonly kind: 'ended'; readonly seekSerial: number };
