/** How long a work will still take if it goes on as it went; null in the first moments, when a guess would jump about. */
export function secondsLeft(fraction: number, elapsedMs: number): number | null {
  if (fraction < 0.03 || elapsedMs < 500) return null;
  return ((elapsedMs / fraction) * (1 - fraction)) / 1000;
}
