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

/** Filter states of one channel: two of the shelf, two of the cut, in transposed direct form II. */
const statesOfOne = 4;

/** The K-weighting of stereo sound. Both channels go through one loop: neither waits for its own last sample. */
export class KWeighting {
  readonly #shelf: Biquad;
  readonly #cut: Biquad;
  readonly #states = new Float64Array(2 * statesOfOne);

  constructor(sampleRate: number) {
    [this.#shelf, this.#cut] = kFilters(sampleRate);
  }

  /**
   * The next samples `[from, end)`, weighted: the sum of their squares on both channels. 0 for a stretch of a channel with
   * samples that are no numbers.
   */
  sumOfSquares(left: Float32Array, right: Float32Array, from: number, end: number): number {
    const { b0, b1, b2, a1, a2 } = this.#shelf;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = this.#cut;
    let [s1 = 0, s2 = 0, t1 = 0, t2 = 0, u1 = 0, u2 = 0, v1 = 0, v2 = 0] = this.#states;
    let leftSum = 0;
    let rightSum = 0;
    for (let at = from; at < end; at++) {
      const x = left[at] ?? 0;
      const p = right[at] ?? 0;
      const y = b0 * x + s1;
      const q = b0 * p + u1;
      s1 = b1 * x - a1 * y + s2;
      u1 = b1 * p - a1 * q + u2;
      s2 = b2 * x - a2 * y;
      u2 = b2 * p - a2 * q;
      const z = c0 * y + t1;
      const r = c0 * q + v1;
      t1 = c1 * y - d1 * z + t2;
      v1 = c1 * q - d1 * r + v2;
      t2 = c2 * y - d2 * z;
      v2 = c2 * q - d2 * r;
      leftSum += z * z;
      rightSum += r * r;
    }
    this.#states.set([s1, s2, t1, t2, u1, u2, v1, v2].map(audible));
    return this.#counted(leftSum, 0) + this.#counted(rightSum, statesOfOne);
  }

  /** A sum that is none begins its channel, the states from `first` on, anew. */
  #counted(sum: number, first: number): number {
    if (Number.isFinite(sum)) return sum;
    this.#states.fill(0, first, first + statesOfOne);
    return 0;
  }
}

const audible = (state: number): number => (Math.abs(state) < faintest ? 0 : state);
