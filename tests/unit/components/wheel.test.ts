import { describe, expect, it } from 'vitest';
import { wheelStep } from '../../../renderer/components/parts/gesture.ts';

const turn = { deltaX: 0, deltaY: 0, altKey: false, ctrlKey: false };

describe('the wheel over a control', () => {
  it('scrolls the strips while the control has no focus', () => {
    expect(wheelStep({ ...turn, deltaY: -100 }, false)).toBe(0);
    expect(wheelStep({ ...turn, deltaY: 100 }, false)).toBe(0);
  });

  it('changes the value of a control that has the focus, or with Alt held', () => {
    expect(wheelStep({ ...turn, deltaY: -100 }, true)).toBe(1);
    expect(wheelStep({ ...turn, deltaY: 3 }, true)).toBe(-1);
    expect(wheelStep({ ...turn, deltaY: -100, altKey: true }, false)).toBe(1);
  });

  it('never changes a value by a swipe sideways, nor by one that has no direction or is a pinch', () => {
    for (const altKey of [false, true])
      for (const deltaX of [-40, 40]) {
        expect(wheelStep({ ...turn, deltaX, deltaY: 39, altKey }, true)).toBe(0);
        expect(wheelStep({ ...turn, deltaX, altKey }, true)).toBe(0);
      }
    expect(wheelStep(turn, true)).toBe(0);
    expect(wheelStep({ ...turn, deltaY: -100, ctrlKey: true }, true)).toBe(0);
  });
});
