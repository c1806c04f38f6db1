import FFT from 'fft.js';
import type { OnsetStrength } from './onset-listener.ts';

/** Likeness of a row to itself at every lag from 0 on: the mean of its products with itself, shifted. */
class LagLikeness {
  readonly #size: number;
  readonly #fft: FFT;
  readonly #spectrum: Float64Array;
  readonly #product: Float64Array;

  /** For rows of at most `length` values and lags under `lags`. */
  constructor(length: number, lags: number) {
    this.#size = 2 ** Math.ceil(Math.log2(length + lags));
    this.#fft = new FFT(this.#size);
    this.#spectrum = new Float64Array(2 * this.#size);
    this.#product = new Float64Array(2 * this.#size);
  }

  /** Adds the likeness at each lag to `sums`. By the Wiener-Khinchin theorem, through spectra. */
  add(row: Float64Array, sums: Float64Array): void {
    this.#transform(row, this.#spectrum);
    for (let at = 0; at < 2 * this.#size; at += 2) {
      this.#product[at] = (this.#spectrum[at] ?? 0) ** 2 + (this.#spectrum[at + 1] ?? 0) ** 2;
      this.#product[at + 1] = 0;
    }
    this.#fft.inverseTransform(this.#spectrum, this.#product);
    for (let lag = 0; lag < sums.length; lag++) {
      sums[lag] = (sums[lag] ?? 0) + (this.#spectrum[2 * lag] ?? 0) / (row.length - lag);
    }
  }

  #transform(row: Float64Array, into: Float64Array): void {
    const padded = new Float64Array(this.#size);
    padded.set(row);
    this.#fft.realTransform(into, padded);
    this.#fft.completeSpectrum(into);
  }
}

/** How alike a rhythm is to itself some values later. */
export type Rhythm = {
  readonly valuesPerSecond: number;
  /** All that is struck: 1 at lag 0. */
  readonly alike: Float64Array;
  /** Kick less snare: 1 at lag 0, below 0 at the lag from the one to the other. */
  readonly answered: Float64Array;
  /** The snare alone: 1 at lag 0. */
  readonly snare: Float64Array;
  /** Whether a snare plays beside the kick: 0 none, 1 certainly. */
  readonly snareShare: number;
};

/** How much later than its click the low part of a kick is strongest, at most. */
const clickSeconds = 0.05;
/** What is so much louder than the click that a kick of its strength has is a snare; and at least so loud, against the loudest. */
const clickMargin = 1.3;
const softestSnare = 0.25;
/** Energy of the snare against the kick's: where there is none but a roll now and then, and where one plays with the kick. */
const noSnare = 0.1;
const playedSnare = 0.25;
const windowSeconds = 12;
const hopSeconds = 3;
const longestLagSeconds = 4.2;

/** The rhythm of a window of the song around the value `middle`. */
export type Piece = { readonly middle: number; readonly rhythm: Rhythm; readonly energy: number };

/**
 * Autocorrelation of the onset strength in windows, and their average: a tempo that moves a little blurs it less than one over the
 * whole would. Each window counts by how much is struck in it, up to what is usual.
 */
export function rhythmOf(onsets: OnsetStrength): { readonly whole: Rhythm; readonly pieces: readonly Piece[] } {
  const { valuesPerSecond } = onsets;
  const length = Math.min(onsets.struck.length, Math.round(windowSeconds * valuesPerSecond));
  const lags = Math.min(length >> 1, Math.round(longestLagSeconds * valuesPerSecond));
  const snareStrokes = snareAlone(onsets);
  const contrast = onsets.kick.map((kick, at) => kick - (snareStrokes[at] ?? 0));
  const rows = [onsets.struck, contrast, snareStrokes].map((row) => evened(row, valuesPerSecond));
  const snareEnergy = energyOf(snareStrokes) / Math.max(energyOf(onsets.kick), Number.MIN_VALUE);
  const snareShare = clampedTo1((snareEnergy - noSnare) / (playedSnare - noSnare));
  const rhythm = ([alike, answered, snare]: readonly Float64Array[]): Rhythm => ({
    ...{ valuesPerSecond, snareShare },
    ...{ alike: scaled(alike), answered: scaled(answered), snare: scaled(snare) },
  });
  const likeness = new LagLikeness(length, lags);
  const sums = rows.map(() => new Float64Array(lags));
  const pieces: Piece[] = [];
  const hop = Math.round(hopSeconds * valuesPerSecond);
  for (let from = 0; from + length <= onsets.struck.length; from += hop) {
    const own = rows.map((row) => {
      const sum = new Float64Array(lags);
      likeness.add(row.subarray(from, from + length), sum);
      return sum;
    });
    for (const [index, sum] of sums.entries())
      own[index]?.forEach((value, lag) => (sum[lag] = (sum[lag] ?? 0) + value));
    pieces.push({ middle: from + length / 2, rhythm: rhythm(own), energy: own[0]?.[0] ?? 0 });
  }
  return { whole: rhythm(sums), pieces };
}

/**
 * The strokes of the snare, without what a kick is heard of in its bands: its click, which comes before its low part. How loud a click is
 * beside that is taken from where the kick is strong.
 */
function snareAlone({ kick, snare, valuesPerSecond }: OnsetStrength): Float32Array {
  const behind = Math.round(clickSeconds * valuesPerSecond);
  const body = kick.map((_, at) =>
    kick.subarray(Math.max(0, at - 1), at + behind).reduce((most, value) => Math.max(most, value), 0),
  );
  const strong = quantile(body, 0.97);
  const loud = softestSnare * quantile(snare, 0.99);
  const isClick = (value: number, at: number): boolean =>
    value > loud && (body[at] ?? 0) > strong / 2 && value > (snare[at - 1] ?? 0) && value >= (snare[at + 1] ?? 0);
  const clicks = snare
    .map((value, at) => (isClick(value, at) ? value / (body[at] ?? 1) : NaN))
    .filter((ratio) => ratio >= 0);
  const click = quantile(clicks, 0.5);
  return snare.map((value, at) => (value > loud && value > clickMargin * click * (body[at] ?? 0) ? value : 0));
}

function quantile(values: Float32Array, part: number): number {
  const sorted = values.toSorted();
  return sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
}

const energyOf = (row: Float32Array): number => row.reduce((sum, value) => sum + value * value, 0);

function scaled(row: Float64Array = new Float64Array(0)): Float64Array {
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

/** Values from beat to beat, and how sure that is: 0 a guess, 1 sure. */
type BeatPeriod = { readonly values: number; readonly confidence: number; readonly score: number };

export type Candidate = { readonly values: number; readonly likeness: number; readonly score: number };

const slowestBpm = 60;
const fastestBpm = 200;
export const candidateRatio = 1.004;
/** How much it counts that the rhythm comes again after one, two, three and four beats. */
const returnWeights = [0.4, 0.25, 0.15, 0.2] as const;
const backbeatWeight = 0.75;
/** How much it counts that beats are halved by strokes, and the halves are not. */
const halvesWeight = 0.9;
/** Likeness of halves against that of beats: of other strokes, at most, and of the same, at least. */
const otherStroke = 0.75;
const sameStroke = 0.95;
/** How much it counts that the snare comes on every other beat. */
const everyOtherWeight = 0.5;
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
 * beat to beat, the snare comes on every other one, most strokes lie on halves of a beat, and moderate tempi are likelier. Null when
 * nothing comes again.
 */
export function choosePeriod(rhythm: Rhythm): BeatPeriod | null {
  const candidates = candidatesOf(rhythm);
  const best = candidates.reduce((one, other) => (other.score > one.score ? other : one));
  const rival = candidates
    .filter(({ values }) => Math.abs(Math.log2(values / best.values)) > 0.1)
    .reduce((score, other) => Math.max(score, other.score), 0);
  const likeness = confidenceOf(best.likeness);
  if (likeness === 0) return null;
  const doubt = 1 - clampedTo1((1 - rival / best.score) / clearMargin);
  return { values: sharpened(rhythm, best.values), confidence: likeness * (1 - doubt / 2), score: best.score };
}

/** How sure a rhythm is that is so much like itself: 0 chance, 1 no doubt. */
export const confidenceOf = (likeness: number): number =>
  clampedTo1((likeness - chanceLikeness) / (clearLikeness - chanceLikeness));

/** Every tempo in question, from the slowest on, each `candidateRatio` times as fast as the one before, as the rhythm supports it. */
export function candidatesOf(rhythm: Rhythm): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let bpm = slowestBpm; bpm <= fastestBpm; bpm *= candidateRatio) candidates.push(judged(rhythm, bpm));
  return candidates;
}

function judged(rhythm: Rhythm, bpm: number): Candidate {
  const values = (60 / bpm) * rhythm.valuesPerSecond;
  const likeness = returnWeights.reduce(
    (sum, weight, index) => sum + weight * highestNear(rhythm.alike, (index + 1) * values),
    0,
  );
  // An odd multiple of the time between kick and snare alternates just as well.
  const backbeat = rhythm.snareShare * (alternation(rhythm, values) - Math.max(0, alternation(rhythm, values / 3)));
  const usual = Math.exp(-0.5 * (Math.log2(bpm / usualBpm) / spreadOctaves) ** 2);
  const halves = halvesOf(rhythm, values) - Math.max(0, at(rhythm.alike, values / 4));
  const everyOther =
    rhythm.snareShare * (Math.max(0, at(rhythm.snare, 2 * values)) - Math.max(0, at(rhythm.snare, values)));
  const score =
    likeness *
    (1 + backbeatWeight * Math.max(-1, Math.min(1, backbeat))) *
    (1 + halvesWeight * halves) *
    (1 + everyOtherWeight * everyOther) *
    usual;
  return { values, likeness, score };
}

/** How alike the halves of beats are to the beats; none when they are as alike as beats to each other, for then they are beats themselves. */
function halvesOf({ alike }: Rhythm, values: number): number {
  const half = Math.max(0, at(alike, values / 2));
  const whole = Math.max(at(alike, values), at(alike, 2 * values), at(alike, 4 * values));
  return half * clampedTo1((sameStroke - half / whole) / (sameStroke - otherStroke));
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
