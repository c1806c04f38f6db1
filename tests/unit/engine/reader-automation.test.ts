import { describe, expect, it } from 'vitest';
import { decibels, frames, type LevelStretch } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { gainAt, gainCurve } from '../../../renderer/mix/automation.ts';
import { largestError, largestStep, noiseStem, ReaderRig } from './reader-rig.ts';

const rate = 44_100;
const drums = stemIdSchema.parse('drums');
const stretches: readonly LevelStretch[] = [
  { stemId: drums, startFrames: frames(5_000), endFrames: frames(15_000), levelDb: decibels(-Infinity) },
  { stemId: drums, startFrames: frames(20_001), endFrames: frames(30_003), levelDb: decibels(-9) },
];
const curve = gainCurve(stretches, drums, rate);

describe('the automation of the reader', () => {
  it('lowers one stem by the gain of its frame and leaves the others as they are', () => {
    const stems = [noiseStem(rate, 1), noiseStem(rate, 2)];
    const rig = new ReaderRig(stems).fillAll();
    rig.setAutomation([curve, null]);
    rig.line.ask({ isPlaying: true });
    rig.render(300);
    const [automated, plain] = stems.map(({ left }) => left.slice(0, 300 * 128));
    if (automated === undefined || plain === undefined || curve === null) throw new Error('no stems');
    expect(
      largestError(
        rig.heard(0).left,
        0,
        automated.map((sample, at) => sample * gainAt(curve, at)),
      ),
    ).toBeLessThan(1e-7);
    expect(largestError(rig.heard(1).left, 0, plain)).toBe(0);
  });

  it('stays on the frames of the song where the stem is shifted', () => {
    const steady = { left: new Float32Array(rate).fill(0.5), right: new Float32Array(rate).fill(0.5) };
    const rig = new ReaderRig([steady]).fillAll();
    rig.table.setShift(0, 700);
    rig.setAutomation([curve]);
    rig.line.ask({ isPlaying: true });
    rig.render(200);
    const { left } = rig.heard(0);
    for (const at of [800, 4_999, 5_100, 10_000, 14_800, 15_001, 21_000]) {
      expect(left[at]).toBeCloseTo(0.5 * (curve === null ? NaN : gainAt(curve, at)), 6);
    }
  });

  it('crosses over to another while it plays, without a step', () => {
    const steady = { left: new Float32Array(rate).fill(0.5), right: new Float32Array(rate).fill(0.5) };
    const rig = new ReaderRig([steady]).fillAll();
    rig.line.ask({ isPlaying: true });
    rig.render(60);
    rig.setAutomation([curve]);
    rig.render(40);
    const { left } = rig.heard(0);
    expect(left[60 * 128 - 1]).toBe(0.5);
    expect(left[60 * 128 + 300]).toBe(0);
    expect(largestStep(left.subarray(300))).toBeLessThan(0.005);
  });
});
