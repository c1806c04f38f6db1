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

/** Power is summed in steps of 10 ms: fine enough for the greatest momentary loudness of EBU Tech 3341's cases. */
const stepsPerSecond = 100;

/** The frame at which step number `step` of weighted power ends; the first is number 0. */
export const loudnessStepEnd = (step: number, sampleRate: number): number =>
  Math.round(((step + 1) * sampleRate) / stepsPerSecond);
