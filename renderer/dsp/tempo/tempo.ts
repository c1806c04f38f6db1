import { choosePeriod, confidenceOf, evened, rhythmOf } from './period.ts';
import { tempoCourse } from './tempo-course.ts';
import { type Beat, beatLine, bridged, continued, smoothed, trackBeats } from './beats.ts';
import { OnsetListener } from './onset-listener.ts';

/** `beatSeconds`: from the start of what was pushed, ascending. Confidence: 0 a guess, 1 sure. */
export type HeardTempo = {
  readonly bpm: number;
  readonly confidence: number;
  readonly beatSeconds: readonly number[];
};

const shortestSeconds = 6;
/** From here on, against the variance of onsets, a beat is struck for certain. */
const firmWeight = 1;
/** How much better the windows of a song must support a tempo that moves than the whole song supports a steady one. */
const clearlyBetter = 1.1;

/**
 * Finds tempo and beats, best from drums. Keeps about 2 kB for a second of sound. The beats go on evenly, before what is
 * struck first and after what is struck last, to both ends of what was pushed.
 */
export class TempoListener {
  readonly #onsets: OnsetListener;
  readonly #sampleRate: number;
  #frames = 0;

  /** In Hz; the tempo does not depend on it. */
  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#onsets = new OnsetListener(sampleRate);
  }

  /** The next `count` frames, the first of both arrays. */
  push(left: Float32Array, right: Float32Array, count: number): void {
    this.#frames += count;
    this.#onsets.push(left, right, count);
  }

  /** Null when no beat can be heard, as in sound of less than 6 s. Tempi from 60 to 200 beats a minute. */
  finish(): HeardTempo | null {
    const lengthSeconds = this.#frames / this.#sampleRate;
    if (lengthSeconds < shortestSeconds) return null;
    const onsets = this.#onsets.finish();
    const { whole, pieces } = rhythmOf(onsets);
    const strokes = evened(onsets.struck, onsets.valuesPerSecond);
    const steady = choosePeriod(whole);
    const course = tempoCourse(pieces, strokes.length);
    const isMoving = course !== null && course.score > (steady?.score ?? 0) * clearlyBetter;
    const confidence = isMoving ? confidenceOf(course.likeness) : (steady?.confidence ?? 0);
    if (confidence === 0 || (!isMoving && steady === null)) return null;
    const level = (period: number): Float64Array => new Float64Array(strokes.length).fill(period);
    const periods = isMoving ? course.periods : level(steady?.values ?? 0);
    const first = trackedBeats(strokes, periods);
    const step = beatLine(first)?.step;
    if (step === undefined) return null;
    const beats = bridged(isMoving ? first : trackedBeats(strokes, level(step)));
    const line = beatLine(beats);
    if (line === null) return null;
    const { valuesPerSecond, firstSeconds } = onsets;
    const end = (lengthSeconds - firstSeconds) * valuesPerSecond;
    const beatSeconds = continued(beats, -firstSeconds * valuesPerSecond, end, isMoving).map(
      (value) => firstSeconds + value / valuesPerSecond,
    );
    return { bpm: (60 * valuesPerSecond) / line.step, confidence, beatSeconds };
  }
}

/** `periods`: the time from beat to beat at each stroke value. */
function trackedBeats(strokes: Float64Array, periods: Float64Array): readonly Beat[] {
  const soft = smoothed(strokes, (periods[0] ?? 0) / 32);
  return trackBeats(soft, periods).map((beat) => ({
    value: beat + peakOffset(soft, beat),
    weight: Math.max(0, Math.min(firmWeight, soft[beat] ?? 0)),
  }));
}

/** From a value to the top of the parabola through it and its neighbours, when it is a peak. */
function peakOffset(row: Float64Array, at: number): number {
  const before = row[at - 1] ?? 0;
  const here = row[at] ?? 0;
  const after = row[at + 1] ?? 0;
  return here > before && here > after ? (before - after) / (2 * (before - 2 * here + after)) : 0;
}
