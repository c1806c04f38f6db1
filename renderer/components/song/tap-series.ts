/** After so long a pause the next tap begins anew. */
const pauseSeconds = 2;
const mostTaps = 24;

/** The taps that still count after another at `seconds`, that one included. */
export function withTap(taps: readonly number[], seconds: number): readonly number[] {
  const last = taps.at(-1);
  if (last === undefined || seconds - last > pauseSeconds) return [seconds];
  return [...taps, seconds].slice(-mostTaps);
}
