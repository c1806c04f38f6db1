const absoluteGateLufs = -70;
const relativeGateLu = -20;
const lowPercentile = 0.1;
const highPercentile = 0.95;

/**
 * Loudness range in LU after EBU Tech 3342, section 3: of short-term values (LUFS, windows of 3 s that overlap by 2 s or more)
 * those above -70 LUFS and above the gate 20 LU under their mean power; from the 10th to the 95th percentile. 0 when none is left.
 */
export function loudnessRange(shortTermLufs: readonly number[]): number {
  const audible = shortTermLufs.filter((lufs) => lufs >= absoluteGateLufs);
  if (audible.length === 0) return 0;
  const meanPower = audible.reduce((sum, lufs) => sum + 10 ** (lufs / 10), 0) / audible.length;
  const gate = 10 * Math.log10(meanPower) + relativeGateLu;
  const counted = Float64Array.from(audible.filter((lufs) => lufs >= gate)).sort();
  const at = (fraction: number): number => counted[Math.round((counted.length - 1) * fraction)] ?? 0;
  return at(highPercentile) - at(lowPercentile);
}
