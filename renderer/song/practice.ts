import {
  fastestSpeed,
  type Frames,
  frames,
  loopPasses,
  type Practice,
  type Section,
  type SpeedRamp,
  words,
} from '#contract';
import { barOfBeat, beatAt, type BeatGrid, firstBeatOf, secondsOfBeat } from './beat-grid.ts';
import { formatMilliseconds, formatPosition } from './timeline.ts';

/** The speed after some passes of the loop, from that of the mix on. Never slower than that, and never past the target. */
export function rampedSpeed(
  base: number,
  { isOn, stepPercent, everyPasses, targetSpeed }: SpeedRamp,
  passes: number,
): number {
  if (!isOn || base >= targetSpeed) return base;
  const climbed = base + (Math.floor(passes / everyPasses) * stepPercent) / 100;
  return Math.min(targetSpeed, fastestSpeed, Math.round(climbed * 1000) / 1000);
}

/** The sections of a chain, in its order; a place that the sheet does not have is left out. */
export const chainedSections = (sections: readonly Section[], chain: Practice['chain']): readonly Section[] =>
  chain.flatMap((index) => sections[index] ?? []);

/** A chain after the sections became others: each place follows the section that begins where its own did. */
export function followedChain(
  chain: Practice['chain'],
  before: readonly Section[],
  after: readonly Section[],
): readonly number[] {
  return chain.flatMap((index) => {
    const start = before[index]?.startFrames;
    const at = before.length === after.length ? index : after.findIndex(({ startFrames }) => startFrames === start);
    return at < 0 ? [] : [at];
  });
}

/** The next choice of passes: without end, 2, 4, 8 and without end again. */
export const nextPasses = (passes: Practice['passes']): Practice['passes'] =>
  loopPasses[(loopPasses.indexOf(passes) + 1) % loopPasses.length] ?? 0;

/** "×4", or "∞". */
export const passesText = (passes: Practice['passes']): string => (passes === 0 ? '∞' : `×${String(passes)}`);

/** A climb from a speed as "80→100 % +5". */
export const rampText = (base: number, { stepPercent, targetSpeed }: SpeedRamp): string =>
  words().transport.song.ramp(percentOf(base), percentOf(Math.max(base, targetSpeed)), stepPercent);

const percentOf = (speed: number): number => Math.round(speed * 1000) / 10;

/** Tolerance for rounding errors, in beats. */
const roundingBeats = 1e-3;

type Bounds = { readonly startFrames: number; readonly endFrames: number };

/** Where a loop begins or ends as text to edit: a bar where its edge is on one ("9", its last bar for the end), else a time ("0:16.250"). */
export function boundText(frame: number, edge: 'start' | 'end', grid: BeatGrid | null, rate: number): string {
  const beat = grid === null ? null : beatAt(grid, frame / rate);
  if (grid !== null && beat !== null && Math.abs(beat - Math.round(beat)) < roundingBeats) {
    const { bar, beat: inBar } = barOfBeat(grid, Math.round(beat));
    if (inBar === 1 && edge === 'end') return String(bar - 1);
    return inBar === 1 ? String(bar) : `${String(bar)}.${String(inBar)}`;
  }
  return formatMilliseconds(frame / rate);
}

/**
 * The frame of a typed bound: "9" and "9.3" are a bar and a beat of it, where there is a grid; "16 s", "0:16" and "1:02.250" are times. A bar
 * as the end of a loop is part of it. Null for any other text, and for bars without a grid.
 */
export function parseBound(text: string, edge: 'start' | 'end', grid: BeatGrid | null, rate: number): Frames | null {
  const seconds = parseSeconds(text);
  if (seconds !== null) return frames(Math.max(0, seconds * rate));
  const [, bar, beat] = /^(-?\d{1,5})(?:\.(\d{1,2}))?$/.exec(text.trim().replace('−', '-')) ?? [];
  if (bar === undefined || grid === null || beat === '0') return null;
  const first =
    beat === undefined && edge === 'end'
      ? firstBeatOf(grid, Number(bar) + 1)
      : firstBeatOf(grid, Number(bar)) + Number(beat ?? 1) - 1;
  return frames(Math.max(0, secondsOfBeat(grid, first) * rate));
}

function parseSeconds(text: string): number | null {
  const [, hours = '0', minutes, rest] = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,3})?)$/.exec(text.trim()) ?? [];
  if (minutes !== undefined && rest !== undefined) {
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest.replace(',', '.'));
  }
  const [, seconds] = /^(\d{1,5}(?:[.,]\d{1,3})?)\s*s$/i.exec(text.trim()) ?? [];
  return seconds === undefined ? null : Number(seconds.replace(',', '.'));
}

/** A loop in words: "bars 9–16", "bar 9", or "0:16.0–0:24.0" where its edges are on no bar. */
export function boundsText({ startFrames, endFrames }: Bounds, grid: BeatGrid | null, rate: number): string {
  const [from, to] = [boundText(startFrames, 'start', grid, rate), boundText(endFrames, 'end', grid, rate)];
  const areBars = /^-?\d+$/.test(from) && /^-?\d+$/.test(to);
  const text = words().transport.song;
  if (!areBars) return text.times(formatPosition(startFrames / rate), formatPosition(endFrames / rate));
  return from === to ? text.bar(from) : text.bars(from, to);
}
