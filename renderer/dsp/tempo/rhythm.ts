import { LagLikeness } from './likeness.ts';
import type { OnsetStrength } from './onset-listener.ts';

/** How alike a rhythm is to itself some values later, over the whole song. */
export type Rhythm = {
  readonly valuesPerSecond: number;
  /** All that is struck: 1 at lag 0. */
  readonly alike: Float64Array;
  /** Kick less snare: 1 at lag 0, below 0 at the lag from the one to the other. */
  readonly answered: Float64Array;
};

const windowSeconds = 12;
const hopSeconds = 3;
const longestLagSeconds = 4.2;

/**
 * Autocorrelation of the onset strength in windows, averaged: a tempo that moves a little blurs it less than one over the
 * whole would. Each window counts by how much is struck in it, up to what is usual.
 */
export function rhythmOf(onsets: OnsetStrength): Rhythm {
  const { valuesPerSecond } = onsets;
  const length = Math.min(onsets.struck.length, Math.round(windowSeconds * valuesPerSecond));
  const lags = Math.min(length >> 1, Math.round(longestLagSeconds * valuesPerSecond));
  const alike = new Float64Array(lags);
  const answered = new Float64Array(lags);
  const struck = evened(onsets.struck, valuesPerSecond);
  const snare = evened(onsets.snare, valuesPerSecond);
  const contrast = evened(onsets.kick, valuesPerSecond).map((kick, at) => kick - (snare[at] ?? 0));
  const likeness = new LagLikeness(length, lags);
  const hop = Math.round(hopSeconds * valuesPerSecond);
  for (let from = 0; from + length <= struck.length; from += hop) {
    const piece = struck.subarray(from, from + length);
    likeness.add(piece, piece, 1, alike);
    const contrastPiece = contrast.subarray(from, from + length);
    likeness.add(contrastPiece, contrastPiece, 1, answered);
  }
  return { valuesPerSecond, alike: scaled(alike), answered: scaled(answered) };
}

function scaled(row: Float64Array): Float64Array {
  const whole = row[0] ?? 0;
  return row.map((value) => (whole > 0 ? value / whole : 0));
}

/** Without its slow part, and with a variance of 1. */
export function evened(values: Float32Array, valuesPerSecond: number): Float64Array {
  const half = Math.round(0.5 * valuesPerSecond);
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] ?? 0) + (values[at] ?? 0);
  let square = 0;
  const row = Float64Array.from(values, (value, at) => {
    const from = Math.max(0, at - half);
    const end = Math.min(values.length, at + half + 1);
    const rest = value - ((sums[end] ?? 0) - (sums[from] ?? 0)) / (end - from);
    square += rest * rest;
    return rest;
  });
  const deviation = Math.sqrt(square / Math.max(1, values.length));
  return row.map((value) => (deviation > 0 ? value / deviation : 0));
}
