/** Zero crossings of the sinc on each side of a frame. */
const crossings = 20;
/** 97 dB of stop band: Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974. */
const kaiserBeta = 9.73;
/** Points of the kernel's table from one crossing to the next; between them it is read linearly, 115 dB exact. */
const pointsPerCrossing = 512;

/** The low-pass as a fraction of the song's own band, so that what a higher speed pushes out of it does not fold back. */
const cutoffOf = (speed: number): number => Math.min(1, 1 / speed);

/** Frames on each side of a position that sound at `speed` (song frames per output frame) is made of. */
export const varispeedReach = (speed: number): number => Math.ceil(crossings / cutoffOf(speed));

/**
 * Reads sound at any speed from 0.25 to 2 song frames per output frame, by a windowed sinc. Weights are worked out once for a run
 * of output frames (`aim`) and then serve every stem (`add`): whatever the speed, all stems stay at one position. Nothing is
 * allocated after construction.
 *
 * Up to 18.7 kHz of 44.1 kHz pass within 0.01 dB, and images and aliases under that stay below -90 dB.
 */
export class Varispeed {
  readonly #mostFrames: number;
  readonly #weights: Float32Array;
  /** Where, in the input, the weights of each output frame begin. */
  readonly #starts: Int32Array;
  #width = 0;
  #count = 0;
  #inputFrames = 0;

  /** `mostFrames`: output frames in the longest run. */
  constructor(mostFrames: number, fastest = 2) {
    this.#mostFrames = mostFrames;
    this.#weights = new Float32Array(mostFrames * 2 * varispeedReach(fastest));
    this.#starts = new Int32Array(mostFrames);
  }

  /** Frames of input that the run needs: from `floor(position) - varispeedReach(speed) + 1` on. */
  get inputFrames(): number {
    return this.#inputFrames;
  }

  /** Prepares a run of `count` output frames; frame `n` lies at song position `position + n * speed`. */
  aim(position: number, speed: number, count: number): void {
    if (count > this.#mostFrames) throw new RangeError('A run is longer than the buffer.');
    const cutoff = cutoffOf(speed);
    const reach = varispeedReach(speed);
    const base = Math.floor(position);
    this.#width = 2 * reach;
    this.#count = count;
    for (let frame = 0; frame < count; frame += 1) {
      const at = position + frame * speed;
      const whole = Math.floor(at);
      this.#starts[frame] = whole - base;
      weigh(this.#weights, frame * this.#width, at - whole, reach, cutoff);
    }
    this.#inputFrames = count === 0 ? 0 : (this.#starts[count - 1] ?? 0) + this.#width;
  }

  /**
   * Adds the run of one stereo sound to `[at, at + count)` of an output, times the envelope (indexed as the output; null is
   * unity). `left[from]` and `right[from]` are the first of the `inputFrames`.
   */
  add(
    left: Float32Array,
    right: Float32Array,
    from: number,
    envelope: Float32Array | null,
    outLeft: Float32Array,
    outRight: Float32Array,
    at: number,
  ): void {
    const weights = this.#weights;
    const width = this.#width;
    for (let frame = 0; frame < this.#count; frame += 1) {
      const row = frame * width;
      const start = from + (this.#starts[frame] ?? 0);
      let sumLeft = 0;
      let sumRight = 0;
      for (let tap = 0; tap < width; tap += 1) {
        const weight = weights[row + tap] ?? 0;
        sumLeft += weight * (left[start + tap] ?? 0);
        sumRight += weight * (right[start + tap] ?? 0);
      }
      const gain = envelope === null ? 1 : (envelope[at + frame] ?? 0);
      outLeft[at + frame] = (outLeft[at + frame] ?? 0) + sumLeft * gain;
      outRight[at + frame] = (outRight[at + frame] ?? 0) + sumRight * gain;
    }
  }
}

/** Weights for the `2 * reach` frames around a position that lies `fraction` after frame `reach - 1` of them. */
function weigh(into: Float32Array, at: number, fraction: number, reach: number, cutoff: number): void {
  const step = cutoff * pointsPerCrossing;
  for (let tap = 0; tap < reach; tap += 1) {
    into[at + reach - 1 - tap] = cutoff * kernelAt((fraction + tap) * step);
    into[at + reach + tap] = cutoff * kernelAt((1 - fraction + tap) * step);
  }
}

/** The right half of the kernel at a distance in points of the table. */
function kernelAt(point: number): number {
  const whole = Math.floor(point);
  const before = kernel[whole] ?? 0;
  return before + (point - whole) * ((kernel[whole + 1] ?? 0) - before);
}

/** Beyond the last crossing it is 0, for as far as a reach that was rounded up may ask. */
const kernel = Float64Array.from({ length: (crossings + 1) * pointsPerCrossing + 2 }, (_, point) => {
  const distance = point / pointsPerCrossing;
  if (distance >= crossings) return 0;
  return sinc(distance) * (besselI0(kaiserBeta * Math.sqrt(1 - (distance / crossings) ** 2)) / besselI0(kaiserBeta));
});

function sinc(x: number): number {
  if (x === 0) return 1;
  // At the crossings it is nothing, which Math.sin misses by a hair: a whole position yields its frame, bit by bit.
  return Number.isInteger(x) ? 0 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun 9.6.12). */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** Output frames made at a time. */
const runFrames = 512;

/**
 * One stereo sound at another speed, from front to back in blocks of any size. The sizes do not show in the result. Output
 * frame `n` lies at song frame `n * speed` after the first one pushed, plus `lead`.
 */
export class VarispeedStream {
  readonly #speed: number;
  readonly #reach: number;
  readonly #varispeed = new Varispeed(runFrames);
  #left: Float32Array;
  #right: Float32Array;
  /** Frames held, and the number of the first of them, counted from the first one pushed. */
  #held: number;
  #first: number;
  #made = 0;
  readonly #lead: number;

  /**
   * `speed`: song frames per output frame, 0.25 to 2. `lead`: pushed frames that lie before the first output frame and only
   * reach into it; before the first pushed frame there is silence. `mostFrames`: in the largest push.
   */
  constructor(speed: number, mostFrames: number, lead = 0) {
    this.#speed = speed;
    this.#lead = lead;
    this.#reach = varispeedReach(speed);
    const room = mostFrames + 2 * this.#reach;
    this.#left = new Float32Array(room);
    this.#right = new Float32Array(room);
    this.#held = this.#reach;
    this.#first = -this.#reach;
  }

  /** Returns the most output frames that a push of `count` frames makes. */
  mostOutput(count: number): number {
    return Math.ceil((count + this.#reach) / this.#speed) + 1;
  }

  /** Takes `count` frames and writes the output frames that they complete; returns their number. The last ones come with silence. */
  push(left: Float32Array, right: Float32Array, count: number, outLeft: Float32Array, outRight: Float32Array): number {
    this.#left.set(left.subarray(0, count), this.#held);
    this.#right.set(right.subarray(0, count), this.#held);
    this.#held += count;
    const ready = this.#framesReady();
    outLeft.fill(0, 0, ready);
    outRight.fill(0, 0, ready);
    for (let done = 0; done < ready; done += runFrames) {
      const position = this.#lead + this.#made * this.#speed;
      const run = Math.min(runFrames, ready - done);
      this.#varispeed.aim(position, this.#speed, run);
      const from = Math.floor(position) - this.#reach + 1 - this.#first;
      this.#varispeed.add(this.#left, this.#right, from, null, outLeft, outRight, done);
      this.#made += run;
    }
    this.#forget();
    return ready;
  }

  #framesReady(): number {
    // A frame at `position` needs those up to `floor(position) + reach`.
    const end = this.#first + this.#held - this.#reach - this.#lead;
    return Math.max(0, Math.ceil(end / this.#speed) - this.#made);
  }

  #forget(): void {
    const next = Math.floor(this.#lead + this.#made * this.#speed) - this.#reach + 1;
    const gone = Math.min(this.#held, Math.max(0, next - this.#first));
    this.#left.copyWithin(0, gone, this.#held);
    this.#right.copyWithin(0, gone, this.#held);
    this.#held -= gone;
    this.#first += gone;
  }
}
