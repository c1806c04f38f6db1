import { type Frames, type Hertz } from '#contract';

/**
 * The drawn shape of a stem: for every stretch of frames the least and the greatest sample of both channels, as pairs
 * `min, max` of -127 to 127, at ever coarser levels.
 */
export type Overview = {
  /** The stem's own rate, at which everything in here is counted. */
  readonly sampleRate: Hertz;
  readonly lengthFrames: Frames;
  /** Frames of one pair of level 0; each level has four times as many as the one before. */
  readonly framesPerPoint: number;
  readonly levels: readonly Int8Array[];
};

export const levelFactor = 4;
const finestPoint = 256;
/** Under the 1 MiB that an overview may take, with all its levels. */
const mostPoints = 380_000;
const coarsestPoints = 64;
const fullScale = 127;

/** 256, or for stems of more than half an hour as much more as keeps the whole small. */
export function framesPerPointFor(lengthFrames: number): number {
  let framesPerPoint = finestPoint;
  while (lengthFrames / framesPerPoint > mostPoints) framesPerPoint *= levelFactor;
  return framesPerPoint;
}

/** Takes a stem's sound in order and gives its overview. */
export class OverviewBuilder {
  readonly #sampleRate: Hertz;
  readonly #lengthFrames: Frames;
  readonly #framesPerPoint: number;
  readonly #points: Int8Array;
  #frame = 0;
  #least = 0;
  #greatest = 0;

  constructor(sampleRate: Hertz, lengthFrames: Frames) {
    this.#sampleRate = sampleRate;
    this.#lengthFrames = lengthFrames;
    this.#framesPerPoint = framesPerPointFor(lengthFrames);
    this.#points = new Int8Array(2 * Math.ceil(lengthFrames / this.#framesPerPoint));
  }

  /** The next frames of the stem. Both arrays are of one length; frames beyond the stem's length are ignored. */
  push(left: Float32Array, right: Float32Array): void {
    const count = Math.min(left.length, this.#lengthFrames - this.#frame);
    for (let done = 0; done < count;) {
      const end = Math.min(count, done + this.#framesPerPoint - (this.#frame % this.#framesPerPoint));
      this.#take(left, right, done, end);
      this.#frame += end - done;
      done = end;
      if (this.#frame % this.#framesPerPoint === 0) this.#closePoint();
    }
  }

  finish(): Overview {
    if (this.#frame % this.#framesPerPoint !== 0) this.#closePoint();
    const levels = [this.#points];
    for (let last = this.#points; last.length / 2 > coarsestPoints;) {
      last = coarser(last);
      levels.push(last);
    }
    return {
      sampleRate: this.#sampleRate,
      lengthFrames: this.#lengthFrames,
      framesPerPoint: this.#framesPerPoint,
      levels,
    };
  }

  #take(left: Float32Array, right: Float32Array, from: number, end: number): void {
    let least = this.#least;
    let greatest = this.#greatest;
    for (let i = from; i < end; i++) {
      const one = left[i] ?? 0;
      const other = right[i] ?? 0;
      if (one < least) least = one;
      if (one > greatest) greatest = one;
      if (other < least) least = other;
      if (other > greatest) greatest = other;
    }
    this.#least = least;
    this.#greatest = greatest;
  }

  #closePoint(): void {
    const point = Math.ceil(this.#frame / this.#framesPerPoint) - 1;
    // Rounded outwards: what is not silent shows.
    this.#points[2 * point] = Math.max(-fullScale, Math.floor(this.#least * fullScale));
    this.#points[2 * point + 1] = Math.min(fullScale, Math.ceil(this.#greatest * fullScale));
    this.#least = 0;
    this.#greatest = 0;
  }
}

function coarser(points: Int8Array): Int8Array {
  const level = new Int8Array(2 * Math.ceil(points.length / 2 / levelFactor));
  for (let at = 0; at < points.length; at += 2) {
    const to = 2 * Math.floor(at / 2 / levelFactor);
    level[to] = Math.min(level[to] ?? 0, points[at] ?? 0);
    level[to + 1] = Math.max(level[to + 1] ?? 0, points[at + 1] ?? 0);
  }
  return level;
}
