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
