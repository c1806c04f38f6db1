/** `y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''`. */
export type Biquad = {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
};

/** ITU-R BS.1770-5 annex 1, tables 1 (the head's shelf) and 2 (the low cut): the filters at 48 kHz. */
const tableRate = 48_000;
const headShelf: Biquad = {
  b0: 1.53512485958697,
  b1: -2.69169618940638,
  b2: 1.19839281085285,
  a1: -1.69065929318241,
  a2: 0.73248077421585,
};
const lowCut: Biquad = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/** Under this, what rings on in a filter is silence: far below any sample, and far above the numbers that make a CPU slow. */
const faintest = 1e-30;

/**
 * A filter of the 48 kHz table at another rate: the bilinear transform undone and done again (`s = k (z - 1) / (z + 1)`), with
 * the frequency of its poles held in place.
 */
function atRate(filter: Biquad, sampleRate: number): Biquad {
  if (sampleRate === tableRate) return filter;
  const { b0, b1, b2, a1, a2 } = filter;
  const poles = Math.sqrt((1 + a1 + a2) / (1 - a1 + a2));
  const poleHz = (Math.atan(poles) * tableRate) / Math.PI;
  const scale = poles / Math.tan((Math.PI * poleHz) / sampleRate);
  const top = [b0 + b1 + b2, 2 * (b0 - b2) * scale, (b0 - b1 + b2) * scale ** 2] as const;
  const bottom = [1 + a1 + a2, 2 * (1 - a2) * scale, (1 - a1 + a2) * scale ** 2] as const;
  const a0 = bottom[0] + bottom[1] + bottom[2];
  return {
    b0: (top[0] + top[1] + top[2]) / a0,
    b1: (2 * (top[0] - top[2])) / a0,
    b2: (top[0] - top[1] + top[2]) / a0,
    a1: (2 * (bottom[0] - bottom[2])) / a0,
    a2: (bottom[0] - bottom[1] + bottom[2]) / a0,
  };
}

/** Both filters of the K-weighting at this rate, in hertz, in the order in which sound goes through them. */
export function kFilters(sampleRate: number): readonly [Biquad, Biquad] {
  return [atRate(headShelf, sampleRate), atRate(lowCut, sampleRate)];
}

/** The K-weighting of one channel. */
export class KWeighting {
  readonly #shelf: Biquad;
  readonly #cut: Biquad;
  /** Of each filter in transposed direct form II. */
  #shelf1 = 0;
  #shelf2 = 0;
  #cut1 = 0;
  #cut2 = 0;

  constructor(sampleRate: number) {
    [this.#shelf, this.#cut] = kFilters(sampleRate);
  }

  /** The next samples `[from, end)`, weighted: the sum of their squares. 0 for a stretch with samples that are no numbers. */
  sumOfSquares(samples: Float32Array, from: number, end: number): number {
    const { b0, b1, b2, a1, a2 } = this.#shelf;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = this.#cut;
    let s1 = this.#shelf1;
    let s2 = this.#shelf2;
    let t1 = this.#cut1;
    let t2 = this.#cut2;
    let sum = 0;
    for (let at = from; at < end; at++) {
      const x = samples[at] ?? 0;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      const z = c0 * y + t1;
      t1 = c1 * y - d1 * z + t2;
      t2 = c2 * y - d2 * z;
      sum += z * z;
    }
    if (!Number.isFinite(sum)) {
      this.#shelf1 = this.#shelf2 = this.#cut1 = this.#cut2 = 0;
      return 0;
    }
    this.#shelf1 = audible(s1);
    this.#shelf2 = audible(s2);
    this.#cut1 = audible(t1);
    this.#cut2 = audible(t2);
    return sum;
  }
}

const audible = (state: number): number => (Math.abs(state) < faintest ? 0 : state);
