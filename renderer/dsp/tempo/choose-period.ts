import type { Rhythm } from './rhythm.ts';

/** Values from beat to beat, and how sure that is: 0 a guess, 1 sure. */
export type BeatPeriod = { readonly values: number; readonly confidence: number };

type Candidate = { readonly values: number; readonly likeness: number; readonly score: number };

const slowestBpm = 60;
const fastestBpm = 200;
const candidateRatio = 1.004;
/** How much it counts that the rhythm comes again after one, two, three and four beats. */
const returnWeights = [0.4, 0.25, 0.15, 0.2] as const;
const backbeatWeight = 0.75;
/** Where people tap, in beats a minute, and how far from there they still do, in octaves (after Parncutt, 1994). */
const usualBpm = 125;
const spreadOctaves = 1;
/** Likeness of a rhythm that is no more than chance, and of one that leaves no doubt. */
const chanceLikeness = 0.1;
const clearLikeness = 0.45;
/** How far behind the next best reading of the rhythm must be to leave no doubt. */
const clearMargin = 0.2;

/**
 * The time from beat to beat: a rhythm is like itself one, two, three and four beats later, kick and snare take turns from
 * beat to beat, and moderate tempi are likelier. Null when nothing comes again.
 */
export function choosePeriod(rhythm: Rhythm): BeatPeriod | null {
  const candidates: Candidate[] = [];
  for (let bpm = slowestBpm; bpm <= fastestBpm; bpm *= candidateRatio) candidates.push(judged(rhythm, bpm));
  const best = candidates.reduce((one, other) => (other.score > one.score ? other : one));
  const rival = candidates
    .filter(({ values }) => Math.abs(Math.log2(values / best.values)) > 0.1)
    .reduce((score, other) => Math.max(score, other.score), 0);
  const likeness = clampedTo1((best.likeness - chanceLikeness) / (clearLikeness - chanceLikeness));
  if (likeness === 0) return null;
  const doubt = 1 - clampedTo1((1 - rival / best.score) / clearMargin);
  return { values: sharpened(rhythm, best.values), confidence: likeness * (1 - doubt / 2) };
}

function judged(rhythm: Rhythm, bpm: number): Candidate {
  const values = (60 / bpm) * rhythm.valuesPerSecond;
  const likeness = returnWeights.reduce(
    (sum, weight, index) => sum + weight * highestNear(rhythm.alike, (index + 1) * values),
    0,
  );
  // An odd multiple of the time between kick and snare alternates just as well.
  const backbeat = alternation(rhythm, values) - Math.max(0, alternation(rhythm, values / 3));
  const usual = Math.exp(-0.5 * (Math.log2(bpm / usualBpm) / spreadOctaves) ** 2);
  const score = likeness * (1 + backbeatWeight * Math.max(-1, Math.min(1, backbeat))) * usual;
  return { values, likeness, score };
}

/** High when kick and snare change places from beat to beat. */
function alternation({ answered }: Rhythm, values: number): number {
  const even = at(answered, 2 * values) + at(answered, 4 * values);
  const odd = at(answered, values) + at(answered, 3 * values);
  return (even - odd) / 2;
}

/** The period within a candidate's step at which the returns are highest together. */
function sharpened({ alike }: Rhythm, values: number): number {
  let best = values;
  let highest = -Infinity;
  for (let period = values / 1.015; period <= values * 1.015; period += 0.02) {
    const sum = returnWeights.reduce((total, weight, index) => total + weight * at(alike, (index + 1) * period), 0);
    if (sum > highest) {
      highest = sum;
      best = period;
    }
  }
  return best;
}

function at(row: Float64Array, lag: number): number {
  const before = Math.floor(lag);
  const part = lag - before;
  return (row[before] ?? 0) * (1 - part) + (row[before + 1] ?? 0) * part;
}

function highestNear(row: Float64Array, lag: number): number {
  const reach = Math.max(1, 0.008 * lag);
  let highest = -Infinity;
  for (let near = Math.floor(lag - reach); near <= Math.ceil(lag + reach); near++) {
    highest = Math.max(highest, row[near] ?? 0);
  }
  return highest;
}

const clampedTo1 = (value: number): number => Math.max(0, Math.min(1, value));
