import FFT from 'fft.js';

/** Frames of sound that are compared at a time. */
export const alignmentFrames = 16_384;
/** How late or early a stem is looked for: four frames of MP3. */
const mostLateFrames = 4608;
/** Fewer windows with sound in them prove nothing. */
const leastWindows = 8;
/** Mean square of a window that is worth comparing: -60 dBFS. */
const leastPower = 1e-6;
const bins = alignmentFrames / 2 + 1;

/** Where a stem was found. */
export type StemPlace = {
  /** Above 0: frames by which the stem lags its part in the original. */
  readonly lateFrames: number;
};

type Tally = {
  /** Sum over windows of stem times conjugate of its part of the original, real and imaginary by turns. */
  readonly cross: Float64Array;
  readonly stemPower: Float64Array;
  readonly partPower: Float64Array;
  readonly spectrum: Float32Array;
  windows: number;
};

/**
 * Finds how late each stem is against the original that all of them add up to. What the other stems leave of the original is
 * the stem's own part of it, at its right place; the delay between the two is estimated with the maximum likelihood weighting
 * of Knapp and Carter, "The generalized correlation method for estimation of time delay", 1976.
 */
export class StemAlignment {
  readonly #fft = new FFT(alignmentFrames);
  readonly #window = Float64Array.from(
    { length: alignmentFrames },
    (_, frame) => 0.5 - 0.5 * Math.cos((2 * Math.PI * frame) / alignmentFrames),
  );
  readonly #mono = new Float64Array(alignmentFrames);
  readonly #spectrum = new Float64Array(2 * alignmentFrames);
  /** Of the original without the stems heard so far in this window. */
  readonly #left = new Float64Array(2 * bins);
  readonly #tallies: readonly Tally[];
  readonly #heard = new Set<Tally>();

  constructor(stemCount: number) {
    this.#tallies = Array.from({ length: stemCount }, () => ({
      cross: new Float64Array(2 * bins),
      stemPower: new Float64Array(bins),
      partPower: new Float64Array(bins),
      spectrum: new Float32Array(2 * bins),
      windows: 0,
    }));
  }

  /** A window begins: `alignmentFrames` of the original; then come the same frames of each stem. */
  original(left: Float32Array, right: Float32Array): void {
    this.#transform(left, right);
    this.#left.set(this.#spectrum.subarray(0, 2 * bins));
    this.#heard.clear();
  }

  stem(index: number, left: Float32Array, right: Float32Array): void {
    const tally = this.#tallies[index];
    if (tally === undefined) return;
    const power = this.#transform(left, right);
    tally.spectrum.set(this.#spectrum.subarray(0, 2 * bins));
    for (let at = 0; at < 2 * bins; at++) this.#left[at] = (this.#left[at] ?? 0) - (tally.spectrum[at] ?? 0);
    if (power > leastPower) this.#heard.add(tally);
  }

  /** All stems of the window were heard. */
  endWindow(): void {
    for (const tally of this.#heard) {
      addWindow(tally, this.#left);
      tally.windows++;
    }
  }

  /** One for each stem; null where no delay stands out. */
  places(): readonly (StemPlace | null)[] {
    return this.#tallies.map((tally) => (tally.windows < leastWindows ? null : this.#place(tally)));
  }

  /** Both channels in one, so that neither what they share nor what differs between them is lost. Returns the mean square. */
  #transform(left: Float32Array, right: Float32Array): number {
    let sum = 0;
    for (let frame = 0; frame < alignmentFrames; frame++) {
      const sample = (left[frame] ?? 0) + 0.5 * (right[frame] ?? 0);
      sum += sample * sample;
      this.#mono[frame] = sample * (this.#window[frame] ?? 0);
    }
    this.#fft.realTransform(this.#spectrum, this.#mono);
    return sum / alignmentFrames;
  }

  #place(tally: Tally): StemPlace | null {
    const likeness = new Float64Array(2 * alignmentFrames);
    const weight = weighted(tally, this.#spectrum);
    if (weight === null) return null;
    this.#fft.completeSpectrum(this.#spectrum);
    this.#fft.inverseTransform(likeness, this.#spectrum);
    // 1 when all that the two share says the same delay.
    const scale = alignmentFrames / (2 * weight);
    return clearestDelay((late) => scale * (likeness[2 * ((late + alignmentFrames) % alignmentFrames)] ?? 0));
  }
}

function addWindow({ cross, stemPower, partPower, spectrum }: Tally, left: Float64Array): void {
  for (let bin = 0; bin < bins; bin++) {
    const stemReal = spectrum[2 * bin] ?? 0;
    const stemImaginary = spectrum[2 * bin + 1] ?? 0;
    const partReal = (left[2 * bin] ?? 0) + stemReal;
    const partImaginary = (left[2 * bin + 1] ?? 0) + stemImaginary;
    cross[2 * bin] = (cross[2 * bin] ?? 0) + stemReal * partReal + stemImaginary * partImaginary;
    cross[2 * bin + 1] = (cross[2 * bin + 1] ?? 0) + stemImaginary * partReal - stemReal * partImaginary;
    stemPower[bin] = (stemPower[bin] ?? 0) + stemReal ** 2 + stemImaginary ** 2;
    partPower[bin] = (partPower[bin] ?? 0) + partReal ** 2 + partImaginary ** 2;
  }
}

/** The fewest bins that must be alike: a single note fits at many delays. */
const leastBins = 48;

/** Weights are smoothed over this many bins to either side: what a late stem leaves of others is comb-shaped. */
const smoothedBins = 24;

/**
 * The phase of the cross spectrum, weighted by coherence: `c / (1 - c)`. Returns the sum of the weights; null when too little is
 * alike.
 */
function weighted(tally: Tally, into: Float64Array): number | null {
  const { cross } = tally;
  const coherence = coherenceOf(tally);
  if (coherence.filter((one) => one > 0.2).length < leastBins) return null;
  const weight = smoothed(coherence.map((one) => one / (1.01 - one)));
  let weights = 0;
  into.fill(0);
  for (let bin = 1; bin < bins - 1; bin++) {
    const magnitude = Math.hypot(cross[2 * bin] ?? 0, cross[2 * bin + 1] ?? 0);
    if (magnitude === 0) continue;
    const factor = (weight[bin] ?? 0) / magnitude;
    into[2 * bin] = factor * (cross[2 * bin] ?? 0);
    into[2 * bin + 1] = factor * (cross[2 * bin + 1] ?? 0);
    weights += weight[bin] ?? 0;
  }
  return weights;
}

/** Magnitude squared, of each bin, less what even unlike sounds would seem to share in so few windows. */
function coherenceOf({ cross, stemPower, partPower, windows }: Tally): Float64Array {
  const chance = 3 / windows;
  return stemPower.map((one, bin) => {
    const power = one * (partPower[bin] ?? 0);
    const shared = (cross[2 * bin] ?? 0) ** 2 + (cross[2 * bin + 1] ?? 0) ** 2;
    return power === 0 ? 0 : Math.max(0, (shared / power - chance) / (1 - chance));
  });
}

function smoothed(weights: Float64Array): Float64Array {
  let sum = 0;
  const sums = Float64Array.from(weights, (weight) => (sum += weight));
  return weights.map((_, bin) => {
    const end = sums[Math.min(bins - 1, bin + smoothedBins)] ?? 0;
    return (end - (sums[bin - smoothedBins - 1] ?? 0)) / (2 * smoothedBins + 1);
  });
}

const leastLikeness = 0.4;
/** No other delay may come so near to the best one; within a few frames of it all do. */
const rivalLikeness = 0.5;
const ownFrames = 64;

function clearestDelay(likenessAt: (late: number) => number): StemPlace | null {
  let lateFrames = 0;
  for (let late = -mostLateFrames; late <= mostLateFrames; late++) {
    if (likenessAt(late) > likenessAt(lateFrames)) lateFrames = late;
  }
  const best = likenessAt(lateFrames);
  if (best < leastLikeness) return null;
  for (let late = -mostLateFrames; late <= mostLateFrames; late++) {
    if (Math.abs(late - lateFrames) > ownFrames && likenessAt(late) > rivalLikeness * best) return null;
  }
  return { lateFrames };
}
