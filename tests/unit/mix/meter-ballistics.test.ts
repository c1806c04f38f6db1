import { describe, expect, it } from 'vitest';
import { isResting, movedNeedle, restingNeedle, type MeterNeedle } from '../../../renderer/mix/levels.ts';

const after = (needle: MeterNeedle, seconds: number, peak = 0): MeterNeedle => {
  let moved = needle;
  for (let step = 0; step < Math.round(seconds * 60); step += 1) moved = movedNeedle(moved, peak, 1 / 60);
  return moved;
};

describe('a meter', () => {
  const struck = movedNeedle(restingNeedle, 0.5, 1 / 60);

  it('rises at once', () => {
    expect(struck.levelDb).toBeCloseTo(-6.02, 2);
    expect(struck.holdDb).toBe(struck.levelDb);
  });

  it('falls at 20 dB a second while the peak stays', () => {
    const later = after(struck, 1);
    expect(later.levelDb).toBeCloseTo(-26.02, 1);
    expect(later.holdDb).toBeCloseTo(-6.02, 2);
  });

  it('lets the peak go after 1.5 s', () => {
    expect(after(struck, 1.45).holdDb).toBeCloseTo(-6.02, 2);
    expect(after(struck, 2.5).holdDb).toBeLessThan(-20);
  });

  it('rests in the end', () => {
    expect(isResting(after(struck, 8))).toBe(true);
  });

  it('holds a later peak of the same height for its own time', () => {
    const again = movedNeedle(after(struck, 1.4), 0.5, 1 / 60);
    expect(after(again, 1.4).holdDb).toBeCloseTo(-6.02, 2);
  });
});
