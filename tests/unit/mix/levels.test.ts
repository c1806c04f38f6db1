import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decibels } from '#contract';
import {
  clampLevel,
  detentedTravel,
  formatDecibels,
  gainOf,
  handTravelOf,
  levelAt,
  levelOf,
  steppedLevel,
  travelOf,
  unityTravel,
} from '../../../renderer/mix/levels.ts';

describe('decibels', () => {
  it('turn into gain and back', () => {
    expect(gainOf(decibels(0))).toBe(1);
    expect(gainOf(decibels(-Infinity))).toBe(0);
    expect(gainOf(decibels(-20))).toBeCloseTo(0.1, 12);
    expect(levelOf(0)).toBe(-Infinity);
    expect(levelOf(2)).toBeCloseTo(6.0206, 4);
  });

  it.each([
    [-6, '−6.0 dB'],
    [0, '0.0 dB'],
    [-0.04, '0.0 dB'],
    [1.5, '+1.5 dB'],
    [-Infinity, '−∞ dB'],
  ])('%d reads %s', (level, text) => {
    expect(formatDecibels(level)).toBe(text);
  });
});

describe('the fader', () => {
  it('has 0 dB where hands expect it, +6 at the top and is off at the bottom', () => {
    expect(travelOf(decibels(0))).toBe(unityTravel);
    expect(levelAt(1)).toBe(6);
    expect(levelAt(0)).toBe(-Infinity);
    expect(travelOf(decibels(-Infinity))).toBe(0);
  });

  it('goes from level to travel and back', () => {
    fc.assert(
      fc.property(fc.double({ min: -90, max: 6, noNaN: true }), (level) => {
        expect(levelAt(travelOf(decibels(level)))).toBeCloseTo(level, 6);
      }),
    );
  });

  it('never goes down when it is pushed up', () => {
    const travel = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(travel, travel, (one, other) => {
        expect(levelAt(Math.max(one, other))).toBeGreaterThanOrEqual(levelAt(Math.min(one, other)));
      }),
    );
  });

  it('is held at 0 dB for five pixels of the hand to either side, and goes on from there without a jump', () => {
    for (const lengthPx of [140, 200, 460]) {
      const hold = 5 / lengthPx;
      const levelOfHand = (px: number): number =>
        Math.round(levelAt(detentedTravel(unityTravel + px / lengthPx, hold)) * 10) / 10;
      for (const px of [-5, -3, 0, 3, 5]) expect(levelOfHand(px)).toBeCloseTo(0, 12);
      // A tenth of a dB is less than a pixel on the shortest fader.
      expect(levelOfHand(-5.2)).toBeLessThanOrEqual(0);
      expect(levelOfHand(-6)).toBeGreaterThanOrEqual(-0.4);
      expect(levelOfHand(-6)).toBeLessThan(0);
      expect(levelOfHand(6)).toBeLessThanOrEqual(0.4);
      expect(levelOfHand(6)).toBeGreaterThan(0);
    }
  });

  it('has one place of the hand for each travel, and reaches both ends', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (travel) => {
        expect(detentedTravel(handTravelOf(travel, 0.03), 0.03)).toBeCloseTo(travel, 12);
      }),
    );
    expect(detentedTravel(-0.5, 0.03)).toBe(0);
    expect(detentedTravel(1.5, 0.03)).toBe(1);
  });

  it('steps in tenths, from off to the quietest and back', () => {
    expect(steppedLevel(decibels(-6.04), 0.5)).toBe(-5.5);
    expect(steppedLevel(decibels(-Infinity), 0.5)).toBe(-90);
    expect(steppedLevel(decibels(-90), -0.5)).toBe(-Infinity);
    expect(steppedLevel(decibels(6), 0.5)).toBe(6);
  });

  it('keeps typed numbers on the scale', () => {
    expect(clampLevel(40)).toBe(6);
    expect(clampLevel(-200)).toBe(-Infinity);
    expect(clampLevel(Number.NaN)).toBe(-Infinity);
  });
});
