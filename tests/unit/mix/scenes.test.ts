import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChannelStrip, decibels, flatMix, type Mix } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { audibleGain } from '../../../renderer/mix/audibility.ts';
import { levelAt, travelOf } from '../../../renderer/mix/levels.ts';
import { withSpeed, withStrip } from '../../../renderer/mix/mix-edits.ts';
import {
  freeSceneKey,
  isAtScene,
  morphedMix,
  sceneNamed,
  sceneOf,
  withSavedScene,
  withScene,
  withSceneName,
} from '../../../renderer/mix/scenes.ts';
import { withGroup, withGroupSet } from '../../../renderer/mix/strip-groups.ts';

const vocals = stemIdSchema.parse('vocals');
const drums = stemIdSchema.parse('drums');
const late = stemIdSchema.parse('late');
const flat = flatMix([vocals, drums]);
const set = (mix: Mix, stemId: ChannelStrip['stemId'], levelDb: number, more: Partial<ChannelStrip> = {}): Mix =>
  withStrip(mix, stemId, { levelDb: decibels(levelDb), ...more });
const gainsOf = (mix: Mix): readonly number[] => mix.strips.map((strip) => audibleGain(strip, mix));

describe('a scene', () => {
  it('gives levels, pans, mutes and solos back, and leaves shifts, master and speed as they are', () => {
    const saved = set(set(flat, vocals, -6, { pan: -0.5, isSoloed: true }), drums, -Infinity, { isMuted: true });
    const scene = sceneOf(saved, 1, 'Verse');
    const now = { ...withSpeed(withStrip(flat, vocals, { shiftFrames: 30 }), 0.8), masterDb: decibels(-3) };
    const recalled = withScene(now, scene);
    expect(recalled).toEqual({ ...now, strips: [{ ...saved.strips[0], shiftFrames: 30 }, saved.strips[1]] });
    expect([isAtScene(now, scene), isAtScene(recalled, scene)]).toEqual([false, true]);
    expect(isAtScene(set(recalled, vocals, -6.1), scene)).toBe(false);
  });

  it('leaves a stem alone that came after it, and does not mind one that has gone', () => {
    const scene = sceneOf(set(flat, vocals, -6), 1, 'Verse');
    const grown = set(flatMix([vocals, late]), late, -12, { pan: 1, isMuted: true });
    const recalled = withScene(grown, scene);
    expect(recalled.strips).toEqual([{ ...grown.strips[0], levelDb: -6 }, grown.strips[1]]);
    expect(isAtScene(recalled, scene)).toBe(true);
    expect(morphedMix(grown, scene, sceneOf(flat, 2, 'All'), 0.5).strips[1]).toEqual(grown.strips[1]);
  });
});

describe('the groups of a scene', () => {
  const grouped = withGroup(flat, [drums], () => 'Rhythm');
  const louder = withGroupSet(grouped, 1, { levelDb: decibels(-6) });
  const muted = withGroupSet(grouped, 1, { isMuted: true });

  it('are recalled with it; those that it does not know stay', () => {
    const scene = sceneOf(louder, 1, 'Soft');
    expect(withScene(muted, scene)).toEqual(louder);
    expect([isAtScene(muted, scene), isAtScene(louder, scene)]).toEqual([false, true]);
    const older = { ...sceneOf(flat, 2, 'Before'), groups: [] };
    expect(withScene(muted, older)).toEqual(muted);
  });

  it('fade on the way to one that mutes them, as their strips do', () => {
    const [from, to] = [sceneOf(louder, 1, 'With'), sceneOf(muted, 2, 'Without')];
    const gains = Array.from({ length: 21 }, (_, step) => gainsOf(morphedMix(grouped, from, to, step / 20))[1] ?? NaN);
    expect(gains[0]).toBeCloseTo(10 ** (-6 / 20), 9);
    expect(gains.at(-1)).toBe(0);
    expect(Math.max(...gains.slice(1).map((gain, index) => gain - (gains[index] ?? 0)))).toBeLessThan(0.06);
    expect(gains.at(-2)).toBeLessThan(0.1);
  });
});

describe('a morph', () => {
  it('moves by the travel of faders, not by decibels', () => {
    const loud = sceneOf(flat, 1, 'Loud');
    const soft = sceneOf(set(flat, vocals, -48), 2, 'Soft');
    const middle = morphedMix(flat, loud, soft, 0.5).strips[0]?.levelDb ?? NaN;
    expect(middle).toBeCloseTo(levelAt((travelOf(decibels(0)) + travelOf(decibels(-48))) / 2), 9);
    expect(middle).toBeGreaterThan(-20);
  });

  it('fades a strip to off that one of the scenes mutes, without letting it wander', () => {
    const here = sceneOf(set(flat, drums, -6, { pan: -1 }), 1, 'With');
    const gone = sceneOf(set(flat, drums, -6, { pan: 1, isMuted: true }), 2, 'Without');
    const steps = Array.from({ length: 11 }, (_, step) => morphedMix(flat, here, gone, step / 10));
    const gains = steps.map((mix) => gainsOf(mix)[1] ?? NaN);
    expect(gains.every((gain, index) => index === 0 || gain < (gains[index - 1] ?? 0) || gain === 0)).toBe(true);
    expect([gains[0], gains[10]]).toEqual([10 ** (-6 / 20), 0]);
    expect(steps.slice(0, 10).map((mix) => mix.strips[1]?.pan)).toEqual(Array.from({ length: 10 }, () => -1));
  });

  it('is at its scenes at the ends and has no jump on the way, whatever is muted and soloed', () => {
    const strip = fc.record({
      levelDb: fc.oneof(fc.constant(-Infinity), fc.double({ min: -60, max: 6, noNaN: true })).map(decibels),
      isMuted: fc.boolean(),
      isSoloed: fc.boolean(),
    });
    const scene = fc
      .tuple(strip, strip)
      .map(([one, other]) => sceneOf(withStrip(withStrip(flat, vocals, one), drums, other), 1, 'Any'));
    fc.assert(
      fc.property(scene, scene, (from, to) => {
        expect(morphedMix(flat, from, to, 0)).toEqual(withScene(flat, from));
        expect(morphedMix(flat, from, to, 1)).toEqual(withScene(flat, to));
        const way = Array.from({ length: 101 }, (_, step) => gainsOf(morphedMix(flat, from, to, step / 100)));
        const steps = way
          .slice(1)
          .flatMap((gains, step) => gains.map((gain, at) => Math.abs(gain - (way[step]?.[at] ?? NaN))));
        // A hundredth of the travel is 0.48 dB at 0 dB, where the taper is steepest for the ear.
        expect(Math.max(...steps)).toBeLessThan(0.06);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the scenes of a song', () => {
  it('keep their keys and names when one is saved over or another goes', () => {
    const one = withSavedScene([], flat, 3);
    const two = withSceneName(withSavedScene(one, flat, 1), 3, '  Solo   of drums ');
    expect(two.map(({ key, name }) => [key, name])).toEqual([
      [1, 'Scene 1'],
      [3, 'Solo of drums'],
    ]);
    const over = withSavedScene(two, set(flat, vocals, -3), 3);
    expect(over.map(({ key, name, strips }) => [key, name, strips[0]?.levelDb])).toEqual([
      [1, 'Scene 1', 0],
      [3, 'Solo of drums', -3],
    ]);
    expect([freeSceneKey(two), withSceneName(two, 1, ' ')]).toEqual([2, two]);
    expect(freeSceneKey(Array.from({ length: 8 }, (_, index) => sceneOf(flat, index + 1, 'x')))).toBeNull();
  });

  it('are found by name, whatever its case, then by key', () => {
    const scenes = [sceneOf(flat, 1, '2'), sceneOf(flat, 2, 'Chorus')];
    expect(['2', 'CHORUS ', '1', '3'].map((word) => sceneNamed(scenes, word)?.key ?? null)).toEqual([1, 2, 1, null]);
  });
});
