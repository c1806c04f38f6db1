import { expect, test } from 'vitest';
import { rateStage } from '../../../renderer/export/stages/block-stages.ts';

const seconds = 0.5;

/** A sine of full scale, and of the same pitch half as loud on the right, after the work. */
function worked(fromRate: number, toRate: number, hertz: number) {
  const work = rateStage(fromRate, toRate);
  const out: [number[], number[]] = [[], []];
  const most = [new Float32Array(work.mostFrames), new Float32Array(work.mostFrames)] as const;
  for (let at = 0; at < seconds * fromRate; at += work.blockFrames) {
    const left = Float32Array.from({ length: work.blockFrames }, (_, frame) =>
      Math.sin((2 * Math.PI * hertz * (at + frame)) / fromRate),
    );
    const count = work.process(
      left,
      left.map((sample) => sample / 2),
      ...most,
    );
    out[0].push(...most[0].subarray(0, count));
    out[1].push(...most[1].subarray(0, count));
  }
  return out;
}

/** Power of the difference from `wanted`, away from the start, in dB under a sine of full scale. */
function errorDb(samples: readonly number[], wanted: (frame: number) => number): number {
  let sum = 0;
  for (const [frame, sample] of samples.entries()) if (frame >= 500) sum += (sample - wanted(frame)) ** 2;
  return 10 * Math.log10(sum / (samples.length - 500) / 0.5);
}

const rates = [
  [44_100, 48_000],
  [48_000, 44_100],
  [96_000, 44_100],
  [32_000, 48_000],
] as const;

test.each(rates)('from %i to %i Hz sound stays what and where it is, to -90 dB', (fromRate, toRate) => {
  const highest = Math.min(16_000, 0.45 * fromRate);
  for (const hertz of [50, 1000, highest]) {
    const [left, right] = worked(fromRate, toRate, hertz);
    const sine = (frame: number): number => Math.sin((2 * Math.PI * hertz * frame) / toRate);
    expect(left.length).toBeGreaterThan(seconds * toRate - 500);
    expect(errorDb(left, sine)).toBeLessThan(-90);
    expect(errorDb(right, (frame) => sine(frame) / 2)).toBeLessThan(-90);
  }
});

test('what the new rate cannot hold is gone, to -90 dB', () => {
  for (const hertz of [26_000, 40_000]) expect(errorDb(worked(96_000, 44_100, hertz)[0], () => 0)).toBeLessThan(-90);
});
