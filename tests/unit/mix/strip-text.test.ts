import { describe, expect, it } from 'vitest';
import { formatPan, panText, parseLevel } from '../../../renderer/mix/mix-text.ts';

describe('a typed level', () => {
  it.each([
    ['-6', -6],
    ['−6.0 dB', -6],
    ['-6,5', -6.5],
    ['+1.5db', 1.5],
    ['0', 0],
    ['12', 6],
    ['off', -Infinity],
    ['-inf', -Infinity],
    ['−∞ dB', -Infinity],
    ['-200', -Infinity],
  ])('%s is %f dB', (text, level) => {
    expect(parseLevel(text)).toBe(level);
  });

  it.each(['', 'loud', '1e3', '--3', '3 3'])('%j is no level', (text) => {
    expect(parseLevel(text)).toBeNull();
  });
});

it('says where a stem is panned to', () => {
  expect([panText(0), panText(-0.3), panText(0.004), panText(1)]).toEqual(['C', 'L30', 'C', 'R100']);
  expect([formatPan(0), formatPan(-0.3), formatPan(1)]).toEqual(['centre', '30 % left', '100 % right']);
});
