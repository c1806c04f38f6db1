/** Frames that the writer and the reader handle at a time. */
export const cueQuantum = 128;

/** Frames that the ring holds: a second and more, longer than any device's latency. */
export const cueRingFrames = 2 ** 16;
const frameMask = cueRingFrames - 1;

/** The two sides of the ring report and steer through 64-bit numbers in these places. */
const numberCount = 8;
const [correctionAt, shiftAt, frameAt, positionAt, rateAt, headroomAt, lastJumpAt] = [0, 1, 2, 3, 4, 5, 6] as const;
/** Counters of 32 bits, which two threads can share. */
const counterCount = 6;
const [writtenAt, shiftsAt, orderSequenceAt, reportSequenceAt, dropoutsAt] = [0, 1, 2, 3, 4] as const;

const numbersBytes = numberCount * 8;
const countersBytes = Math.ceil((counterCount * 4) / 8) * 8;

/** Allocates the shared memory of a ring. */
export const createCueMemory = (): SharedArrayBuffer =>
  new SharedArrayBuffer(numbersBytes + countersBytes + cueRingFrames * 2 * 4);

/** How the reader is to run. `correction`: share by which it runs faster than the nominal rate. `shiftFrames`: how far it leaps, once for each `shifts`. */
export type CueOrder = { correction: number; shiftFrames: number; shifts: number };

/** Where the reader is: at `contextFrame` of its own clock it plays `position` of the ring and goes on at `rate`. */
export type CueReport = {
  contextFrame: number;
  position: number;
  rate: number;
  /** Fewest frames that lay ahead of the reader in the last seconds, beyond what it needs. */
  headroom: number;
  /** The frame of its clock from which on it has played without a leap. */
  lastJump: number;
  dropouts: number;
};

/**
 * Stereo sound on its way from one audio thread to another, in shared memory. Its frames are numbered by the clock of the context that
 * writes it: frame `n` is what the main output of that context plays in its frame `n`.
 */
export class CueRing {
  readonly #numbers: Float64Array;
  readonly #counters: Int32Array;
  readonly #left: Float32Array;
  readonly #right: Float32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#numbers = new Float64Array(memory, 0, numberCount);
    this.#counters = new Int32Array(memory, numbersBytes, counterCount);
    this.#left = new Float32Array(memory, numbersBytes + countersBytes, cueRingFrames);
    this.#right = new Float32Array(memory, numbersBytes + countersBytes + cueRingFrames * 4, cueRingFrames);
  }

  /** Frame after the last one that was written; 0: none was. */
  written(): number {
    return Atomics.load(this.#counters, writtenAt) * cueQuantum;
  }

  /** Writes the quantum that begins with this frame of the clock. */
  write(contextFrame: number, left: Float32Array, right: Float32Array): void {
    const at = contextFrame & frameMask;
    this.#left.set(left, at);
    this.#right.set(right, at);
    Atomics.store(this.#counters, writtenAt, contextFrame / cueQuantum + 1);
  }

  /** Copies `count` frames from `from` on. What was never written is silence. */
  read(from: number, count: number, left: Float32Array, right: Float32Array): void {
    for (let frame = 0; frame < count; frame += 1) {
      const at = (from + frame) & frameMask;
      left[frame] = from + frame < 0 ? 0 : (this.#left[at] ?? 0);
      right[frame] = from + frame < 0 ? 0 : (this.#right[at] ?? 0);
    }
  }

  /** Says how the reader is to run. Only one thread does. */
  order({ correction, shiftFrames, shifts }: CueOrder): void {
    Atomics.add(this.#counters, orderSequenceAt, 1);
    this.#numbers[correctionAt] = correction;
    this.#numbers[shiftAt] = shiftFrames;
    Atomics.store(this.#counters, shiftsAt, shifts);
    Atomics.add(this.#counters, orderSequenceAt, 1);
  }

  /** Reads the order into `into`; false while one is being written: `into` then is worth nothing. */
  readOrder(into: CueOrder): boolean {
    const before = Atomics.load(this.#counters, orderSequenceAt);
    into.correction = this.#numbers[correctionAt] ?? 0;
    into.shiftFrames = this.#numbers[shiftAt] ?? 0;
    into.shifts = Atomics.load(this.#counters, shiftsAt);
    return before % 2 === 0 && Atomics.load(this.#counters, orderSequenceAt) === before;
  }

  /** Says where the reader is. Only the reader does. */
  report({ contextFrame, position, rate, headroom, lastJump, dropouts }: CueReport): void {
    Atomics.add(this.#counters, reportSequenceAt, 1);
    this.#numbers[frameAt] = contextFrame;
    this.#numbers[positionAt] = position;
    this.#numbers[rateAt] = rate;
    this.#numbers[headroomAt] = headroom;
    this.#numbers[lastJumpAt] = lastJump;
    Atomics.store(this.#counters, dropoutsAt, dropouts);
    Atomics.add(this.#counters, reportSequenceAt, 1);
  }

  /** The last report; null before the first one, and when the reader is too busy to be read. */
  readReport(): CueReport | null {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const before = Atomics.load(this.#counters, reportSequenceAt);
      const report = {
        contextFrame: this.#numbers[frameAt] ?? 0,
        position: this.#numbers[positionAt] ?? 0,
        rate: this.#numbers[rateAt] ?? 0,
        headroom: this.#numbers[headroomAt] ?? 0,
        lastJump: this.#numbers[lastJumpAt] ?? 0,
        dropouts: Atomics.load(this.#counters, dropoutsAt),
      };
      const isWhole = before % 2 === 0 && Atomics.load(this.#counters, reportSequenceAt) === before;
      if (isWhole) return report.rate === 0 ? null : report;
    }
    return null;
  }
}
