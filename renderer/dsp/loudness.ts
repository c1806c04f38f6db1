import { KWeighting } from './k-weighting.ts';
import { loudnessRange } from './loudness-range.ts';

/** Gating blocks below this do not count (ITU-R BS.1770-5 annex 1, section 3). */
export const absoluteGateLufs = -70;
/** Nor do blocks so far below the mean of those that passed the absolute gate. */
const relativeGateLu = -10;

/** Power is summed in steps of 10 ms: fine enough for the greatest momentary loudness of EBU Tech 3341's cases. */
const stepsPerSecond = 100;
const momentarySteps = 40;
const shortTermSteps = 300;
/** Gating blocks of 400 ms overlap by 75 %; short-term values for the range are taken as often (EBU Tech 3342). */
const gatingSteps = 10;

/** Loudness of a mean square summed over the weighted channels, in LUFS; `-Infinity` for silence. */
export const lufsOf = (power: number): number => (power <= 0 ? -Infinity : -0.691 + 10 * Math.log10(power));
const powerOf = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);

/**
 * Loudness of stereo sound as it streams by: ITU-R BS.1770-5 (integrated), EBU Tech 3341 (momentary, short-term), EBU Tech 3342
 * (range). Needs a few bytes a tenth of a second. A block or window that the sound does not fill is not measured.
 */
export class LoudnessMeter {
  readonly #sampleRate: number;
  readonly #weighting: KWeighting;
  /** Power of the last 3 s, step by step, as a ring. */
  readonly #steps = new Float64Array(shortTermSteps);
  readonly #blockPowers: number[] = [];
  readonly #shortTermPowers: number[] = [];
  #frame = 0;
  #stepCount = 0;
  #stepStart = 0;
  #stepEnd: number;
  #sum = 0;
  #greatestMomentary = 0;
  #greatestShortTerm = 0;

  /** `sampleRate` in hertz, 8000 or more. */
  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#weighting = new KWeighting(sampleRate);
    this.#stepEnd = Math.round(sampleRate / stepsPerSecond);
  }

  /** The next `count` frames. */
  push(left: Float32Array, right: Float32Array, count = left.length): void {
    for (let done = 0; done < count;) {
      const end = Math.min(count, done + this.#stepEnd - this.#frame);
      this.#sum += this.#weighting.sumOfSquares(left, right, done, end);
      this.#frame += end - done;
      done = end;
      if (this.#frame === this.#stepEnd) this.#closeStep();
    }
  }

  /** Of all that was pushed, had it been `gainDb` louder, in LUFS; null when no block passes the gate of -70 LUFS. */
  integratedLufs(gainDb = 0): number | null {
    const absolute = powerOf(absoluteGateLufs - gainDb);
    const gated = meanAbove(this.#blockPowers, absolute);
    if (gated === null) return null;
    const relative = Math.max(absolute, gated * 10 ** (relativeGateLu / 10));
    const mean = meanAbove(this.#blockPowers, relative);
    return mean === null ? null : lufsOf(mean) + gainDb;
  }

  /** Loudness range in LU of what was pushed, had it been `gainDb` louder; 0 or more. */
  rangeLu(gainDb = 0): number {
    return loudnessRange(this.#shortTermPowers.map((power) => lufsOf(power) + gainDb));
  }

  /** Of the last 400 ms, in LUFS. `-Infinity` for silence and before there were 400 ms. */
  momentaryLufs(): number {
    return lufsOf(this.#lastSteps(momentarySteps));
  }

  /** Of the last 3 s, in LUFS. `-Infinity` for silence and before there were 3 s. */
  shortTermLufs(): number {
    return lufsOf(this.#lastSteps(shortTermSteps));
  }

  greatestMomentaryLufs(): number {
    return lufsOf(this.#greatestMomentary);
  }

  greatestShortTermLufs(): number {
    return lufsOf(this.#greatestShortTerm);
  }

  #closeStep(): void {
    this.#steps[this.#stepCount % shortTermSteps] = this.#sum / (this.#stepEnd - this.#stepStart);
    this.#sum = 0;
    this.#stepCount++;
    this.#stepStart = this.#stepEnd;
    this.#stepEnd = Math.round(((this.#stepCount + 1) * this.#sampleRate) / stepsPerSecond);
    const momentary = this.#lastSteps(momentarySteps);
    const shortTerm = this.#lastSteps(shortTermSteps);
    this.#greatestMomentary = Math.max(this.#greatestMomentary, momentary);
    this.#greatestShortTerm = Math.max(this.#greatestShortTerm, shortTerm);
    if (this.#stepCount % gatingSteps !== 0) return;
    if (this.#stepCount >= momentarySteps) this.#blockPowers.push(momentary);
    if (this.#stepCount >= shortTermSteps) this.#shortTermPowers.push(shortTerm);
  }

  /** Mean power; 0 when there were not so many. */
  #lastSteps(count: number): number {
    if (this.#stepCount < count) return 0;
    let sum = 0;
    for (let step = this.#stepCount - count; step < this.#stepCount; step++) {
      sum += this.#steps[step % shortTermSteps] ?? 0;
    }
    return sum / count;
  }
}

/** Mean of the powers above the gate; null when there are none. */
function meanAbove(powers: readonly number[], gate: number): number | null {
  let sum = 0;
  let count = 0;
  for (const power of powers) {
    if (power <= gate) continue;
    sum += power;
    count++;
  }
  return count === 0 ? null : sum / count;
}
