import { describe, expect, it } from 'vitest';
import { pageFrames } from '../../../renderer/engine/page-cache/pages.ts';
import { rise } from '../../../renderer/engine/reader/loop-path.ts';
import { largestError, largestStep, noiseStem, ReaderRig, type Stereo } from './reader-rig.ts';

const fade = 221;
const seam = 176;
const song = (seconds = 2): Stereo => noiseStem(Math.round(44100 * seconds), 7);
const constant = (length: number, value: number): Stereo => ({
  left: new Float32Array(length).fill(value),
  right: new Float32Array(length).fill(value),
});

describe('a stem reader', () => {
  it('gives every frame of a stem once and in order, from the first one on', () => {
    const stem = song();
    const rig = new ReaderRig([stem]).fillAll();
    rig.line.ask({ isPlaying: true });
    rig.render(690);
    expect(largestError(rig.heard(0).left, 0, stem.left)).toBe(0);
    expect(largestError(rig.heard(0).right, 0, stem.right)).toBe(0);
  });

  it('is silent and says so when the song is over', () => {
    const rig = new ReaderRig([song(0.1)]).fillAll();
    rig.line.seek(0);
    rig.line.ask({ isPlaying: true });
    rig.render(60);
    expect(rig.ended).toEqual([1]);
    expect(
      rig
        .heard(0)
        .left.subarray(4410)
        .every((sample) => sample === 0),
    ).toBe(true);
    rig.line.seek(2000);
    rig.render(10);
    expect(
      rig
        .heard(0)
        .left.subarray(60 * 128)
        .some((sample) => sample !== 0),
    ).toBe(true);
  });

  it('ends at once when it is started at the end', () => {
    const rig = new ReaderRig([song(0.1)]).fillAll();
    rig.line.seek(4410);
    rig.line.ask({ isPlaying: true });
    rig.render(3);
    expect(rig.ended).toEqual([1]);
  });

  it('keeps 90 dB in 16-bit pages, and does not clip what is over full scale', () => {
    const loud = noiseStem(30_000, 3);
    const stem = { left: loud.left.map((sample) => sample * 3), right: loud.right.map((sample) => sample * 3) };
    const rig = new ReaderRig([stem], 'int16').fillAll();
    rig.line.ask({ isPlaying: true });
    rig.render(240);
    const { left } = rig.heard(0);
    const signal = stem.left.reduce((sum, sample) => sum + sample ** 2, 0);
    const error = stem.left.reduce((sum, sample, index) => sum + (sample - (left[index] ?? 0)) ** 2, 0);
    expect(10 * Math.log10(signal / error)).toBeGreaterThan(90);
  });

  it('starts anywhere with a fade of 5 ms and is exact after it', () => {
    const stem = song();
    const rig = new ReaderRig([stem]).fillAll();
    rig.line.seek(20_001);
    rig.line.ask({ isPlaying: true });
    rig.render(100);
    const { left } = rig.heard(0);
    expect(left[0]).toBeCloseTo((stem.left[20_001] ?? 0) * rise(0, fade), 6);
    expect(largestError(left, fade, stem.left.slice(20_001 + fade, 30_000))).toBe(0);
  });

  it('waits in silence until every stem has its first pages, then starts them together', () => {
    const stems = [song(), song()];
    const rig = new ReaderRig(stems);
    rig.fill(0, 0);
    rig.fill(0, 1);
    rig.line.ask({ isPlaying: true });
    rig.render(10);
    rig.fill(1, 0);
    rig.fill(1, 1);
    rig.render(10);
    for (const row of [0, 1]) {
      const { left } = rig.heard(row);
      expect(left.subarray(0, 1280).every((sample) => sample === 0)).toBe(true);
      expect(largestError(left, 1280, stems[row]?.left.slice(0, 1280) ?? new Float32Array(0))).toBe(0);
    }
  });

  it('does not wait for ever for a stem whose pages do not come', () => {
    const rig = new ReaderRig([song(), song()]);
    rig.fill(0, 0);
    rig.line.ask({ isPlaying: true });
    rig.render(Math.ceil((3 * 44100) / 128) + 1);
    expect(rig.line.log.spanAt(Infinity)?.rate).toBe(1);
  });

  it('keeps all stems at one playhead through seeks, loops and a missing page', () => {
    const stems = [song(), song(), song()];
    const rig = new ReaderRig(stems).fillAll();
    rig.table.publish(1, 2, -1);
    rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: 1000, loopEnd: 30_011 });
    rig.render(300);
    rig.line.seek(40_000);
    rig.render(100);
    expect(rig.heard(2)).toEqual(rig.heard(0));
    expect(rig.line.log.dropouts()).toBeGreaterThan(0);
    const [whole, gapped] = [rig.heard(0).left, rig.heard(1).left];
    // Where the gate is open the stem is where the others are.
    expect(largestError(gapped, 25_000, whole.slice(25_000, 30_000))).toBe(0);
  });

  it('fades out 5 ms before a missing page, goes on counting, and fades in when it is there', () => {
    const missing = 16_384 / pageFrames;
    const rig = new ReaderRig([constant(60_000, 0.5)]).fillAll();
    rig.table.publish(0, missing, -1);
    rig.line.ask({ isPlaying: true });
    rig.render(150);
    const { left } = rig.heard(0);
    expect(rig.line.log.dropouts()).toBe(1);
    expect(left[16_383 - fade - 256]).toBe(0.5);
    expect(left.subarray(16_384).every((sample) => sample === 0)).toBe(true);
    rig.fill(0, missing);
    rig.render(20);
    expect(largestStep(rig.heard(0).left)).toBeLessThan(0.5 / fade + 1e-4);
    expect(rig.line.log.cursor()).toBe(170 * 128);
  });

  it('pauses, goes on and seeks without a step', () => {
    const rig = new ReaderRig([constant(88_200, 0.5)]).fillAll();
    rig.line.ask({ isPlaying: true });
    rig.render(20);
    rig.line.ask({ isPlaying: false });
    rig.render(20);
    rig.line.ask({ isPlaying: true });
    rig.render(20);
    for (const target of [50_000, 300, 12_345]) {
      rig.line.seek(target);
      rig.render(1);
    }
    rig.render(20);
    expect(largestStep(rig.heard(0).left.subarray(1))).toBeLessThan(0.01);
    expect(rig.line.log.spanAt(Infinity)).toMatchObject({ position: 12_345, rate: 1, seekSerial: 3 });
  });
});

/** What a loop must sound like: passes of exactly its length, the last 4 ms of each blended into what precedes its start. */
function looped(samples: Float32Array, start: number, end: number, passes: number): Float32Array {
  const pass = samples.slice(start, end).map((sample, index) => {
    const into = index - (end - start - seam);
    if (into < 0) return sample;
    return sample * (1 - rise(into, seam)) + (samples[start - seam + into] ?? 0) * rise(into, seam);
  });
  return Float32Array.from(Array.from({ length: passes }, () => [...pass]).flat());
}

describe('a loop', () => {
  it('has its exact length in every one of 20 passes', () => {
    const stem = song(3);
    const rig = new ReaderRig([stem]).fillAll();
    const [start, end] = [44_113, 98_541];
    rig.line.seek(start);
    rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: start, loopEnd: end });
    rig.render(Math.ceil((20 * (end - start)) / 128));
    const expected = looped(stem.left, start, end, 20);
    const actual = rig.heard(0).left;
    expect(largestError(actual, fade, expected.slice(fade))).toBeLessThan(1e-6);
  });

  it('of the shortest kind passes without a step', () => {
    const rig = new ReaderRig([constant(88_200, 0.5)]).fillAll();
    rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: 0, loopEnd: 2205 });
    rig.render(300);
    // Before the song's first frame there is silence: that is what the seam of this loop blends into.
    expect(largestStep(rig.heard(0).left)).toBeLessThan(0.01 + 0.5);
    rig.line.ask({ loopStart: 3000, loopEnd: 5205 });
    rig.line.seek(3000);
    rig.render(4);
    const before = rig.heard(0).left.length;
    rig.render(300);
    expect(largestStep(rig.heard(0).left.subarray(before))).toBeLessThan(1e-6);
  });

  it('that is set while its end is being played turns without a step', () => {
    const rig = new ReaderRig([constant(88_200, 0.5)]).fillAll();
    rig.line.ask({ isPlaying: true });
    rig.render(100);
    rig.line.ask({ isLoopOn: true, loopStart: 4000, loopEnd: 12_850 });
    rig.render(100);
    expect(largestStep(rig.heard(0).left)).toBeLessThan(1e-6);
    expect(rig.line.log.cursor()).toBe(4000 + 200 * 128 - 12_850 - 8850);
  });

  it('behind the playhead is not entered', () => {
    const rig = new ReaderRig([song(0.5)]).fillAll();
    rig.line.seek(10_000);
    rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: 100, loopEnd: 9000 });
    rig.render(200);
    expect(rig.ended).toEqual([1]);
  });
});
