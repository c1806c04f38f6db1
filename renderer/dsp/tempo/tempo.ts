import { choosePeriod, evened, rhythmOf } from './period.ts';
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
    const period = choosePeriod(rhythmOf(onsets));
    if (period === null) return null;
    const strokes = evened(onsets.struck, onsets.valuesPerSecond);
    const first = beatLine(trackedBeats(strokes, period.values));
    const beats = first && bridged(trackedBeats(strokes, first.step));
    const line = beats && beatLine(beats);
    if (!line) return null;
    const { valuesPerSecond, firstSeconds } = onsets;
    const end = (lengthSeconds - firstSeconds) * valuesPerSecond;
    const beatSeconds = continued(beats, -firstSeconds * valuesPerSecond, end).map(
      (value) => firstSeconds + value / valuesPerSecond,
    );
    return { bpm: (60 * valuesPerSecond) / line.step, confidence: period.confidence, beatSeconds };
  }
}

function trackedBeats(strokes: Float64Array, period: number): readonly Beat[] {
  const soft = smoothed(strokes, period / 32);
  return trackBeats(soft, period).map((beat) => ({
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
