import { describe, expect, it } from 'vitest';
import { TruePeakMeter } from '../../../renderer/dsp/true-peak.ts';
import { inPieces } from './tones.ts';

const sampleRate = 48_000;

function peakOf(left: Float32Array, right = left): number {
  const meter = new TruePeakMeter();
  inPieces(left, right, (one, other, count) => {
    meter.push(one, other, count);
  });
  return meter.peakDb();
}

/** A sine that fades in and out, so that its ends have no peaks of their own. */
function fadedSine(crest: number, perCycle: number, degrees: number): Float32Array {
  const length = sampleRate;
  return Float32Array.from({ length }, (_, frame) => {
    const fade = Math.min(1, frame / 2400, (length - frame) / 2400);
    return crest * fade * Math.sin((2 * Math.PI * frame) / perCycle + (degrees * Math.PI) / 180);
  });
}

describe('EBU Tech 3341: true peak within +0.2 and -0.4 dB', () => {
  const cases: readonly (readonly [number, Float32Array, number])[] = [
    [15, fadedSine(0.5, 4, 0), -6],
    [16, fadedSine(0.5, 4, 45), -6],
    [17, fadedSine(0.5, 6, 60), -6],
    [18, fadedSine(0.5, 8, 67.5), -6],
    [19, fadedSine(1.41, 4, 45), 3],
  ];
  it.each(cases)('case %i: a sine between whose crests the samples fall', (_case, sound, db) => {
    expect(peakOf(sound)).toBeLessThanOrEqual(db + 0.2);
    expect(peakOf(sound)).toBeGreaterThanOrEqual(db - 0.4);
  });

  it.each([0, 1, 2, 3])(
    'as cases 20 to 23: a crest of 0 dBTP, %i quarters of a frame beside the samples',
    (quarter) => {
      // One crest of a band-limited pulse on a quiet sine, as a sampler at this offset sees it.
      const sound = Float32Array.from({ length: sampleRate / 2 }, (_, frame) => {
        const distance = frame + quarter / 4 - sampleRate / 4;
        const pulse = distance === 0 ? 1 : Math.sin((Math.PI * distance) / 2) / ((Math.PI * distance) / 2);
        return 0.999 * pulse * Math.exp(-((distance / 400) ** 2)) + 0.001 * Math.sin(frame / 7);
      });
      expect(peakOf(sound)).toBeLessThanOrEqual(0.2);
      expect(peakOf(sound)).toBeGreaterThanOrEqual(-0.4);
    },
  );
});

describe('a true-peak meter', () => {
  it('never reads less than a sample, the very last included, in either channel', () => {
    const sound = new Float32Array(1000);
    sound[999] = -0.7;
    expect(peakOf(sound, new Float32Array(1000))).toBeCloseTo(20 * Math.log10(0.7), 3);
    expect(peakOf(new Float32Array(1000), sound)).toBeCloseTo(20 * Math.log10(0.7), 3);
  });

  it('finds the crest between the last two samples', () => {
    const sound = new Float32Array(400);
    sound.fill(0.5, 398);
    // Half way between them: twice 0.5 sinc(1/2).
    expect(peakOf(sound)).toBeCloseTo(20 * Math.log10(2 / Math.PI), 1);
  });

  it('reads the same however quiet the sound was before: what it skips cannot matter', () => {
    const loud = fadedSine(0.5, 4, 45);
    const after = new Float32Array(2 * loud.length);
    after.set(fadedSine(0.4, 4, 45));
    after.set(loud, loud.length);
    expect(peakOf(after)).toBeCloseTo(peakOf(loud), 9);
  });

  it('says -Infinity for digital silence', () => {
    expect(peakOf(new Float32Array(5000))).toBe(-Infinity);
    expect(new TruePeakMeter().peakDb()).toBe(-Infinity);
  });
});
