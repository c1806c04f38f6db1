import type { DrawnWaveform } from '../timeline.ts';

/** The waveform is looked at in columns of 5 ms. */
const columnsPerSecond = 200;
/** A voice sounds for at least a period of its lowest note in this many columns, so that a column between two waves is no pause. */
const soundColumns = 4;
/** What came before, in columns. */
const beforeColumns = 10;
/** An onset rises to this many times what came before, which is 4 dB. */
const leastRise = 1.6;
/** Quieter than this part of the loudest moment there is no onset. */
const leastShare = 0.1;
/** Onsets are at least this far apart, in columns. */
const apartColumns = 16;

/**
 * Returns where the voice of a stem sets in, in seconds, ascending: where its waveform is at least 4 dB higher than it was in the 50 ms
 * before. `lengthFrames` at `rate`.
 */
export function vocalOnsets(waveform: DrawnWaveform, lengthFrames: number, rate: number): readonly number[] {
  const count = Math.floor((lengthFrames / rate) * columnsPerSecond);
  if (count <= 0) return [];
  const columns = waveform.columns(0, (count / columnsPerSecond) * rate, rate, count);
  const heights = Float32Array.from({ length: count }, (_, at) =>
    Math.max(-(columns[2 * at] ?? 0), columns[2 * at + 1] ?? 0),
  );
  const highest = (from: number, to: number): number => {
    let height = 0;
    for (let at = Math.max(0, from); at < Math.min(count, to); at += 1) height = Math.max(height, heights[at] ?? 0);
    return height;
  };
  const full = waveform.peak * 127;
  // What is quieter than this counts as silence, so that noise in a pause has no onsets.
  const floor = Math.max(1, full * 0.03);
  const onsets: { readonly at: number; readonly rise: number }[] = [];
  for (let at = 0; at < count; at += 1) {
    const height = highest(at, at + soundColumns);
    if (height < full * leastShare) continue;
    const rise = height / Math.max(floor, highest(at - beforeColumns, at));
    if (rise < leastRise) continue;
    const last = onsets.at(-1);
    if (last === undefined || at - last.at > apartColumns) onsets.push({ at, rise });
    // Of neighbours the steepest is meant, and of equals the last: only there the sound begins.
    else if (rise >= last.rise) onsets[onsets.length - 1] = { at, rise };
  }
  return onsets.map(({ at }) => at / columnsPerSecond);
}

/** The time that a time in seconds means: the nearest onset, where one is within a distance, else itself. `onsets` ascend. */
export function nearestOnset(onsets: readonly number[], seconds: number, withinSeconds: number): number {
  let [low, high] = [0, onsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((onsets[middle] ?? Infinity) < seconds) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [onsets[low - 1] ?? -Infinity, onsets[low] ?? Infinity];
  const nearest = seconds - before < after - seconds ? before : after;
  return Number.isFinite(nearest) && Math.abs(nearest - seconds) <= withinSeconds ? nearest : seconds;
}
