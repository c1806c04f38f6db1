import { type Decibels, decibels, type Frames, frames, type LevelStretch, mostStretches, type StemId } from '#contract';
import { gainOf } from './levels.ts';

/** The fade inside both ends of a stretch; a stretch shorter than two of them has its halves. */
const fadeSeconds = 0.01;

/**
 * What the stretches of one stem do to it: linear gains at frames of the song, ascending, with straight lines between them. Before the first
 * and after the last of them the gain is 1. Plain arrays, so that the audio thread can take it.
 */
export type GainCurve = { readonly frames: Int32Array<ArrayBuffer>; readonly gains: Float32Array<ArrayBuffer> };

/** The gains of a stem at a rate in Hz; null where no stretch changes it. Where stretches overlap the first one counts. */
export function gainCurve(stretches: readonly LevelStretch[], stemId: StemId, rate: number): GainCurve | null {
  const points: { readonly frame: number; readonly gain: number }[] = [];
  const own = stretches.filter((stretch) => stretch.stemId === stemId);
  let free = -Infinity;
  for (const { startFrames, endFrames, levelDb } of own.toSorted((one, other) => one.startFrames - other.startFrames)) {
    const start = Math.max(startFrames, free);
    if (endFrames - start < 2) continue;
    const fade = Math.min(Math.round(rate * fadeSeconds), Math.floor((endFrames - start) / 2));
    const gain = gainOf(levelDb);
    points.push({ frame: start, gain: 1 }, { frame: start + fade, gain });
    points.push({ frame: endFrames - fade, gain }, { frame: endFrames, gain: 1 });
    free = endFrames;
  }
  if (points.every(({ gain }) => gain === 1)) return null;
  return {
    frames: Int32Array.from(points, ({ frame }) => frame),
    gains: Float32Array.from(points, ({ gain }) => gain),
  };
}

/** The index of the last point at or before a frame, by bisection; -1 before the first. */
function pointBefore({ frames: at }: GainCurve, frame: number): number {
  let low = -1;
  let high = at.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? Infinity) <= frame) low = middle;
    else high = middle;
  }
  return low;
}

/** The linear gain between a point and the next one. */
function gainAfter({ frames: at, gains }: GainCurve, point: number, frame: number): number {
  if (point < 0 || point >= at.length - 1) return 1;
  const from = at[point] ?? 0;
  const length = (at[point + 1] ?? 0) - from;
  const gain = gains[point] ?? 1;
  return length === 0 ? gain : gain + (((gains[point + 1] ?? 1) - gain) * (frame - from)) / length;
}

/** The linear gain at a frame of the song. */
export const gainAt = (curve: GainCurve, frame: number): number => gainAfter(curve, pointBefore(curve, frame), frame);

/** Whether the gain is 1 throughout `[from, from + count)`. */
export function isUnity(curve: GainCurve, from: number, count: number): boolean {
  const first = pointBefore(curve, from);
  const last = pointBefore(curve, from + count - 1);
  if (first !== last) return false;
  return gainAfter(curve, first, from) === 1 && gainAfter(curve, first, from + count - 1) === 1;
}

/**
 * Writes `gainAt` of the song frames `from` on, times the envelope (indexed as the output; null: 1), into `[at, at + count)` of `into`, which
 * may be the envelope. Allocates nothing.
 */
export function writeGains(
  curve: GainCurve,
  from: number,
  count: number,
  envelope: Float32Array | null,
  into: Float32Array,
  at: number,
): void {
  let point = pointBefore(curve, from);
  for (let frame = 0; frame < count; frame += 1) {
    while (point + 1 < curve.frames.length && (curve.frames[point + 1] ?? Infinity) <= from + frame) point += 1;
    into[at + frame] = gainAfter(curve, point, from + frame) * (envelope === null ? 1 : (envelope[at + frame] ?? 0));
  }
}

/** Multiplies the first `count` frames of two channels, which are the song frames from `from` on. Allocates nothing. */
export function applyGains(
  curve: GainCurve,
  from: number,
  count: number,
  left: Float32Array,
  right: Float32Array,
): void {
  if (count <= 0 || isUnity(curve, from, count)) return;
  writeGains(curve, from, count, left, left, 0);
  writeGains(curve, from, count, right, right, 0);
}

/** With a stretch in place of what its stem had there: others of that stem are cut, and split when it lies inside of them. */
export function withStretch(stretches: readonly LevelStretch[], added: LevelStretch): readonly LevelStretch[] {
  const cut = stretches.flatMap((stretch): readonly LevelStretch[] => {
    const isApart =
      stretch.stemId !== added.stemId ||
      stretch.endFrames <= added.startFrames ||
      stretch.startFrames >= added.endFrames;
    if (isApart) return [stretch];
    const before = { ...stretch, endFrames: added.startFrames };
    const after = { ...stretch, startFrames: added.endFrames };
    return [before, after].filter(({ startFrames, endFrames }) => endFrames - startFrames >= shortestStretch);
  });
  if (cut.length >= mostStretches) return stretches;
  return [...cut, added].sort((one, other) => one.startFrames - other.startFrames);
}

/** Shorter than this is no stretch: 50 ms at 44.1 kHz, as the shortest loop. */
export const shortestStretch = 2205;

/** Moves an edge of a stretch, up to its neighbours of the same stem and the ends of the song. */
export function withStretchEdge(
  stretches: readonly LevelStretch[],
  index: number,
  edge: 'start' | 'end',
  to: number,
  songFrames: number,
): readonly LevelStretch[] {
  const moved = stretches[index];
  if (moved === undefined) return stretches;
  const others = stretches.filter(({ stemId }, at) => stemId === moved.stemId && at !== index);
  const { startFrames, endFrames } = moved;
  const least =
    edge === 'end'
      ? startFrames + shortestStretch
      : Math.max(0, ...others.map((other) => other.endFrames).filter((end) => end <= startFrames));
  const most =
    edge === 'start'
      ? endFrames - shortestStretch
      : Math.min(songFrames, ...others.map((other) => other.startFrames).filter((start) => start >= endFrames));
  if (least > most) return stretches;
  const frame: Frames = frames(Math.min(Math.max(to, least), most));
  const change = edge === 'start' ? { startFrames: frame } : { endFrames: frame };
  return stretches.map((stretch, at) => (at === index ? { ...stretch, ...change } : stretch));
}

/** The lowest level that a stretch can be dragged to before it is muted. */
const lowestDb = -36;
/** The share of a lane's height, from its top, that levels take; below it is muted. */
const levelShare = 0.9;

/** The level of a stretch at a height of its lane, 0 at the top and 1 at the bottom, in half decibels. */
export function stretchLevelAt(height: number): Decibels {
  if (height > levelShare) return decibels(-Infinity);
  return decibels(Math.min(0, Math.round((height / levelShare) * lowestDb * 2) / 2) + 0);
}

/** The height of a level in its lane, 0 at the top and 1 at the bottom. */
export const stretchHeightOf = (levelDb: Decibels): number =>
  levelDb === -Infinity ? 1 : Math.min(levelShare, (levelDb / lowestDb) * levelShare);

/** A level some decibels higher or lower; under the lowest one muted, and from muted up the lowest one. */
export function stretchLevelBy(levelDb: Decibels, stepDb: number): Decibels {
  if (levelDb === -Infinity) return decibels(stepDb > 0 ? lowestDb : -Infinity);
  const to = Math.round((levelDb + stepDb) * 10) / 10;
  return decibels(to < lowestDb ? -Infinity : Math.min(0, to));
}
