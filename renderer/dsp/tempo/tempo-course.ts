import { type Candidate, candidateRatio, candidatesOf, type Piece } from './period.ts';

/** A tempo that changes by less than this in a song is steady. */
const steadyRatio = 1.03;
/** The fastest change from one window to the next, and what a change costs against the score of a window. */
const mostSteps = Math.round(Math.log(1.05) / Math.log(candidateRatio));
const changeCost = 0.004;
/** Windows with less energy than this against the mean, as in a break, say nothing about the tempo. */
const quietShare = 0.3;

/** The time from beat to beat at each value of the song, in values, and how well the windows support it on average. */
type TempoCourse = { readonly periods: Float64Array; readonly likeness: number; readonly score: number };

/**
 * The course of a tempo that moves, for a song of `count` values; null for a steady one. The course through the windows that they support
 * best and that changes least, by dynamic programming (Viterbi).
 */
export function tempoCourse(pieces: readonly Piece[], count: number): TempoCourse | null {
  const mean = pieces.reduce((sum, { energy }) => sum + energy, 0) / pieces.length;
  if (!(mean > 0)) return null;
  const scored = pieces.map(({ rhythm, energy }) => ({
    weight: Math.min(1, energy / mean),
    tempi: candidatesOf(rhythm),
  }));
  const chosen = courseThrough(scored);
  const heard = chosen.filter((_, at) => (scored[at]?.weight ?? 0) >= quietShare);
  const periods = heard.map(({ values }) => values);
  if (heard.length < 2 || Math.max(...periods) / Math.min(...periods) < steadyRatio) return null;
  const points = chosen.map(({ values }, at) => ({ at: pieces[at]?.middle ?? 0, values }));
  return {
    periods: along(points, count),
    likeness: meanOf(heard.map(({ likeness }) => likeness)),
    score: meanOf(heard.map(({ score }) => score)),
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

type Scored = { readonly weight: number; readonly tempi: readonly Candidate[] };

function courseThrough(windows: readonly Scored[]): readonly Candidate[] {
  const before: Int32Array[] = [];
  let scores = new Float64Array(windows[0]?.tempi.length ?? 0);
  for (const { weight, tempi } of windows) {
    const cameFrom = new Int32Array(tempi.length);
    const next = Float64Array.from(tempi, ({ score }, tempo) => {
      let best = -Infinity;
      for (let step = -mostSteps; step <= mostSteps; step++) {
        const reached = (scores[tempo + step] ?? -Infinity) - changeCost * step * step;
        if (reached > best) [best, cameFrom[tempo]] = [reached, tempo + step];
      }
      return best + weight * score;
    });
    before.push(cameFrom);
    scores = next;
  }
  let tempo = scores.indexOf(Math.max(...scores));
  const course: Candidate[] = [];
  for (let at = windows.length - 1; at >= 0; at--) {
    const candidate = windows[at]?.tempi[tempo];
    if (candidate !== undefined) course.push(candidate);
    tempo = before[at]?.[tempo] ?? 0;
  }
  return course.reverse();
}

type Point = { readonly at: number; readonly values: number };

/** Points at either end whose line goes on beyond them. */
const endPoints = 3;

/** Values 0 to `count` on the straight lines through the points, which ascend. */
function along(points: readonly Point[], count: number): Float64Array {
  let next = 0;
  return Float64Array.from({ length: count }, (_, at) => {
    while ((points[next]?.at ?? Infinity) < at) next++;
    return between(points, next, at);
  });
}

/** On the line from the point before `next` to it, and beyond the points on the line through those at that end. */
function between(points: readonly Point[], next: number, at: number): number {
  if (next === 0) return onLine(points[0], points[Math.min(endPoints, points.length) - 1], at);
  if (next === points.length) return onLine(points[Math.max(0, points.length - endPoints)], points.at(-1), at);
  return onLine(points[next - 1], points[next], at);
}

function onLine(one: Point | undefined, other: Point | undefined, at: number): number {
  if (one === undefined || other === undefined) return NaN;
  const part = other.at === one.at ? 0 : (at - one.at) / (other.at - one.at);
  return one.values + part * (other.values - one.values);
}
