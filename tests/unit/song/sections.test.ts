import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frames, type Section } from '#contract';
import {
  colourOf,
  nearestBarFrame,
  nextSectionName,
  recolouredSection,
  renamedSection,
  sectionIndexAt,
  withoutSection,
  withSectionAt,
  withSectionEdge,
} from '../../../renderer/song/sections.ts';

const songFrames = frames(1_000_000);
const section = (name: string, start: number, end: number, colour = 0): Section => ({
  ...{ name, colour },
  startFrames: frames(start),
  endFrames: frames(end),
});
const three = [
  section('Intro', 0, 200_000),
  section('Verse 1', 200_000, 500_000, 1),
  section('Outro', 700_000, 1_000_000, 2),
];

describe('sections', () => {
  it('begin where they are named and end where the next one begins; one that is cut ends there', () => {
    const named = withSectionAt(three, 'Chorus', frames(300_000), songFrames);
    expect(named.map(({ name, startFrames, endFrames }) => [name, startFrames, endFrames])).toEqual([
      ['Intro', 0, 200_000],
      ['Verse 1', 200_000, 300_000],
      ['Chorus', 300_000, 700_000],
      ['Outro', 700_000, 1_000_000],
    ]);
    expect(withSectionAt([], 'Intro', frames(0), songFrames)).toEqual([section('Intro', 0, 1_000_000)]);
    expect(withSectionAt(three, 'Bridge', frames(200_000), songFrames)).toBe(three);
  });

  it('share the colour of their kind, whatever their number', () => {
    expect(colourOf('verse 3', three)).toBe(1);
    expect(colourOf('Bridge', three)).toBe(3);
    expect(renamedSection(three, 2, ' Verse 2 ')[2]).toMatchObject({ name: 'Verse 2', colour: 1 });
    expect(renamedSection(three, 2, '  ')).toBe(three);
    const verses = renamedSection(three, 2, 'Verse 2');
    expect(recolouredSection(verses, 1, 6).map(({ colour }) => colour)).toEqual([0, 6, 6]);
  });

  it('get the next usual name that is not there yet', () => {
    expect(nextSectionName([])).toBe('Intro');
    expect(nextSectionName(three)).toBe('Pre-Chorus');
  });

  it('leave their place to the one before', () => {
    expect(withoutSection(three, 1).map(({ endFrames }) => endFrames)).toEqual([500_000, 1_000_000]);
    expect(withoutSection(three, 2)).toEqual(three.slice(0, 2));
  });

  it('are dragged with the neighbour that touches them', () => {
    expect(withSectionEdge(three, 1, 'start', 150_000, songFrames).slice(0, 2)).toEqual([
      section('Intro', 0, 150_000),
      section('Verse 1', 150_000, 500_000, 1),
    ]);
    expect(withSectionEdge(three, 1, 'end', 900_000, songFrames)[1]?.endFrames).toBe(700_000);
    expect(sectionIndexAt(three, 600_000)).toBe(-1);
  });

  it('never overlap, never vanish and never leave the song, whatever is done to them', () => {
    const place = fc.integer({ min: -50_000, max: 1_050_000 });
    const index = fc.nat(6);
    const edit = fc.oneof(
      fc.tuple(fc.constant('add' as const), index, place),
      fc.tuple(fc.constant('remove' as const), index, place),
      fc.tuple(fc.constant('start' as const), index, place),
      fc.tuple(fc.constant('end' as const), index, place),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        let all: readonly Section[] = three;
        for (const [what, at, to] of edits) {
          if (what === 'add') all = withSectionAt(all, 'Part', frames(Math.max(0, to)), songFrames);
          else if (what === 'remove') all = withoutSection(all, at);
          else all = withSectionEdge(all, at, what, to, songFrames);
        }
        for (const [at, { startFrames, endFrames }] of all.entries()) {
          expect(endFrames).toBeGreaterThan(startFrames);
          expect(startFrames).toBeGreaterThanOrEqual(all[at - 1]?.endFrames ?? 0);
          expect(endFrames).toBeLessThanOrEqual(songFrames);
        }
      }),
    );
  });

  it('snap to the nearest bar line', () => {
    const grid = { bpm: 120, beatSeconds: [0.5] };
    expect(nearestBarFrame(grid, 44_100, songFrames, 44_100)).toBe(22_050);
    expect(nearestBarFrame(grid, 80_000, songFrames, 44_100)).toBe(110_250);
    expect(nearestBarFrame(grid, 100, songFrames, 44_100)).toBe(0);
    expect(nearestBarFrame(null, 80_000, songFrames, 44_100)).toBe(80_000);
  });
});
