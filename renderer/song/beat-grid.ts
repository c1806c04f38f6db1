import type { SongAnalysis } from '#contract';

/** The beats of a song in seconds, in order, and the tempo at which they continue before the first and after the last. */
export type BeatGrid = { readonly bpm: number; readonly beatSeconds: readonly number[] };

/** Bar and beat count from 1, four beats to a bar. Bars before the first beat count down through 0. */
type BarPosition = { readonly bar: number; readonly beat: number };

const beatsPerBar = 4;
/** Tolerance within which a stated tempo counts as a multiple of the estimate. */
const sameTempoRatio = 0.02;
const multiples = [1, 2, 3, 4];

/**
 * The beats at a stated tempo. Two to four times the estimate divides the found beats; a half, third or quarter of it drops some; any other
 * tempo runs evenly from the first beat.
 */
export function statedGrid(estimate: BeatGrid | null, statedBpm: number): BeatGrid {
  const beats = estimate?.beatSeconds ?? [];
  const ratio = statedBpm / (estimate?.bpm ?? statedBpm);
  const parts = multiples.find((count) => isNear(ratio, count));
  if (parts !== undefined) return { bpm: statedBpm, beatSeconds: divided(beats, parts) };
  const step = multiples.find((count) => isNear(ratio, 1 / count));
  if (step !== undefined) return { bpm: statedBpm, beatSeconds: beats.filter((_, index) => index % step === 0) };
  return { bpm: statedBpm, beatSeconds: beats.slice(0, 1) };
}

const isNear = (ratio: number, whole: number): boolean => Math.abs(ratio / whole - 1) <= sameTempoRatio;

function divided(beats: readonly number[], parts: number): readonly number[] {
  return beats.flatMap((beat, index) => {
    const next = beats[index + 1];
    if (next === undefined) return [beat];
    return Array.from({ length: parts }, (_, part) => beat + ((next - beat) * part) / parts);
  });
}

/** Bar and beat at a time of the song as recorded. Without a beat the song starts at bar 1. */
export function barAt(seconds: number, { bpm, beatSeconds }: BeatGrid): BarPosition {
  const beat = beatNumber(seconds, bpm, beatSeconds);
  const bar = Math.floor(beat / beatsPerBar);
  return { bar: bar + 1, beat: beat - bar * beatsPerBar + 1 };
}

/** "31.2": bar 31, beat 2. */
export function barText({ bar, beat }: BarPosition): string {
  return `${bar < 0 ? '−' : ''}${String(Math.abs(bar))}.${String(beat)}`;
}

/** The beat at a time, counted from 0 at the first one. */
function beatNumber(seconds: number, bpm: number, beats: readonly number[]): number {
  const beatsPerSecond = bpm / 60;
  const first = beats[0] ?? 0;
  if (seconds < first) return Math.floor((seconds - first) * beatsPerSecond + roundingBeats);
  const last = Math.max(0, lastAtOrBefore(beats, seconds));
  const from = beats[last] ?? 0;
  if (last < beats.length - 1) return last;
  return last + Math.floor((seconds - from) * beatsPerSecond + roundingBeats);
}

/** Tolerance for rounding errors. */
const roundingBeats = 1e-6;

/** Index of the last beat at or before a time, by bisection; -1 when there is none. */
function lastAtOrBefore(beats: readonly number[], seconds: number): number {
  let low = -1;
  let high = beats.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((beats[middle] ?? Infinity) <= seconds + roundingBeats) low = middle;
    else high = middle;
  }
  return low;
}

/** The beat grid of an analysis, at its stated or else estimated tempo; null without one. */
export function gridOf(analysis: SongAnalysis | null): BeatGrid | null {
  if (analysis === null) return null;
  const { stated, tempo } = analysis;
  return stated.bpm === null ? tempo : statedGrid(tempo, stated.bpm);
}

/** A function from seconds of the song to bar and beat, such as "31.2"; null without a beat grid. */
export function barsOf(analysis: SongAnalysis | null): ((seconds: number) => string) | null {
  const grid = gridOf(analysis);
  return grid === null ? null : (seconds) => barText(barAt(seconds, grid));
}

/** The range of a tempo, in bpm. */
export const slowestBpm = 20;
export const fastestBpm = 400;

/** A tempo as "112 bpm", "87.5 bpm". */
export function bpmText(bpm: number): string {
  return `${String(roundedBpm(bpm))} bpm`;
}

/** Parses a typed tempo: "112", "87,5 bpm". Null for other text and outside 20 to 400 bpm. */
export function parseBpm(text: string): number | null {
  const plain = text.trim().replace(/\s*bpm$/i, '');
  if (!/^\d+(?:[.,]\d+)?$/.test(plain)) return null;
  const bpm = Number(plain.replace(',', '.'));
  return isTempo(bpm) ? bpm : null;
}

/** The tempo of taps (times in seconds) by linear regression, to a tenth of a bpm. Null for fewer than three taps or outside 20 to 400. */
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
