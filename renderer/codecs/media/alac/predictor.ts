// The adaptive predictor as in `dp_dec.c` of Apple's reference decoder (Apache License 2.0).

/** Means that the residuals are differences, and nothing is predicted. */
export const plainDifferences = 31;

/**
 * Turns residuals into samples of `sampleBits` bits, in place. `coefficients` are changed as the prediction learns; there are as
 * many as samples are looked back at.
 */
export function unpredict(samples: Int32Array, coefficients: Int16Array, sampleBits: number, shift: number): void {
  const unused = 32 - sampleBits;
  const order = coefficients.length;
  const rounding = shift === 0 ? 0 : 1 << (shift - 1);
  if (order === 0) return;
  if (order === plainDifferences) {
    addUp(samples, samples.length, unused);
    return;
  }
  addUp(samples, Math.min(order + 1, samples.length), unused);
  for (let at = order + 1; at < samples.length; at++) {
    const base = samples[at - order - 1] ?? 0;
    let sum = 0;
    for (let back = 0; back < order; back++)
      sum = (sum + Math.imul(coefficients[back] ?? 0, ((samples[at - 1 - back] ?? 0) - base) | 0)) | 0;
    const residual = samples[at] ?? 0;
    samples[at] = ((residual + base + ((sum + rounding) >> shift)) << unused) >> unused;
    const direction = Math.sign(residual);
    let left = residual;
    for (let back = order - 1; back >= 0 && left * direction > 0; back--) {
      const off = (base - (samples[at - 1 - back] ?? 0)) | 0;
      const sign = Math.sign(off);
      coefficients[back] = (coefficients[back] ?? 0) - sign * direction;
      left = (left - Math.imul(order - back, (sign * direction * off) >> shift)) | 0;
    }
  }
}

/** The first samples: each is its difference from the one before. */
function addUp(samples: Int32Array, count: number, unused: number): void {
  for (let at = 1; at < count; at++) samples[at] = (((samples[at] ?? 0) + (samples[at - 1] ?? 0)) << unused) >> unused;
}
