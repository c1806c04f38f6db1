import { lastBar, type Meter, type StatedGrid } from '#contract';
import {
  barAt,
  barOfBeat,
  beatAt,
  type BeatGrid,
  fastestBpm,
  meterAt,
  secondsOfBeat,
  slowestBpm,
  statedGrid,
  tappedBpm,
  usualMeter,
} from './beat-grid.ts';

/** A grid with everything said that it left to the usual. */
export function whole({ bpm, beatSeconds, downbeat = 0, meters = [] }: BeatGrid): StatedGrid {
  return { bpm, beatSeconds: beatSeconds.length === 0 ? [0] : beatSeconds, downbeat, meters };
}

/** All beats later by seconds; negative for earlier. */
export function nudged(grid: BeatGrid, seconds: number): StatedGrid {
  return { ...whole(grid), beatSeconds: whole(grid).beatSeconds.map((beat) => beat + seconds) };
}

/** The first of each bar later by whole beats; negative for earlier. The beats stay. */
export function nudgedByBeats(grid: BeatGrid, beats: number): StatedGrid {
  return { ...whole(grid), downbeat: whole(grid).downbeat + beats };
}

/** Twice the beats, halfway between those there are; the same at the fastest tempo. */
export function doubled(grid: BeatGrid): StatedGrid {
  const { bpm, beatSeconds, downbeat, meters } = whole(grid);
  if (bpm * 2 > fastestBpm) return whole(grid);
  const halves = beatSeconds.flatMap((_, beat) =>
    beat === beatSeconds.length - 1
      ? [secondsOfBeat(grid, beat)]
      : [secondsOfBeat(grid, beat), secondsOfBeat(grid, beat + 0.5)],
  );
  return { bpm: bpm * 2, beatSeconds: halves, downbeat: downbeat * 2, meters };
}

/** Every other beat, the first of bar 1 among them; the same at the slowest tempo. */
export function halved(grid: BeatGrid): StatedGrid {
  const { bpm, beatSeconds, downbeat, meters } = whole(grid);
  if (bpm / 2 < slowestBpm) return whole(grid);
  const odd = Math.abs(downbeat % 2);
  // A lone beat on the wrong side makes way for the one after it.
  const kept = beatSeconds.filter((_, beat) => beat % 2 === odd);
  const beats = kept.length > 0 ? kept : [secondsOfBeat(grid, odd)];
  return { bpm: bpm / 2, beatSeconds: beats, downbeat: (downbeat - odd) / 2, meters };
}

/** The beat nearest to a time becomes the first of its bar; the bars move by as little as they can. */
export function withOneAt(grid: BeatGrid, seconds: number): StatedGrid {
  const beat = Math.round(beatAt(grid, seconds));
  const { bar, beat: inBar } = barOfBeat(grid, beat);
  const { beats } = meterAt(grid, Math.max(1, bar));
  const late = inBar - 1;
  const shift = late <= beats / 2 ? late : late - beats;
  return { ...whole(grid), downbeat: whole(grid).downbeat + shift };
}

/** The time signature from the bar at a time on; `fromStart`: of the whole song. */
export function withMeter(
  grid: BeatGrid,
  meter: Pick<Meter, 'beats' | 'unit'>,
  seconds: number,
  fromStart: boolean,
): StatedGrid {
  const bar = fromStart ? 1 : Math.min(lastBar, Math.max(1, barAt(seconds, grid).bar));
  const others = fromStart ? [] : (grid.meters ?? []).filter((other) => other.bar !== bar);
  const meters = [...others, { ...meter, bar }].sort((one, other) => one.bar - other.bar);
  return { ...whole(grid), meters: meters.filter((one, index) => isChange(one, meters[index - 1] ?? usualMeter)) };
}

const isChange = (one: Meter, before: Meter): boolean => one.beats !== before.beats || one.unit !== before.unit;

/** The tempo of a grid, its first beat where it was. */
export const atTempo = (estimate: BeatGrid | null, grid: BeatGrid | null, bpm: number): StatedGrid => {
  const stated = statedGrid(estimate, bpm);
  return { ...whole(stated), meters: grid?.meters ?? [] };
};

/** A tap this much later begins anew. */
const longestGapSeconds = 2;

/** The taps that belong to one row: those before a gap of two seconds or a jump back are dropped. */
export function withTapAt(taps: readonly number[], seconds: number): readonly number[] {
  const last = taps.at(-1);
  return last === undefined || seconds <= last || seconds - last > longestGapSeconds ? [seconds] : [...taps, seconds];
}

/** How far a tapped tempo may be from an estimated one, or a multiple of it, to mean it. */
const sameTempoRatio = 0.05;

/**
 * The grid of taps on the song (in its seconds), the first of which is a 1; null for fewer than four. Taps at the estimated tempo, its double
 * or its half take the estimated beats, which are exact; others make an even grid through the taps.
 */
export function tappedGrid(taps: readonly number[], estimate: BeatGrid | null): StatedGrid | null {
  const bpm = taps.length < 4 ? null : tappedBpm(taps);
  const [first = 0] = taps;
  if (bpm === null) return null;
  const near = estimate === null ? undefined : [1, 2, 0.5].find((times) => isNear(bpm, estimate.bpm * times));
  if (estimate !== null && near !== undefined) {
    const grid = near === 1 ? whole(estimate) : near === 2 ? doubled(estimate) : halved(estimate);
    return { ...grid, downbeat: Math.round(beatAt(grid, first)), meters: [] };
  }
  // The line through all taps is nearer to the beat than any one of them.
  const step = 60 / bpm;
  const start = taps.reduce((sum, tap, index) => sum + tap - index * step, 0) / taps.length;
  return { bpm, beatSeconds: [start], downbeat: 0, meters: [] };
}

const isNear = (bpm: number, other: number): boolean => Math.abs(bpm / other - 1) <= sameTempoRatio;

/** A time signature as "4/4". */
export const meterText = ({ beats, unit }: Pick<Meter, 'beats' | 'unit'>): string => `${String(beats)}/${String(unit)}`;

/** The time signatures that are offered. */
export const offeredMeters: readonly Pick<Meter, 'beats' | 'unit'>[] = [
  { beats: 4, unit: 4 },
  { beats: 3, unit: 4 },
  { beats: 2, unit: 4 },
  { beats: 5, unit: 4 },
  { beats: 6, unit: 8 },
  { beats: 7, unit: 8 },
  { beats: 9, unit: 8 },
  { beats: 12, unit: 8 },
];
