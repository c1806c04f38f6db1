/** A straight line through moments: `start` at index 0, `step` from each to the next. */
type EvenLine = { readonly start: number; readonly step: number };

/** The line nearest to the moments by weighted least squares; null when fewer than two of them weigh anything. */
function evenLine(moments: readonly number[], weights: readonly number[]): EvenLine | null {
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

const fewestBeats = 8;
/** Beats at either end from which the tempo there is taken, of a steady song and of one whose tempo moves. */
const steadyEndBeats = 64;
const movingEndBeats = 6;
/** From this weight on something is struck on a beat. */
const struckWeight = 0.2;

/** A beat among the onset values, and how firmly it is struck. */
export type Beat = { readonly value: number; readonly weight: number };

/** Null for too few beats. Those that nothing is struck on, as in a break, tell nothing about the tempo. */
export function beatLine(beats: readonly Beat[]): EvenLine | null {
  if (beats.length < fewestBeats) return null;
  const values = beats.map(({ value }) => value);
  const weights = beats.map(({ weight }) => weight);
  return evenLine(values, weights);
}

/**
 * Beats on which nothing is struck, spread evenly between those around them: the tracker can place them on whole values
 * only, and in a long break that adds up. Those before the first struck beat and after the last are left out.
 */
export function bridged(beats: readonly Beat[]): readonly Beat[] {
  const struck = beats.flatMap(({ weight }, index) => (weight >= struckWeight ? [index] : []));
  return struck.flatMap((index, at) => {
    const beat = beats[index];
    const nextIndex = struck[at + 1];
    const next = nextIndex === undefined ? undefined : beats[nextIndex];
    if (beat === undefined) return [];
    if (nextIndex === undefined || next === undefined) return [beat];
    const step = (next.value - beat.value) / (nextIndex - index);
    const between = Array.from({ length: nextIndex - index - 1 }, (_, count) => ({
      value: beat.value + (count + 1) * step,
      weight: 0,
    }));
    return [beat, ...between];
  });
}

/** The beats, and evenly on to `start` and to before `end`; in values. `isMoving`: their tempo changes. */
export function continued(beats: readonly Beat[], start: number, end: number, isMoving: boolean): readonly number[] {
  const endBeats = isMoving ? movingEndBeats : steadyEndBeats;
  const values = beats.map(({ value }) => value);
  const firstStep = beatLine(beats.slice(0, endBeats))?.step ?? Infinity;
  const lastStep = beatLine(beats.slice(-endBeats))?.step ?? Infinity;
  const earlier: number[] = [];
  for (let value = (values[0] ?? 0) - firstStep; value >= start; value -= firstStep) earlier.push(value);
  const later: number[] = [];
  for (let value = (values.at(-1) ?? 0) + lastStep; value < end; value += lastStep) later.push(value);
  return [...earlier.reverse(), ...values, ...later];
}

/** What it costs, against onsets of variance 1, when a beat comes early or late. */
const tightness = 400;

/**
 * The beats, as whole values: the row of them that falls on the strongest onsets at the most even distance, `periods` values at each
 * value. By dynamic programming: Ellis, "Beat tracking by dynamic programming", Journal of New Music Research 36 (2007).
 */
export function trackBeats(onsets: Float64Array, periods: Float64Array): readonly number[] {
  const longest = periods.reduce((most, period) => Math.max(most, period), 0);
  const logs = Float64Array.from({ length: Math.round(2 * longest) + 1 }, (_, at) => Math.log(Math.max(1, at)));
  const score = new Float64Array(onsets.length);
  const before = new Int32Array(onsets.length).fill(-1);
  for (let now = 0; now < onsets.length; now++) {
    const period = periods[now] ?? 0;
    const [farthest, log] = [Math.round(period * 2), Math.log(period)];
    let best = 0;
    for (let distance = Math.round(period / 2); distance <= farthest && distance <= now; distance++) {
      const reached = (score[now - distance] ?? 0) - tightness * ((logs[distance] ?? 0) - log) ** 2;
      if (reached > best) {
        best = reached;
        before[now] = now - distance;
      }
    }
    score[now] = best + (onsets[now] ?? 0);
  }
  const beats: number[] = [];
  // Where nothing is struck any more the row would go on, and pull its last beats.
  let last = 0;
  for (let now = 1; now < score.length; now++) {
    const isAnother = now - last > (periods[now] ?? 0) / 4;
    if ((score[now] ?? 0) > (score[last] ?? 0) + (isAnother ? struckWeight : 0)) last = now;
  }
  for (let beat = last; beat >= 0; beat = before[beat] ?? -1) beats.push(beat);
  return beats.reverse();
}

/** Onsets spread over a small part of the beat, so that a stroke a little off still counts. */
export function smoothed(onsets: Float64Array, deviation: number): Float64Array {
  const reach = Math.ceil(3 * deviation);
  const bell = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-0.5 * ((at - reach) / deviation) ** 2));
  const whole = bell.reduce((sum, weight) => sum + weight, 0);
  const weights = Float64Array.from(bell, (weight) => weight / whole);
  return onsets.map((_, centre) => {
    let sum = 0;
    for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (onsets[centre + at - reach] ?? 0);
    return sum;
  });
}
