import { describe, expect, it } from 'vitest';
import { frames, hertz } from '#contract';
import { PeaksBuilder, peaksSlice } from '../../../../renderer/dsp/waveform-peaks.ts';
import { nearestOnset, vocalOnsets } from '../../../../renderer/song/lyrics/vocal-onsets.ts';

const rate = 44_100;

/** The waveform of a voice that sings a note of 180 Hz at each of these times, fading out, in seconds, over a soft hiss. */
function voice(starts: readonly number[], seconds: number) {
  const length = rate * seconds;
  const sound = Float32Array.from({ length }, (_, frame) => {
    const at = frame / rate;
    const start = starts.findLast((one) => one <= at) ?? Infinity;
    const since = at - start;
    const swell = since < 0 ? 0 : Math.min(1, since / 0.015) * Math.exp(-since * 6);
    return 0.6 * swell * Math.sin(2 * Math.PI * 180 * at) + 0.004 * Math.sin(frame * frame);
  });
  const builder = new PeaksBuilder(hertz(rate), frames(length));
  builder.push(sound, sound);
  const peaks = builder.finish();
  return {
    peak: 0.6,
    columns: (startFrames: number, endFrames: number, sampleRate: number, count: number) =>
      peaksSlice(peaks, { startFrames, endFrames, sampleRate }, count),
  };
}

describe('the onsets of a voice', () => {
  it('are where it sets in, within 20 ms, each once, and none in a pause', () => {
    const starts = [0.5, 1.013, 1.6, 3.207, 3.9];
    const found = vocalOnsets(voice(starts, 5), 5 * rate, rate);
    expect(found).toHaveLength(starts.length);
    for (const [index, start] of starts.entries()) expect(Math.abs((found[index] ?? NaN) - start)).toBeLessThan(0.02);
  });

  it('are none where nothing is sung', () => {
    expect(vocalOnsets(voice([], 2), 2 * rate, rate)).toEqual([]);
    expect(vocalOnsets(voice([], 2), 0, rate)).toEqual([]);
  });

  it('are meant by a time near them, and by none further away', () => {
    expect(nearestOnset([1, 2, 3], 2.04, 0.1)).toBe(2);
    expect(nearestOnset([1, 2, 3], 1.96, 0.1)).toBe(2);
    expect(nearestOnset([1, 2, 3], 2.5, 0.1)).toBe(2.5);
    expect(nearestOnset([1, 2, 3], 9, Infinity)).toBe(3);
    expect(nearestOnset([], 9, Infinity)).toBe(9);
  });
});
