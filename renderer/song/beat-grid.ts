import { type Meter, roundedText, type SongAnalysis, type SongSheet, type StatedGrid, words } from '#contract';

/**
 * The beats of a song in seconds, in order, and the tempo at which they continue before the first and after the last. Without a downbeat
 * the first beat begins bar 1; without meters all is 4/4.
 */
export type BeatGrid = Pick<StatedGrid, 'bpm' | 'beatSeconds'> & Partial<Pick<StatedGrid, 'downbeat' | 'meters'>>;

/** Bar and beat count from 1. Bars before bar 1 count down through 0. */
type BarPosition = { readonly bar: number; readonly beat: number };

/** The time signature where none is said. */
export const usualMeter: Meter = { bar: 1, beats: 4, unit: 4 };
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

/** The time signature of a bar: the last one that begins at or before it; before the first one it is 4/4. */
export function meterAt({ meters = [] }: BeatGrid, bar: number): Meter {
  return meters.findLast((meter) => meter.bar <= bar) ?? usualMeter;
}

/** Bar and beat at a time of the song as recorded. Without a beat the song starts at bar 1. */
export function barAt(seconds: number, grid: BeatGrid): BarPosition {
  return barOfBeat(grid, Math.floor(beatAt(grid, seconds) + roundingBeats));
}

/** The bar that a beat lies in. `beat` counts from the first of `beatSeconds` (0), as does `downbeat`. */
export function barOfBeat(grid: BeatGrid, beat: number): BarPosition {
  const from = beat - (grid.downbeat ?? 0);
  if (from < 0) {
    const { beats } = meterAt(grid, 1);
    const bar = Math.floor(from / beats);
    return { bar: bar + 1, beat: from - bar * beats + 1 };
  }
  let { bar, first, beats } = { bar: 1, first: 0, beats: meterAt(grid, 1).beats };
  for (const meter of grid.meters ?? []) {
    const next = first + (meter.bar - bar) * beats;
    if (meter.bar <= 1) continue;
    if (from < next) break;
    ({ bar, beats } = meter);
    first = next;
  }
  const bars = Math.floor((from - first) / beats);
  return { bar: bar + bars, beat: from - first - bars * beats + 1 };
}

/** The beat on which a bar begins, counted as in `barOfBeat`. */
export function firstBeatOf(grid: BeatGrid, bar: number): number {
  const downbeat = grid.downbeat ?? 0;
  if (bar <= 1) return downbeat + (bar - 1) * meterAt(grid, 1).beats;
  let { at, first, beats } = { at: 1, first: 0, beats: meterAt(grid, 1).beats };
  for (const meter of grid.meters ?? []) {
    if (meter.bar <= 1) continue;
    if (meter.bar > bar) break;
    first += (meter.bar - at) * beats;
    at = meter.bar;
    ({ beats } = meter);
  }
  return downbeat + first + (bar - at) * beats;
}

/** "31.2": bar 31, beat 2. */
export function barText({ bar, beat }: BarPosition): string {
  return `${bar < 0 ? '−' : ''}${String(Math.abs(bar))}.${String(beat)}`;
}

/** The beat at a time, with its fraction, counted from 0 at the first one. */
export function beatAt({ bpm, beatSeconds }: BeatGrid, seconds: number): number {
  const first = beatSeconds[0] ?? 0;
  const last = Math.max(0, lastAtOrBefore(beatSeconds, seconds));
  const from = beatSeconds[last] ?? 0;
  const next = beatSeconds[last + 1];
  if (seconds < first) return ((seconds - first) * bpm) / 60;
  if (next === undefined || next <= from) return last + ((seconds - from) * bpm) / 60;
  return last + Math.min((seconds - from) / (next - from), 1 - 2 * roundingBeats);
}

/** The time of a beat in seconds of the song as recorded; the beat counts as in `beatAt` and may have a fraction. */
export function secondsOfBeat({ bpm, beatSeconds }: BeatGrid, beat: number): number {
  const last = beatSeconds.length - 1;
  if (beat <= 0 || last < 0) return (beatSeconds[0] ?? 0) + (beat * 60) / bpm;
  if (beat >= last) return (beatSeconds[last] ?? 0) + ((beat - last) * 60) / bpm;
  const before = Math.floor(beat);
  const from = beatSeconds[before] ?? 0;
  return from + (beat - before) * ((beatSeconds[before + 1] ?? from) - from);
}

/** The time at which a bar begins, in seconds of the song as recorded. */
export const secondsOfBar = (grid: BeatGrid, bar: number): number => secondsOfBeat(grid, firstBeatOf(grid, bar));

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

/** The beat grid of a song: what its sheet says, else the analysis at its stated or else estimated tempo; null without either. */
export function gridOf(analysis: SongAnalysis | null, sheet: Pick<SongSheet, 'grid'> | null = null): BeatGrid | null {
  if (sheet?.grid != null) return sheet.grid;
  if (analysis === null) return null;
  const { stated, tempo } = analysis;
  return stated.bpm === null ? tempo : statedGrid(tempo, stated.bpm);
}

/** The analysis with the beats that the song sheet says, from the first 1 in the song on, for what asks for a tempo and a first beat. */
export function withStatedGrid(
  analysis: SongAnalysis | null,
  sheet: Pick<SongSheet, 'grid'> | null,
): SongAnalysis | null {
  const grid = sheet?.grid ?? null;
  if (analysis === null || grid === null) return analysis;
  const { bar, beat } = barOfBeat(grid, Math.ceil(beatAt(grid, 0) - roundingBeats));
  const first = firstBeatOf(grid, beat === 1 ? bar : bar + 1);
  const listed = first < 0 ? [] : grid.beatSeconds.slice(first);
  const beatSeconds = listed.length > 0 ? listed : [secondsOfBeat(grid, first)];
  const { bpm } = grid;
  return { ...analysis, tempo: { bpm, confidence: 1, beatSeconds }, stated: { ...analysis.stated, bpm } };
}

/** A function from seconds of the song to bar and beat, such as "31.2"; null without a beat grid. */
export function barsOf(
  analysis: SongAnalysis | null,
  sheet: Pick<SongSheet, 'grid'> | null = null,
): ((seconds: number) => string) | null {
  const grid = gridOf(analysis, sheet);
  return grid === null ? null : (seconds) => barText(barAt(seconds, grid));
}

/** The range of a tempo, in bpm. */
export const slowestBpm = 20;
export const fastestBpm = 400;

/** A tempo as "112 bpm", "87.5 bpm". */
export function bpmText(bpm: number): string {
  return words().transport.song.bpm(roundedBpm(bpm));
}

/** A tempo as text to edit, without its unit: "112", "87.5". `parseBpm` reads it back. */
export const shownBpm = (bpm: number): string => roundedText(roundedBpm(bpm), 1);

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

/** A tempo in bpm, to a tenth: no more is shown or typed. */
export const roundedBpm = (bpm: number): number => Math.round(bpm * 10) / 10;
const isTempo = (bpm: number): boolean => bpm >= slowestBpm && bpm <= fastestBpm;
