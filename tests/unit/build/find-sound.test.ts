import { describe, expect, it } from 'vitest';
import type { Stereo } from '../../e2e/support/sound/audio-files.ts';
import { findSound, matchDb, musicMatchDb } from '../../e2e/support/sound/find-sound.ts';
import { band } from '../dsp/made-stems.ts';

const rate = 44_100;
const made = band({ seed: 7, lowHertz: 40, highHertz: 900, gain: 0.2 }, 6 * rate);
const song: Stereo = { left: Float64Array.from(made.left), right: Float64Array.from(made.right) };

const recorded = (change: (side: Float64Array) => Float64Array): Stereo => ({
  left: change(song.left),
  right: change(song.right),
});
const from = (seconds: number) => recorded((side) => side.slice(seconds * rate, (seconds + 2.5) * rate));
/** As speakers at another rate leave it: between two frames. */
const betweenFrames = ({ left, right }: Stereo): Stereo => {
  const halved = (side: Float64Array) => side.map((sample, frame) => (sample + (side[frame + 1] ?? 0)) / 2);
  return { left: halved(left), right: halved(right) };
};
/** As a busy machine leaves it: after each 300 ms of sound 50 ms are missing. */
const withGaps = ({ left, right }: Stereo): Stereo => {
  const [period, gap] = [0.35 * rate, 0.05 * rate];
  const cut = (side: Float64Array) => side.filter((_, frame) => frame % period < period - gap);
  return { left: cut(left), right: cut(right) };
};

describe('a recording of the speakers', () => {
  it('holds a stretch of sound at its very frame, or tells that it does not', () => {
    const pattern = song.left.subarray(2 * rate, 2 * rate + 512);
    expect(findSound(song.left, pattern)).toBe(2 * rate);
    expect(findSound(song.left, pattern, rate, 3 * rate)).toBe(2 * rate);
    expect(findSound(song.left, pattern, 2 * rate)).toBe(2 * rate);
    expect(findSound(new Float64Array(rate), pattern)).toBe(-1);
    expect(findSound(pattern.subarray(0, 100), pattern)).toBe(-1);
    expect(matchDb(song, 2 * rate, song, 2 * rate, 4410)).toBe(Infinity);
  });

  it('matches the music that was played, with gaps in it and between two frames as well', () => {
    expect(musicMatchDb(from(2), song, 2.5 * rate, rate)).toBeGreaterThan(90);
    expect(musicMatchDb(withGaps(from(2)), song, 2.5 * rate, rate)).toBeGreaterThan(90);
    expect(musicMatchDb(withGaps(betweenFrames(from(2))), song, 2.5 * rate, rate)).toBeGreaterThan(18);
  });

  it('matches no other place of the song', () => {
    for (const seconds of [0, 1]) {
      expect(
        musicMatchDb(
          recorded((side) => side.slice(seconds * rate, (seconds + 1.5) * rate)),
          song,
          6 * rate,
          rate,
        ),
      ).toBeLessThan(3);
    }
  });
});
