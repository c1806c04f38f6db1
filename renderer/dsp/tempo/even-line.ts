/** A straight line through moments: `start` at index 0, `step` from each to the next. */
export type EvenLine = { readonly start: number; readonly step: number };

/** The line nearest to the moments by weighted least squares; null when fewer than two of them weigh anything. */
export function evenLine(moments: readonly number[], weights: readonly number[]): EvenLine | null {
  const whole = sumOf(weights);
  const middle = sumOf(moments.map((_, index) => index * (weights[index] ?? 0))) / whole;
  const mean = sumOf(moments.map((moment, index) => moment * (weights[index] ?? 0))) / whole;
  let covariance = 0;
  let variance = 0;
  for (const [index, moment] of moments.entries()) {
    const weight = weights[index] ?? 0;
    covariance += weight * (index - middle) * (moment - mean);
    variance += weight * (index - middle) ** 2;
  }
  if (!(variance > 0)) return null;
  const step = covariance / variance;
  return { start: mean - middle * step, step };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
