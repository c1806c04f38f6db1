import { describe, expect, it } from 'vitest';
import { clampSpeed, formatSpeed, parseSpeed, spokenSpeed } from '../../../../renderer/mix/speed-and-key.ts';

describe('a speed', () => {
  it('is kept from a quarter to double, in tenths of a percent', () => {
    expect([0.1, 0.25, 0.7504, 0.75051, 2, 3].map(clampSpeed)).toEqual([0.25, 0.25, 0.75, 0.751, 2, 2]);
  });

  it.each([
    [1, '100 %', '100 percent'],
    [0.75, '75 %', '75 percent'],
    [0.755, '75.5 %', '75.5 percent'],
    [0.29, '29 %', '29 percent'],
    [1.1, '110 %', '110 percent'],
  ])('%d is shown as %s and spoken as %s', (speed, shown, spoken) => {
    expect([formatSpeed(speed), spokenSpeed(speed)]).toEqual([shown, spoken]);
  });

  it.each([
    ['75', 0.75],
    [' 75,5 % ', 0.755],
    ['75 percent', 0.75],
    ['0.5x', 0.5],
    ['1,5×', 1.5],
    ['84 bpm', 0.75],
    ['500', 2],
    ['7', 0.25],
  ])('is read from %j', (text, speed) => {
    expect(parseSpeed(text, 112)).toBe(speed);
  });

  it.each(['', 'fast', '-50', '1.2.3', '75 km/h'])('is not read from %j', (text) => {
    expect(parseSpeed(text, 112)).toBeNull();
  });

  it('is not read from a tempo when that of the song is not known', () => {
    expect(parseSpeed('84 bpm', null)).toBeNull();
  });
});
