import { describe, expect, it } from 'vitest';
import { emptySheet, frames, type SpeedRamp } from '#contract';
import type { BeatGrid } from '../../../renderer/song/beat-grid.ts';
import {
  boundsText,
  boundText,
  followedChain,
  nextPasses,
  parseBound,
  rampedSpeed,
  rampText,
} from '../../../renderer/song/practice.ts';
import { withoutSection, withSectionAt } from '../../../renderer/song/sections.ts';

const rate = 48_000;
/** Bar 1 begins at 0.5 s, and each bar has two seconds. */
const grid: BeatGrid = { bpm: 120, beatSeconds: [0.5] };
const ramp: SpeedRamp = { ...emptySheet.practice.ramp, isOn: true, stepPercent: 5, everyPasses: 2, targetSpeed: 1 };

describe('a speed ramp', () => {
  it('climbs every few passes, up to its target and no further', () => {
    const speeds = [0, 1, 2, 3, 4, 7, 8, 9, 100].map((passes) => rampedSpeed(0.8, ramp, passes));
    expect(speeds).toEqual([0.8, 0.8, 0.85, 0.85, 0.9, 0.95, 1, 1, 1]);
  });

  it('never slows a song down, and does nothing while it is off', () => {
    expect(rampedSpeed(1.2, ramp, 10)).toBe(1.2);
    expect(rampedSpeed(0.8, { ...ramp, isOn: false }, 10)).toBe(0.8);
    expect(rampText(0.8, ramp)).toBe('80→100 % +5');
  });
});

describe('a typed bound of a loop', () => {
  it('is a bar, which belongs to the loop at its end', () => {
    expect(parseBound('9', 'start', grid, rate)).toBe((0.5 + 8 * 2) * rate);
    expect(parseBound('16', 'end', grid, rate)).toBe((0.5 + 16 * 2) * rate);
    expect(parseBound('9.3', 'end', grid, rate)).toBe((0.5 + 8 * 2 + 1) * rate);
  });

  it('is a time', () => {
    expect(parseBound('0:16.5', 'start', grid, rate)).toBe(16.5 * rate);
    expect(parseBound('1:02:03', 'end', null, rate)).toBe(3723 * rate);
    expect(parseBound('7,25 s', 'start', null, rate)).toBe(7.25 * rate);
  });

  it('is nothing else', () => {
    for (const text of ['', 'nine', '9.0', '9:', '1:2:3:4', '-'])
      expect(parseBound(text, 'start', grid, rate)).toBeNull();
    expect(parseBound('9', 'start', null, rate)).toBeNull();
  });

  it('reads as it was typed', () => {
    for (const [text, edge] of [
      ['9', 'start'],
      ['16', 'end'],
      ['9.3', 'end'],
      ['0:16.250', 'start'],
    ] as const) {
      const frame = parseBound(text, edge, grid, rate);
      expect(frame === null ? null : boundText(frame, edge, grid, rate)).toBe(text);
    }
    expect(boundsText({ startFrames: 16.5 * rate, endFrames: 32.5 * rate }, grid, rate)).toBe('bars 9–16');
    expect(boundsText({ startFrames: 16.5 * rate, endFrames: 32.6 * rate }, grid, rate)).toBe('0:16.5–0:32.6');
  });
});

describe('a chain', () => {
  const sections = [
    { name: 'Intro', startFrames: frames(0), endFrames: frames(10_000), colour: 0 },
    { name: 'Verse', startFrames: frames(10_000), endFrames: frames(30_000), colour: 1 },
    { name: 'Solo', startFrames: frames(30_000), endFrames: frames(50_000), colour: 2 },
  ];

  it('keeps to its sections when others come and go', () => {
    const more = withSectionAt(sections, 'Break', frames(20_000), frames(50_000));
    expect(followedChain([2, 1, 2], sections, more)).toEqual([3, 1, 3]);
    expect(followedChain([2, 1, 0], sections, withoutSection(sections, 1))).toEqual([1, 0]);
  });

  it('has four choices of passes', () => {
    expect([nextPasses(0), nextPasses(2), nextPasses(4), nextPasses(8)]).toEqual([2, 4, 8, 0]);
  });
});
