import { Varispeed, varispeedReach } from './varispeed.ts';

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

  /** Output frames that a push of `count` frames gives at most. */
  mostOutput(count: number): number {
    return Math.ceil((count + this.#reach) / this.#speed) + 1;
  }

  /** Takes `count` frames and writes the output frames that they complete; gives their number. The last ones come with silence. */
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
