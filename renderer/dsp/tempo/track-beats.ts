/** What it costs, against onsets of variance 1, when a beat comes early or late. */
const tightness = 400;

/**
 * The beats, as whole values: the row of them that falls on the strongest onsets at the most even distance. By dynamic
 * programming: Ellis, "Beat tracking by dynamic programming", Journal of New Music Research 36 (2007).
 */
export function trackBeats(onsets: Float64Array, period: number): readonly number[] {
  const nearest = Math.round(period / 2);
  const farthest = Math.round(period * 2);
  const costs = Float64Array.from(
    { length: farthest + 1 },
    (_, distance) => tightness * Math.log(Math.max(1, distance) / period) ** 2,
  );
  const score = new Float64Array(onsets.length);
  const before = new Int32Array(onsets.length).fill(-1);
  for (let now = 0; now < onsets.length; now++) {
    let best = 0;
    for (let distance = nearest; distance <= farthest && distance <= now; distance++) {
      const reached = (score[now - distance] ?? 0) - (costs[distance] ?? 0);
      if (reached > best) {
        best = reached;
        before[now] = now - distance;
      }
    }
    score[now] = best + (onsets[now] ?? 0);
  }
  const beats: number[] = [];
  for (let beat = lastBest(score, Math.round(period)); beat >= 0; beat = before[beat] ?? -1) beats.push(beat);
  return beats.reverse();
}

function lastBest(score: Float64Array, within: number): number {
  let best = score.length - 1;
  for (let at = Math.max(0, score.length - within); at < score.length; at++) {
    if ((score[at] ?? 0) > (score[best] ?? 0)) best = at;
  }
  return best;
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
