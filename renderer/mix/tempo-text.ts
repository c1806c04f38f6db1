/** The slowest and the fastest tempo that may be stated, in beats a minute. */
export const slowestBpm = 20;
export const fastestBpm = 400;

/** "112 bpm", "87.5 bpm": one decimal where there is one. */
export function bpmText(bpm: number): string {
  return `${String(roundedBpm(bpm))} bpm`;
}

/** A tempo as people type it: "112", "87,5 bpm". Null when it is none, or not within 20 to 400. */
export function parseBpm(text: string): number | null {
  const plain = text.trim().replace(/\s*bpm$/i, '');
  if (!/^\d+(?:[.,]\d+)?$/.test(plain)) return null;
  const bpm = Number(plain.replace(',', '.'));
  return isTempo(bpm) ? bpm : null;
}

/** The tempo tapped out: the line that fits the taps best, to a tenth. Null for fewer than three taps or an impossible tempo. */
export function tappedBpm(tapSeconds: readonly number[]): number | null {
  const count = tapSeconds.length;
  if (count < 3) return null;
  const middle = (count - 1) / 2;
  let covariance = 0;
  let variance = 0;
  for (const [index, seconds] of tapSeconds.entries()) {
    covariance += (index - middle) * seconds;
    variance += (index - middle) ** 2;
  }
  const bpm = roundedBpm((60 * variance) / covariance);
  return isTempo(bpm) ? bpm : null;
}

const roundedBpm = (bpm: number): number => Math.round(bpm * 10) / 10;
const isTempo = (bpm: number): boolean => bpm >= slowestBpm && bpm <= fastestBpm;
