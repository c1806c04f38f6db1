import type { SongAnalysis } from '#contract';
import { barAt, barText, statedGrid, type BeatGrid } from './beat-grid.ts';

/** Where the beats are at the tempo that counts; null when there is none. */
export function gridOf(analysis: SongAnalysis | null): BeatGrid | null {
  if (analysis === null) return null;
  const { stated, tempo } = analysis;
  return stated.bpm === null ? tempo : statedGrid(tempo, stated.bpm);
}

/** Tells bar and beat of a time of the song, such as "31.2"; null while no beats are known. */
export function barsOf(analysis: SongAnalysis | null): ((seconds: number) => string) | null {
  const grid = gridOf(analysis);
  return grid === null ? null : (seconds) => barText(barAt(seconds, grid));
}
