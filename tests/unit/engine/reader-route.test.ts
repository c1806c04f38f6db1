import { describe, expect, it } from 'vitest';
import { pageFrames } from '../../../renderer/engine/page-cache/pages.ts';
import { pathAhead, planFill, holdsPage } from '../../../renderer/engine/page-cache/fill-plan.ts';
import { ReaderRig } from './reader-rig.ts';

const rate = 44_100;
const songFrames = 3 * rate;
/** A number at each frame that says which one it is, within what a float holds exactly. */
const counting = Float32Array.from({ length: songFrames }, (_, frame) => (frame + 1) / 262_144);
const frameOf = (sample: number): number => Math.round(sample * 262_144) - 1;

function rigWith(route: { parts?: readonly number[]; passes?: number; stopsAfter?: boolean }): ReaderRig {
  const rig = new ReaderRig([{ left: counting, right: counting }]).fillAll();
  const { parts = [], passes = 0, stopsAfter = false } = route;
  rig.setRoute({ parts: Int32Array.from(parts), passes, stopsAfter });
  return rig;
}

function playLoop(rig: ReaderRig, from: number, start: number, end: number, frames: number): Float32Array {
  rig.line.seek(from);
  rig.line.ask({ isPlaying: true, isLoopOn: true, loopStart: start, loopEnd: end });
  rig.render(Math.ceil(frames / 128));
  return rig.heard(0).left;
}

describe('the way through a loop', () => {
  it('is 100 passes without a frame of drift', () => {
    const heard = playLoop(rigWith({}), 10_007, 10_007, 15_010, 101 * 5003);
    for (let pass = 0; pass < 101; pass += 1) {
      expect(frameOf(heard[pass * 5003 + 2500] ?? NaN)).toBe(10_007 + 2500);
    }
  });

  it('is 100 passes of a chain in any order without a frame of drift', () => {
    const parts = [30_011, 33_000, 5_003, 9_010, 30_011, 33_000];
    const round = 2 * 2989 + 4007;
    const heard = playLoop(rigWith({ parts }), 30_011, 30_011, 33_000, 101 * round);
    for (let pass = 0; pass < 101; pass += 1) {
      const at = pass * round;
      expect(frameOf(heard[at + 1400] ?? NaN)).toBe(30_011 + 1400);
      expect(frameOf(heard[at + 2989 + 2000] ?? NaN)).toBe(5_003 + 2000);
      expect(frameOf(heard[at + 2989 + 4007 + 1400] ?? NaN)).toBe(30_011 + 1400);
    }
  });

  it('goes on after the last pass, with no seam', () => {
    const rig = rigWith({ passes: 2 });
    const heard = playLoop(rig, 10_000, 10_000, 14_000, 16_000);
    expect(frameOf(heard[4000 + 2000] ?? NaN)).toBe(12_000);
    for (let frame = 8000; frame < 15_000; frame += 1) expect(frameOf(heard[frame] ?? NaN)).toBe(6_000 + frame);
    expect(rig.ended).toEqual([]);
    expect(rig.line.log.passes()).toBe(1);
  });

  it('stops after the last pass and fades out within 5 ms', () => {
    const rig = rigWith({ passes: 4, stopsAfter: true });
    const heard = playLoop(rig, 10_000, 10_000, 14_000, 20_000);
    expect(frameOf(heard[15_999] ?? NaN)).toBe(13_999);
    expect(heard[16_000]).toBeGreaterThan(0);
    expect(heard.subarray(16_000 + 221).every((sample) => sample === 0)).toBe(true);
    expect(rig.ended).toEqual([1]);
  });

  it('plays parts that follow each other in the song as the song', () => {
    const heard = playLoop(rigWith({ parts: [10_000, 12_000, 12_000, 15_000] }), 10_000, 10_000, 12_000, 4_500);
    for (let frame = 300; frame < 4_500; frame += 1) expect(frameOf(heard[frame] ?? NaN)).toBe(10_000 + frame);
  });

  it('counts the passes anew after a seek and begins with the part that it leads to', () => {
    const rig = rigWith({ parts: [10_000, 12_000, 20_000, 22_000], passes: 2 });
    playLoop(rig, 10_000, 10_000, 12_000, 5_000);
    expect(rig.line.log.passes()).toBe(1);
    rig.line.seek(20_000);
    rig.render(4);
    expect(rig.line.log.passes()).toBe(0);
    rig.render(16);
    // From the end of the second part a first pass is over.
    expect(rig.line.log.passes()).toBe(1);
    expect(rig.line.log.cursor()).toBeLessThan(12_000);
  });

  it('tells the fillers where it turns next, so that they decode the next part ahead', () => {
    const rig = rigWith({ parts: [10_000, 12_000, 60_000, 70_000] });
    playLoop(rig, 10_000, 10_000, 12_000, 512);
    const sequence = rig.line.log.turnUnder(2);
    expect(sequence ?? rig.line.log.turnUnder(4)).toEqual({ end: 12_000, target: 60_000 });
    const place = { position: 10_512, loop: { start: 60_000, end: 12_000 }, songFrames, speed: 1 };
    expect(pathAhead(place, 5_000)).toEqual([
      { start: 10_512, end: 12_000 },
      { start: 60_000, end: 63_512 },
    ]);
    expect(holdsPage(planFill(place, rate, 64).pinned, Math.floor(61_000 / pageFrames))).toBe(true);
  });
});
