/** How many frames `sound` is late against `source`, by the peak of their cross-correlation. */
export function lagOf(
  sound: Float32Array,
  source: Float32Array,
  at = 60_000,
  { searched = 2600, compared = 8192 } = {},
): number {
  let best = { lag: 0, sum: -Infinity };
  for (let lag = -searched; lag <= searched; lag++) {
    let sum = 0;
    for (let i = 0; i < compared; i += 2) sum += (source[at + i] ?? 0) * (sound[at + i + lag] ?? 0);
    if (sum > best.sum) best = { lag, sum };
  }
  return best.lag;
}

/** Ratio of the reference's power to the difference's, in dB. */
export function signalToNoise(sound: Float32Array, reference: Float32Array): number {
  let signal = 0;
  let noise = 0;
  for (const [index, sample] of reference.entries()) {
    signal += sample ** 2;
    noise += ((sound[index] ?? 0) - sample) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

export function greatestDifference(one: Float32Array, other: Float32Array): number {
  let greatest = one.length === other.length ? 0 : Infinity;
  for (const [index, sample] of one.entries()) greatest = Math.max(greatest, Math.abs(sample - (other[index] ?? NaN)));
  return greatest;
}
