import type { ClickSound } from '#contract';
import { barOfBeat, beatAt, type BeatGrid, firstBeatOf, meterAt, secondsOfBeat } from './beat-grid.ts';

/** How hard a click is struck: between two beats, on a beat, on the first of a bar. */
export type ClickStrength = 0 | 1 | 2;

/** Every click of a song, in whole frames of the song, and the bars for a count-in. Plain arrays, so that the audio thread can take it. */
export type ClickTrack = {
  /** Ascending. */
  readonly onsets: Int32Array<ArrayBuffer>;
  readonly strengths: Uint8Array<ArrayBuffer>;
  /** Where each bar begins, from the one that holds the song's first frame (so it may be negative) to the first one past its end. */
  readonly bars: Int32Array<ArrayBuffer>;
  /** Beats of each bar. */
  readonly beatsPerBar: Uint8Array<ArrayBuffer>;
};

/** Lays the clicks of a grid over a song of `songFrames` at `rate` (Hz), `perBeat` to the beat. */
export function clickTrack(grid: BeatGrid, perBeat: number, songFrames: number, rate: number): ClickTrack {
  const frameOf = (beat: number): number => Math.round(secondsOfBeat(grid, beat) * rate);
  const firstBar = barOfBeat(grid, Math.floor(beatAt(grid, 0) + 1e-6)).bar;
  const onsets: number[] = [];
  const strengths: ClickStrength[] = [];
  const bars = [frameOf(firstBeatOf(grid, firstBar))];
  const beatsPerBar: number[] = [];
  for (let bar = firstBar; (bars.at(-1) ?? 0) < songFrames; bar += 1) {
    const { beats } = meterAt(grid, Math.max(1, bar));
    const first = firstBeatOf(grid, bar);
    for (let click = 0; click < beats * perBeat; click += 1) {
      const frame = frameOf(first + click / perBeat);
      if (frame < 0 || frame >= songFrames) continue;
      onsets.push(frame);
      strengths.push(click === 0 ? 2 : click % perBeat === 0 ? 1 : 0);
    }
    bars.push(Math.max((bars.at(-1) ?? 0) + 1, frameOf(first + beats)));
    beatsPerBar.push(beats);
  }
  return {
    onsets: Int32Array.from(onsets),
    strengths: Uint8Array.from(strengths),
    bars: Int32Array.from(bars),
    beatsPerBar: Uint8Array.from(beatsPerBar),
  };
}

/** So far before a bar its entry counts as on it: what rounding and a quick hand miss by. */
const earlySeconds = 0.01;

/** The index of the last value at or before `at` in an ascending row, by bisection; -1 when there is none. */
function lastAtOrBefore(row: Int32Array, at: number): number {
  let low = -1;
  let high = row.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((row[middle] ?? Infinity) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** A count-in: beats at an even distance, in frames of output. */
export type CountInBeats = { readonly frames: number; readonly beatFrames: number; readonly beatsPerBar: number };

/**
 * The length of a count-in, whose beats end where playback enters. From within a bar, as after a pick-up, the beats
 * of that bar before the entry are counted as well. Measured in place, so that the audio thread allocates nothing.
 */
export class CountInLength {
  frames = 0;
  beatFrames = 1;
  beatsPerBar = 4;

  /**
   * Measures `bars` bars before the song frame `entry`, in the tempo and metre there, at `speed` song frames per frame of output. Returns
   * false when there is nothing to count.
   */
  measure(track: ClickTrack, bars: number, entry: number, speed: number, rate: number): boolean {
    const last = track.beatsPerBar.length - 1;
    if (bars === 0 || last < 0) return false;
    const bar = Math.min(Math.max(0, lastAtOrBefore(track.bars, entry + earlySeconds * rate)), last);
    const start = track.bars[bar] ?? 0;
    const length = (track.bars[bar + 1] ?? 0) - start;
    this.beatsPerBar = track.beatsPerBar[bar] ?? 4;
    this.frames = Math.round((bars * length + entry - start) / speed);
    this.beatFrames = length / this.beatsPerBar / speed;
    return true;
  }
}

/** Seconds that a click sounds, and within which it fades to nothing. */
const clickSeconds = 0.06;
const endSeconds = 0.005;
/** Linear amplitude of each strength: 6 dB apart. */
const amplitudes = [0.125, 0.25, 0.5] as const;

/** The pitches of each strength in Hz. The beep has those of REAPER's default metronome. */
const pitches: Readonly<Record<ClickSound, readonly [number, number, number]>> = {
  beep: [600, 800, 1600],
  wood: [760, 950, 1270],
  tick: [2600, 3200, 4400],
};

/** The sound of one click, at `rate` (Hz). */
function clickSamples(sound: ClickSound, strength: ClickStrength, rate: number): Float32Array {
  const pitch = pitches[sound][strength];
  const amplitude = amplitudes[strength];
  return Float32Array.from({ length: Math.round(clickSeconds * rate) }, (_, frame) => {
    const seconds = frame / rate;
    const end = Math.min(1, (clickSeconds - seconds) / endSeconds);
    return amplitude * end * shapeOf(sound, pitch, seconds);
  });
}

function shapeOf(sound: ClickSound, pitch: number, seconds: number): number {
  const turn = 2 * Math.PI * pitch * seconds;
  switch (sound) {
    case 'beep':
      return Math.min(1, seconds / 0.001) * Math.exp(-seconds / 0.015) * Math.sin(turn);
    case 'wood':
      // A bar of wood: its second mode lies at 2.76 times the first.
      return (
        Math.min(1, seconds / 0.0005) *
        (0.75 * Math.exp(-seconds / 0.009) * Math.sin(turn) + 0.4 * Math.exp(-seconds / 0.003) * Math.sin(2.76 * turn))
      );
    case 'tick':
      return Math.exp(-seconds / 0.002) * (0.6 * Math.sin(turn) + 0.4 * Math.sin(1.71 * turn));
  }
}

/** Clicks that may sound at once, or begin in the frames of one `add`: at 400 bpm in quarters of a beat there are three. */
const voiceCount = 8;
/** The most frames of one `add`. */
export const mostClickFrames = 2048;
const silence = new Float32Array(0);

/**
 * Strikes the clicks of a track, for live sound and for a file alike: what it adds depends on the song frames alone. Nothing is allocated
 * but in `setSound`.
 */
export class ClickVoices {
  readonly #rate: number;
  #samples: readonly Float32Array[] = [silence, silence, silence];
  /** What each voice sounds, and how many frames of it are done; negative before it begins. */
  readonly #sounding: Float32Array[] = Array.from({ length: voiceCount }, () => silence);
  readonly #done = new Int32Array(voiceCount);
  #turn = 0;
  #track: ClickTrack | null = null;
  /** The next click of the track, while playback runs on to `#expected`. */
  #next = 0;
  #expected = NaN;

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** Sets the sound of the clicks that are struck from now on. */
  setSound(sound: ClickSound): void {
    this.#samples = ([0, 1, 2] as const).map((strength) => clickSamples(sound, strength, this.#rate));
  }

  setTrack(track: ClickTrack | null): void {
    this.#track = track;
    this.#expected = NaN;
  }

  /**
   * Strikes the clicks on the output frames `[at, at + count)` of the next `add`, the first of which plays song frame `position`, each next
   * one `speed` later.
   */
  follow(position: number, speed: number, at: number, count: number): void {
    const track = this.#track;
    if (track === null) return;
    if (Math.abs(position - this.#expected) > nearlyFrames || Number.isNaN(this.#expected)) {
      this.#next = lastAtOrBefore(track.onsets, position - speed + nearlyFrames) + 1;
    }
    for (; this.#next < track.onsets.length; this.#next += 1) {
      const offset = Math.ceil(((track.onsets[this.#next] ?? 0) - position) / speed - nearlyFrames);
      if (offset >= count) break;
      this.#strike(track.strengths[this.#next] ?? 0, at + Math.max(0, offset));
    }
    this.#expected = position + count * speed;
  }

  /** Strikes the clicks of a count-in on the output frames `[at, at + count)` of the next `add`; `done` frames of it are over. */
  countIn({ frames, beatFrames, beatsPerBar }: CountInBeats, done: number, at: number, count: number): void {
    this.#expected = NaN;
    for (let beat = Math.max(0, Math.ceil((done - 0.5) / beatFrames)); ; beat += 1) {
      const onset = Math.round(beat * beatFrames);
      if (onset >= done + count || onset >= frames - earlySeconds * this.#rate) break;
      if (onset >= done) this.#strike(beat % beatsPerBar === 0 ? 2 : 1, at + onset - done);
    }
  }

  /** Lets what sounds be as it was `frames` ago, before playback goes on from there: what was struck since is struck again. */
  rewind(frames: number): void {
    for (let voice = 0; voice < voiceCount; voice += 1) {
      const done = this.#done[voice] ?? 0;
      if (done >= (this.#sounding[voice]?.length ?? 0)) continue;
      if (done < frames) this.#sounding[voice] = silence;
      this.#done[voice] = Math.max(0, done - frames);
    }
  }

  #strike(strength: number, offset: number): void {
    this.#sounding[this.#turn] = this.#samples[strength] ?? silence;
    this.#done[this.#turn] = -offset;
    this.#turn = (this.#turn + 1) % voiceCount;
  }

  /** Adds the next `count` frames (at most `mostClickFrames`) of every sounding click to an output, from its start. */
  add(output: Float32Array | Float64Array, count: number): void {
    for (let voice = 0; voice < voiceCount; voice += 1) {
      const samples = this.#sounding[voice] ?? silence;
      const done = this.#done[voice] ?? 0;
      if (done >= samples.length) continue;
      const end = Math.min(count, samples.length - done);
      for (let frame = Math.max(0, -done); frame < end; frame += 1) {
        output[frame] = (output[frame] ?? 0) + (samples[done + frame] ?? 0);
      }
      this.#done[voice] = done + count;
    }
  }
}

/** Positions this near are the same: what many additions of a speed miss by. */
const nearlyFrames = 1e-6;
