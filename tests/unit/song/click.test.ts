import { describe, expect, it } from 'vitest';
import { clickSounds } from '#contract';
import { type BeatGrid, secondsOfBeat } from '../../../renderer/song/beat-grid.ts';
import {
  type ClickTrack,
  ClickVoices,
  clickTrack,
  CountInLength,
  mostClickFrames,
} from '../../../renderer/song/click.ts';

const rate = 44_100;
const songFrames = 20 * rate;
/** 120 bpm from half a second on: the song begins with beat 4 of bar 0. */
const even: BeatGrid = { bpm: 120, beatSeconds: [0.5] };
/** From 90 to 110 bpm. */
const ramp: BeatGrid = {
  bpm: 100,
  beatSeconds: Array.from({ length: 33 }, (_, beat) => 0.2 + (beat * 60) / (90 + (20 * beat) / 64)),
};

const strokes = ({ onsets, strengths }: ClickTrack): readonly (readonly [number, number])[] =>
  [...onsets].map((onset, index) => [onset, strengths[index] ?? -1] as const);

/** All clicks of a stretch of output at a speed, in blocks of the given lengths. */
function sound(track: ClickTrack, from: number, speed: number, count: number, block: number): Float64Array {
  const voices = new ClickVoices(rate);
  voices.setSound('beep');
  voices.setTrack(track);
  const output = new Float64Array(count);
  for (let done = 0; done < count; done += block) {
    const run = Math.min(block, count - done);
    voices.follow(from + done * speed, speed, 0, run);
    voices.add(output.subarray(done, done + run), run);
  }
  return output;
}

/** Frames at which a click begins: sound after 10 ms of none. */
function onsetsIn(samples: ArrayLike<number>): readonly number[] {
  const onsets: number[] = [];
  let still = Infinity;
  for (let frame = 0; frame < samples.length; frame += 1) {
    if (samples[frame] === 0) still += 1;
    else {
      // The first sample of a sine is 0.
      if (still > 441) onsets.push(frame - 1);
      still = 0;
    }
  }
  return onsets;
}

describe('the clicks of a song', () => {
  it('lie on every beat from the first frame on, harder on the first of a bar', () => {
    const track = clickTrack(even, 1, 3 * rate, rate);
    expect(strokes(track)).toEqual([
      [0, 1],
      [22_050, 2],
      [44_100, 1],
      [66_150, 1],
      [88_200, 1],
      [110_250, 2],
    ]);
    expect([...track.bars]).toEqual([-66_150, 22_050, 110_250, 198_450]);
  });

  it('can be several to the beat, softer between', () => {
    const track = clickTrack(even, 3, rate, rate);
    expect(strokes(track).slice(0, 5)).toEqual([
      [0, 1],
      [7350, 0],
      [14_700, 0],
      [22_050, 2],
      [29_400, 0],
    ]);
  });

  it('follow a drifting grid and its metres, each within a frame', () => {
    const grid = { ...ramp, downbeat: 1, meters: [{ bar: 3, beats: 3, unit: 4 } as const] };
    const { onsets, strengths } = clickTrack(grid, 1, songFrames, rate);
    const first = [...onsets].findIndex((onset) => onset >= 0.2 * rate - 1);
    for (let beat = 0; beat < 32; beat += 1) {
      expect(Math.abs((onsets[first + beat] ?? 0) - secondsOfBeat(grid, beat) * rate)).toBeLessThan(1);
    }
    const ones = [...strengths.subarray(first, first + 20)].flatMap((strength, beat) => (strength === 2 ? [beat] : []));
    expect(ones).toEqual([1, 5, 9, 12, 15, 18]);
  });

  it.each([1, 0.5, 0.73, 1.37, 2])('sound within a frame of their beat at speed %d, in whatever blocks', (speed) => {
    const track = clickTrack(ramp, 1, songFrames, rate);
    const count = Math.floor((10 * rate) / speed);
    const whole = sound(track, 0, speed, count, mostClickFrames);
    for (const block of [128, 1000, 37]) {
      const other = sound(track, 0, speed, count, block);
      expect(whole.findIndex((sample, frame) => sample !== other[frame])).toBe(-1);
    }
    const heard = onsetsIn(whole);
    const wanted = [...track.onsets].map((onset) => onset / speed).filter((onset) => onset < count - 100);
    expect(heard).toHaveLength(wanted.length);
    for (const [index, onset] of wanted.entries()) expect(Math.abs((heard[index] ?? NaN) - onset)).toBeLessThan(1.01);
  });

  it('are taken back that were struck since, and older ones go on as they sounded then', () => {
    const track = {
      ...clickTrack(even, 1, rate, rate),
      onsets: Int32Array.of(0, 1000),
      strengths: Uint8Array.of(1, 1),
    };
    const voices = new ClickVoices(rate);
    voices.setSound('beep');
    voices.setTrack(track);
    const output = new Float64Array(2000);
    voices.follow(0, 1, 0, 1200);
    voices.add(output, 1200);
    // Back to frame 700, where the first one sounds.
    voices.rewind(500);
    voices.follow(700, 1, 0, 1000);
    voices.add(output.subarray(700), 1000);
    const again = sound(track, 0, 1, 1700, 128);
    const doubled = output.subarray(700, 1000).map((sample, frame) => sample - 2 * (again[700 + frame] ?? 0));
    expect(doubled.every((sample) => Math.abs(sample) < 1e-6)).toBe(true);
    expect([...output.subarray(1200, 1700)]).toEqual([...again.subarray(1200, 1700)]);
  });

  it.each(clickSounds)('of the sound %s differ by strength, never clip, and end within 60 ms', (name) => {
    const peaks = [0, 1, 2].map((strength) => {
      const voices = new ClickVoices(rate);
      voices.setSound(name);
      voices.setTrack({
        ...clickTrack(even, 1, rate, rate),
        onsets: Int32Array.of(0),
        strengths: Uint8Array.of(strength),
      });
      const output = new Float32Array(rate);
      voices.follow(0, 1, 0, 1);
      voices.add(output, rate);
      expect(output.subarray(0.06 * rate).every((sample) => sample === 0)).toBe(true);
      return output.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    });
    expect(peaks[0]).toBeGreaterThan(0.02);
    expect(peaks[1]).toBeGreaterThan((peaks[0] ?? 0) * 1.5);
    expect(peaks[2]).toBeGreaterThan((peaks[1] ?? 0) * 1.5);
    expect(peaks[2]).toBeLessThan(0.6);
  });
});

describe('a count-in', () => {
  const measured = (entry: number, bars: number, speed = 1, grid = even): CountInLength => {
    const length = new CountInLength();
    length.measure(clickTrack(grid, 1, songFrames, rate), bars, entry, speed, rate);
    return length;
  };

  it('is as long as its bars in the tempo of the entry, at any speed', () => {
    expect(measured(22_050, 1)).toMatchObject({ frames: 88_200, beatFrames: 22_050, beatsPerBar: 4 });
    expect(measured(22_050, 2, 0.5)).toMatchObject({ frames: 352_800, beatFrames: 44_100 });
  });

  it('counts on through the beats before a pick-up', () => {
    // The song begins on beat 4: a bar, then three beats.
    expect(measured(0, 1).frames).toBe(88_200 + 3 * 22_050);
  });

  it('takes an entry a few milliseconds early for one on the bar', () => {
    expect(measured(110_250 - 200, 1).frames).toBe(88_200 - 200);
  });

  it('clicks on its beats and not on the entry, the first of each bar accented', () => {
    const length = measured(22_050, 2);
    const voices = new ClickVoices(rate);
    voices.setSound('beep');
    const output = new Float32Array(length.frames);
    for (let done = 0; done < length.frames; done += 128) {
      const run = Math.min(128, length.frames - done);
      voices.countIn(length, done, 0, run);
      voices.add(output.subarray(done, done + run), run);
    }
    const onsets = onsetsIn(output);
    expect(onsets).toHaveLength(8);
    for (const [beat, onset] of onsets.entries()) expect(Math.abs(onset - beat * 22_050)).toBeLessThanOrEqual(1);
    const peakAt = (beat: number): number =>
      output
        .subarray(beat * 22_050, beat * 22_050 + 2000)
        .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    expect([0, 1, 2, 3, 4].map((beat) => peakAt(beat) > 0.3)).toEqual([true, false, false, false, true]);
  });

  it('is none without bars or without a grid', () => {
    const track = clickTrack(even, 1, songFrames, rate);
    expect(new CountInLength().measure(track, 0, 0, 1, rate)).toBe(false);
    const nothing = { ...track, beatsPerBar: new Uint8Array(0) };
    expect(new CountInLength().measure(nothing, 1, 0, 1, rate)).toBe(false);
  });
});
