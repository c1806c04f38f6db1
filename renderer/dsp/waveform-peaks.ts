import { fail, type Failure, type Frames, frames, type Hertz, hertz, ok, type Result } from '#contract';

/**
 * The drawn shape of a stem: for every stretch of frames the least and the greatest sample of both channels, as pairs
 * `min, max` of -127 to 127, at ever coarser levels.
 */
export type WaveformPeaks = {
  /** The stem's own rate, at which everything in here is counted. */
  readonly sampleRate: Hertz;
  readonly lengthFrames: Frames;
  /** Frames of one pair of level 0; each level has four times as many as the one before. */
  readonly framesPerPoint: number;
  readonly levels: readonly Int8Array[];
};

const levelFactor = 4;
const finestPoint = 256;
/** Under the 1 MiB that an peaks may take, with all its levels. */
const mostPoints = 380_000;
const coarsestPoints = 64;
const fullScale = 127;

/** 256, or for stems of more than half an hour as much more as keeps the whole small. */
function framesPerPointFor(lengthFrames: number): number {
  let framesPerPoint = finestPoint;
  while (lengthFrames / framesPerPoint > mostPoints) framesPerPoint *= levelFactor;
  return framesPerPoint;
}

/** Takes a stem's sound in order and returns its waveform peaks. */
export class PeaksBuilder {
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

  finish(): WaveformPeaks {
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

/** A stretch of time `[startFrames, endFrames)`, counted at any rate, such as the song's. It may reach beyond the stem. */
type Stretch = { readonly startFrames: number; readonly endFrames: number; readonly sampleRate: number };

/**
 * What to draw: a pair `min, max` of -127 to 127 for each of `pixels` columns. Takes time in proportion to the pixels, not to
 * the stretch. Columns beyond the stem are 0.
 */
export function peaksSlice(peaks: WaveformPeaks, stretch: Stretch, pixels: number): Int8Array {
  const scale = peaks.sampleRate / stretch.sampleRate;
  const framesPerPixel = ((stretch.endFrames - stretch.startFrames) * scale) / pixels;
  const level = levelFor(peaks, framesPerPixel);
  const points = peaks.levels[level] ?? new Int8Array(0);
  const framesPerPoint = peaks.framesPerPoint * levelFactor ** level;
  const slice = new Int8Array(2 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const start = stretch.startFrames * scale + pixel * framesPerPixel;
    if (start + framesPerPixel <= 0 || start >= peaks.lengthFrames) continue;
    const from = Math.max(0, Math.floor(start / framesPerPoint));
    const end = Math.max(from + 1, Math.ceil((start + framesPerPixel) / framesPerPoint));
    let least = 0;
    let greatest = 0;
    for (let point = from; point < end && 2 * point < points.length; point++) {
      least = Math.min(least, points[2 * point] ?? 0);
      greatest = Math.max(greatest, points[2 * point + 1] ?? 0);
    }
    slice[2 * pixel] = least;
    slice[2 * pixel + 1] = greatest;
  }
  return slice;
}

/** The coarsest level that still has a point for each pixel. */
function levelFor(peaks: WaveformPeaks, framesPerPixel: number): number {
  let level = 0;
  let framesPerPoint = peaks.framesPerPoint * levelFactor;
  while (framesPerPoint <= framesPerPixel && level + 1 < peaks.levels.length) {
    level++;
    framesPerPoint *= levelFactor;
  }
  return level;
}

// [Note: peaks file] Little-endian: "SROV", version (u8), number of levels (u8), two zero bytes, sample rate (u32),
// frames per point of level 0 (u32), length in frames (f64), then the levels from the finest on, each as pairs of min and
// max (i8). The number of points of a level follows from the length.
const magic = [0x53, 0x52, 0x4f, 0x56] as const;
const version = 1;
const headBytes = 24;

/** Returns the bytes of a peaks file (the note above). `decodePeaks` reads them. */
export function encodePeaks(peaks: WaveformPeaks): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headBytes + peaks.levels.reduce((sum, level) => sum + level.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([...magic, version, peaks.levels.length]);
  view.setUint32(8, peaks.sampleRate, true);
  view.setUint32(12, peaks.framesPerPoint, true);
  view.setFloat64(16, peaks.lengthFrames, true);
  let at = headBytes;
  for (const level of peaks.levels) {
    bytes.set(new Uint8Array(level.buffer, level.byteOffset, level.length), at);
    at += level.length;
  }
  return bytes;
}

/** The peaks lies in these bytes, not in a copy. Fails with `damaged` when these are not the bytes of an peaks, or those of a version we do not know: make it anew. */
export function decodePeaks(bytes: Uint8Array): Result<WaveformPeaks, Failure<'damaged'>> {
  if (bytes.length < headBytes || magic.some((byte, at) => bytes[at] !== byte) || bytes[4] !== version) {
    return fail('damaged', 'peaks');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sampleRate = view.getUint32(8, true);
  const framesPerPoint = view.getUint32(12, true);
  const lengthFrames = view.getFloat64(16, true);
  const isSane = sampleRate > 0 && framesPerPoint > 0 && Number.isSafeInteger(lengthFrames) && lengthFrames >= 0;
  if (!isSane) return fail('damaged', 'peaks');
  const levels: Int8Array[] = [];
  let at = headBytes;
  for (let level = 0; level < (bytes[5] ?? 0); level++) {
    const length = 2 * Math.ceil(lengthFrames / (framesPerPoint * levelFactor ** level));
    if (at + length > bytes.length) return fail('damaged', 'peaks');
    levels.push(new Int8Array(bytes.buffer, bytes.byteOffset + at, length));
    at += length;
  }
  if (at !== bytes.length || levels.length === 0) return fail('damaged', 'peaks');
  return ok({ sampleRate: hertz(sampleRate), framesPerPoint, lengthFrames: frames(lengthFrames), levels });
}
