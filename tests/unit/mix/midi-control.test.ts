import { describe, expect, it } from 'vitest';
import {
  catches,
  guessMode,
  isDown,
  type Knob,
  parseMidi,
  positionOf,
  stepsOf,
} from '../../../renderer/mix/midi-control.ts';

describe('a MIDI message', () => {
  it.each([
    [[0x90, 60, 100], { kind: 'note', channel: 1, number: 60, value: 100 }, true],
    [[0x9f, 60, 0], { kind: 'note', channel: 16, number: 60, value: 0 }, false],
    [[0x82, 60, 64], { kind: 'note', channel: 3, number: 60, value: 0 }, false],
    [[0xb0, 64, 64], { kind: 'controller', channel: 1, number: 64, value: 64 }, true],
    [[0xb0, 64, 63], { kind: 'controller', channel: 1, number: 64, value: 63 }, false],
  ] as const)('%j is %j', (bytes, event, down) => {
    expect(parseMidi(bytes)).toEqual(event);
    expect(isDown(event)).toBe(down);
  });

  it.each([[[0xf8]], [[0xfe]], [[]], [[0xe0, 0, 64]]])('%j is none of ours', (bytes) => {
    expect(parseMidi(bytes)).toBeNull();
  });
});

describe('a controller', () => {
  it('stands at its ends and its middle exactly', () => {
    expect([0, 64, 127].map(positionOf)).toEqual([0, 0.5, 1]);
  });

  it('without ends says steps in one of two ways', () => {
    expect([65, 63, 66].map((value) => stepsOf('around64', value))).toEqual([1, -1, 2]);
    expect([1, 127, 2].map((value) => stepsOf('complement', value))).toEqual([1, -1, 2]);
  });

  it.each([
    [[20, 21, 23], 'position'],
    [[127], 'position'],
    [[127, 0], 'position'],
    [[65, 65, 66], 'around64'],
    [[1, 1], 'complement'],
    [[127, 127, 126], 'complement'],
  ] as const)('that sends %j speaks as %s', (values, mode) => {
    expect(guessMode(values)).toBe(mode);
  });
});

/** Turns a knob through values against a fader that stands at `fader`, which may be moved by hand before a value. */
function turn(values: readonly number[], start: number, byHand: Readonly<Record<number, number>> = {}): number[] {
  let fader = start;
  let knob: Knob | null = null;
  return values.map((value, index) => {
    fader = byHand[index] ?? fader;
    const at = positionOf(value);
    const isCaught = catches(knob, at, fader);
    if (isCaught) fader = at;
    knob = { at, fader: isCaught ? fader : null };
    return Math.round(fader * 100) / 100;
  });
}

describe('soft take-over', () => {
  it('leaves a fader alone until the knob passes it, from either side', () => {
    expect(turn([10, 40, 60, 127, 64], 0.75)).toEqual([0.75, 0.75, 0.75, 1, 0.5]);
    expect(turn([127, 120, 20, 10], 0.5)).toEqual([0.5, 0.5, 0.16, 0.08]);
  });

  it('takes a fader that is where the knob is', () => {
    expect(turn([64, 90], 0.5)).toEqual([0.5, positionOf(90)].map((at) => Math.round(at * 100) / 100));
  });

  it('lets go of a fader that something else has moved', () => {
    expect(turn([64, 70, 72, 40, 10], 0.5, { 2: 0.2 }).slice(2)).toEqual([0.2, 0.2, 0.08]);
  });
});
