import { describe, expect, it } from 'vitest';
import { LoudnessMeter } from '../../../renderer/dsp/loudness.ts';
import {
  createLoudnessMemory,
  LoudnessSoFar,
  LoudnessWriter,
} from '../../../renderer/engine/meters/loudness-so-far.ts';
import { silence, type Stretch, tones } from '../dsp/tones.ts';

function listener(sampleRate = 44_100) {
  const memory = createLoudnessMemory();
  const writer = new LoudnessWriter(memory, sampleRate);
  const soFar = new LoudnessSoFar(memory);
  return {
    soFar,
    hear: (...stretches: readonly Stretch[]): Float32Array => {
      const sound = tones(stretches, sampleRate);
      for (let at = 0; at < sound.length; at += 128) {
        const block = sound.subarray(at, at + 128);
        writer.push(block, block);
      }
      return sound;
    },
  };
}

describe('the loudness so far', () => {
  it.each([44_100, 48_000, 96_000])('is what an export would measure of the same sound, at %i Hz', (sampleRate) => {
    const { soFar, hear } = listener(sampleRate);
    const sound = hear({ seconds: 4, dbfs: -30 }, { seconds: 5, dbfs: -14 }, silence(1), { seconds: 2.3, dbfs: -20 });
    soFar.follow();
    const meter = new LoudnessMeter(sampleRate);
    meter.push(sound, sound);
    const { shortTermLufs, integratedLufs } = soFar.reading();
    expect(Math.abs((shortTermLufs ?? NaN) - meter.shortTermLufs())).toBeLessThan(0.001);
    expect(Math.abs((integratedLufs ?? NaN) - (meter.integratedLufs() ?? NaN))).toBeLessThan(0.001);
  });

  it('is not known before there was enough of it, and of silence', () => {
    const { soFar, hear } = listener();
    hear({ seconds: 2, dbfs: -20 });
    soFar.follow();
    expect(soFar.reading().shortTermLufs).toBeNull();
    expect(soFar.reading().integratedLufs).not.toBeNull();
    soFar.restart();
    expect(soFar.reading().integratedLufs).toBeNull();
    const quiet = listener();
    quiet.hear(silence(4));
    quiet.soFar.follow();
    expect(quiet.soFar.reading()).toEqual({ shortTermLufs: null, integratedLufs: null });
  });

  it('leaves pauses out', () => {
    const { soFar, hear } = listener();
    hear({ seconds: 5, dbfs: -23 });
    soFar.follow();
    const before = soFar.reading();
    hear(silence(10));
    soFar.skip();
    soFar.follow();
    expect(soFar.reading()).toEqual(before);
    expect(before.shortTermLufs).toBeCloseTo(-23, 1);
  });

  it('is measured although nobody looked for four minutes, and goes on after samples that are no numbers', () => {
    const { soFar, hear } = listener(8000);
    hear({ seconds: 240, dbfs: -18 });
    const broken = listener(8000);
    broken.hear({ seconds: 1, dbfs: NaN });
    broken.hear({ seconds: 5, dbfs: -18 });
    for (const heard of [soFar, broken.soFar]) {
      heard.follow();
      const { shortTermLufs, integratedLufs } = heard.reading();
      expect(shortTermLufs).toBeCloseTo(-18.2, 1);
      expect(integratedLufs).toBeCloseTo(-18.2, 0);
    }
  });
});
