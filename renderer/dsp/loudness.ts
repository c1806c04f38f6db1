import { kFilters, loudnessStepEnd } from './k-filters.ts';
import { kernels } from './kernels.ts';

/** The K-weighting of stereo sound. */
class KWeighting {
  readonly #filters: Float64Array;
  readonly #states = new Float64Array(8);

  constructor(sampleRate: number) {
    const inOrder = kFilters(sampleRate).flatMap(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, a1, a2]);
    this.#filters = Float64Array.from(inOrder);
  }

  /**
   * The next samples `[from, end)`, 16384 at most, weighted: the sum of their squares on both channels. 0 for a stretch of a
   * channel with samples that are no numbers.
   */
  sumOfSquares(left: Float32Array, right: Float32Array, from: number, end: number): number {
    const { filters, states, powers, weighedLeft, weighedRight, weighSamples } = kernels();
    filters.set(this.#filters);
    states.set(this.#states);
    weighedLeft.set(left.subarray(from, end));
    weighedRight.set(right.subarray(from, end));
    weighSamples(end - from);
    this.#states.set(states);
    return this.#counted(powers, 0) + this.#counted(powers, 1);
  }

  /** A sum that is none begins its channel anew. */
  #counted(powers: Float64Array, channel: number): number {
    const sum = powers[channel] ?? 0;
    if (Number.isFinite(sum)) return sum;
    for (let state = channel; state < this.#states.length; state += 2) this.#states[state] = 0;
    return 0;
  }
}

const rangeGateLu = -20;
const lowPercentile = 0.1;
const highPercentile = 0.95;

/**
 * Loudness range in LU after EBU Tech 3342, section 3: of short-term values (LUFS, windows of 3 s that overlap by 2 s or more)
 * those above -70 LUFS and above the gate 20 LU under their mean power; from the 10th to the 95th percentile. 0 when none is left.
 */
function loudnessRange(shortTermLufs: readonly number[]): number {
  const audible = shortTermLufs.filter((lufs) => lufs >= absoluteGateLufs);
  if (audible.length === 0) return 0;
  const meanPower = audible.reduce((sum, lufs) => sum + 10 ** (lufs / 10), 0) / audible.length;
  const gate = 10 * Math.log10(meanPower) + rangeGateLu;
  const counted = Float64Array.from(audible.filter((lufs) => lufs >= gate)).sort();
  const at = (fraction: number): number => counted[Math.round((counted.length - 1) * fraction)] ?? 0;
  return at(highPercentile) - at(lowPercentile);
}

/** Gating blocks below this do not count (ITU-R BS.1770-5 annex 1, section 3). */
export const absoluteGateLufs = -70;
/** Nor do blocks so far below the mean of those that passed the absolute gate. */
const relativeGateLu = -10;

const momentarySteps = 40;
const shortTermSteps = 300;
/** Gating blocks of 400 ms overlap by 75 %; short-term values for the range are taken as often (EBU Tech 3342). */
const gatingSteps = 10;

/** Loudness of a mean square summed over the weighted channels, in LUFS; `-Infinity` for silence. */
const lufsOf = (power: number): number => (power <= 0 ? -Infinity : -0.691 + 10 * Math.log10(power));
const powerOf = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);

/** Of weighted stereo sound, summed over both channels: what was said of it step by step. */
export class SteppedLoudness {
  /** Power of the last 3 s, step by step, as a ring. */
  readonly #steps = new Float64Array(shortTermSteps);
  readonly #blockPowers: number[] = [];
  readonly #shortTermPowers: number[] = [];
  #stepCount = 0;
  #greatestMomentary = 0;
  #greatestShortTerm = 0;

  /** Takes the mean power of the next 10 ms. */
  addStep(power: number): void {
    this.#steps[this.#stepCount % shortTermSteps] = power;
    this.#stepCount++;
    const momentary = this.#lastSteps(momentarySteps);
    const shortTerm = this.#lastSteps(shortTermSteps);
    this.#greatestMomentary = Math.max(this.#greatestMomentary, momentary);
    this.#greatestShortTerm = Math.max(this.#greatestShortTerm, shortTerm);
    if (this.#stepCount % gatingSteps !== 0) return;
    if (this.#stepCount >= momentarySteps) this.#blockPowers.push(momentary);
    if (this.#stepCount >= shortTermSteps) this.#shortTermPowers.push(shortTerm);
  }

  /** Of all that was measured, had it been `gainDb` louder, in LUFS; null when no block passes the gate of -70 LUFS. */
  integratedLufs(gainDb = 0): number | null {
    const absolute = powerOf(absoluteGateLufs - gainDb);
    const gated = meanAbove(this.#blockPowers, absolute);
    if (gated === null) return null;
    const relative = Math.max(absolute, gated * 10 ** (relativeGateLu / 10));
    const mean = meanAbove(this.#blockPowers, relative);
    return mean === null ? null : lufsOf(mean) + gainDb;
  }

  /** Loudness range in LU of what was measured, had it been `gainDb` louder; 0 or more. */
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

  /** Mean power; 0 when there were fewer. */
  #lastSteps(count: number): number {
    if (this.#stepCount < count) return 0;
    let sum = 0;
    for (let step = this.#stepCount - count; step < this.#stepCount; step++) {
      sum += this.#steps[step % shortTermSteps] ?? 0;
    }
    return sum / count;
  }
}

/**
 * Loudness of stereo sound as it streams by: ITU-R BS.1770-5 (integrated), EBU Tech 3341 (momentary, short-term), EBU Tech 3342
 * (range). Needs a few bytes a tenth of a second. A block or window that the sound does not fill is not measured.
 */
export class LoudnessMeter extends SteppedLoudness {
  readonly #sampleRate: number;
  readonly #weighting: KWeighting;
  #frame = 0;
  #stepCount = 0;
  #stepStart = 0;
  #stepEnd: number;
  #sum = 0;

  /** `sampleRate` in hertz, 8000 or more. */
  constructor(sampleRate: number) {
    super();
    this.#sampleRate = sampleRate;
    this.#weighting = new KWeighting(sampleRate);
    this.#stepEnd = loudnessStepEnd(0, sampleRate);
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

  #closeStep(): void {
    this.addStep(this.#sum / (this.#stepEnd - this.#stepStart));
    this.#sum = 0;
    this.#stepCount++;
    this.#stepStart = this.#stepEnd;
    this.#stepEnd = loudnessStepEnd(this.#stepCount, this.#sampleRate);
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
