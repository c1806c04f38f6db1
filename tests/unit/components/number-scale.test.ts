import { describe, expect, it } from 'vitest';
import { movedBy } from '../../../renderer/components/parts/gesture.ts';

const speed = {
  min: 0.25,
  max: 2,
  step: 0.01,
  fineStep: 0.001,
  pageStep: 0.1,
  neutral: 1,
  pixelsPerStep: 3,
  isSticky: true,
};
const cents = { ...speed, min: -1250, max: 1250, step: 100, fineStep: 1, neutral: 0, isSticky: false };

describe('a number that is dragged', () => {
  it('goes in whole steps from where it began', () => {
    expect(movedBy(0.755, -3.2, false, speed)).toBeCloseTo(0.725, 9);
    expect(movedBy(15, 1.6, false, cents)).toBe(215);
  });

  it('goes in fine steps when asked to', () => {
    expect(movedBy(0.75, 0.32, true, speed)).toBeCloseTo(0.753, 9);
    expect(movedBy(200, -0.07, true, cents)).toBe(193);
  });

  it('stays at the neutral value when it comes near, unless it goes in fine steps', () => {
    expect(movedBy(0.755, 24.1, false, speed)).toBe(1);
    expect(movedBy(0.755, 24.1, true, speed)).toBeCloseTo(0.996, 9);
    expect(movedBy(130, -1, false, cents)).toBe(30);
  });
});
