/** From `contextFrame` on, the reader stood or moved as this says. */
export type PlaySpan = {
  /** Frame of the audio context's clock. */
  readonly contextFrame: number;
  /** Position in the song at that instant, in frames. */
  readonly position: number;
  /** Frames of the song for each frame of the clock: 0 standing, 1 playing. */
  readonly rate: number;
  /** The last seek that had been carried out. */
  readonly seekSerial: number;
};

const spanCount = 128;
const fields = 4;
const headerWords = 4;
const head = 0;
const cursor = 1;
const underruns = 2;
const serialTaken = 3;

export const createLogMemory = (): SharedArrayBuffer => new SharedArrayBuffer(headerWords * 4 + spanCount * fields * 8);

/**
 * What the reader did lately: a span for every start, stop, seek and loop pass. The page finds in it what is being heard
 * now, which the reader rendered some time ago. Written by the audio thread alone.
 */
export class PlayLog {
  readonly #words: Int32Array;
  readonly #spans: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory, 0, headerWords);
    this.#spans = new Float64Array(memory, headerWords * 4);
  }

  append(contextFrame: number, position: number, rate: number, seekSerial: number): void {
    const count = Atomics.load(this.#words, head);
    const at = (count % spanCount) * fields;
    this.#spans[at] = contextFrame;
    this.#spans[at + 1] = position;
    this.#spans[at + 2] = rate;
    this.#spans[at + 3] = seekSerial;
    Atomics.store(this.#words, serialTaken, seekSerial);
    Atomics.store(this.#words, head, count + 1);
  }

  /** The span that holds at a frame of the context's clock; the oldest one known when all are later; null when there is none. */
  spanAt(contextFrame: number): PlaySpan | null {
    const count = Atomics.load(this.#words, head);
    // The oldest few are left alone: the writer may be over them.
    const oldest = Math.max(0, count - spanCount + 8);
    for (let index = count - 1; index >= oldest; index -= 1) {
      const span = this.#spanOf(index);
      if (span.contextFrame <= contextFrame || index === oldest) return span;
    }
    return null;
  }

  /** Where the reader is now: ahead of what is heard. */
  cursor(): number {
    return Atomics.load(this.#words, cursor);
  }

  setCursor(position: number): void {
    Atomics.store(this.#words, cursor, position);
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

  #spanOf(index: number): PlaySpan {
    const at = (index % spanCount) * fields;
    const number = (field: number): number => this.#spans[at + field] ?? 0;
    return { contextFrame: number(0), position: number(1), rate: number(2), seekSerial: number(3) };
  }
}
