import { describe, expect, test } from 'vitest';
import { decibels, flatMix, type Mix, mostStripGroups, type StemId } from '#contract';
import { audibleGain, isAudible, isHeard, isSilent } from '../../../renderer/mix/audibility.ts';
import {
  fittedTo,
  withAllHeard,
  withExclusiveSolo,
  withSoundReset,
  withStrip,
} from '../../../renderer/mix/mix-edits.ts';
import { comparedMix, originalRow } from '../../../renderer/mix/original.ts';
import {
  freeGroupKey,
  groupOf,
  membersOf,
  withGroup,
  withGroupSet,
  withMember,
  withoutGroup,
  withoutGroups,
} from '../../../renderer/mix/strip-groups.ts';
import { variantMix } from '../../../renderer/mix/variants.ts';

const ids = ['vocals', 'drums', 'percussion', 'bass'] as unknown as readonly [StemId, StemId, StemId, StemId];
const [vocals, drums, percussion, bass] = ids;
const nameOf = (key: number): string => `Group ${String(key)}`;
const grouped = withGroup(flatMix(ids), [drums, percussion], nameOf);

const gains = (mix: Mix): readonly number[] => mix.strips.map((strip) => audibleGain(strip, mix));

describe('who is in which group', () => {
  test('a group takes strips from others, and goes with its last one', () => {
    expect(membersOf(grouped, 1).map(({ stemId }) => stemId)).toEqual([drums, percussion]);
    expect(grouped.groups).toEqual([{ key: 1, name: 'Group 1', levelDb: 0, isMuted: false, isSoloed: false }]);
    const two = withGroup(grouped, [percussion, bass], nameOf);
    expect(two.groups.map(({ key }) => key)).toEqual([1, 2]);
    expect(two.strips.map(({ group }) => group)).toEqual([null, 1, 2, 2]);
    const one = withMember(two, drums, 2);
    expect(one.groups.map(({ key }) => key)).toEqual([2]);
    expect(withGroup(one, [vocals], nameOf).groups.map(({ key }) => key)).toEqual([1, 2]);
    expect(withMember(grouped, drums, null).strips.map(({ group }) => group)).toEqual([null, null, 1, null]);
    expect(withoutGroup(grouped, 1)).toEqual(flatMix(ids));
    expect(fittedTo(grouped, [vocals, bass])).toEqual(flatMix([vocals, bass]));
  });

  test('there are no more than can be told apart', () => {
    const full = {
      ...grouped,
      groups: Array.from({ length: mostStripGroups }, (_, at) => ({ ...grouped.groups[0], key: at + 1 })),
    } as Mix;
    expect(freeGroupKey(full)).toBeNull();
    expect(withGroup(full, [vocals], nameOf)).toBe(full);
    expect(withGroup(grouped, ['none' as StemId], nameOf)).toBe(grouped);
    expect(groupOf({ group: 9 }, grouped)).toBeNull();
  });
});

describe('what a group does', () => {
  const half = withGroupSet(withStrip(grouped, drums, { levelDb: decibels(-6) }), 1, { levelDb: decibels(-6) });

  test('its fader works on top of those of its strips', () => {
    const six = 10 ** (-6 / 20);
    expect(gains(half)[0]).toBe(1);
    expect(gains(half)[1]).toBeCloseTo(six * six, 12);
    expect(gains(half)[2]).toBeCloseTo(six, 12);
    const off = withGroupSet(grouped, 1, { levelDb: decibels(-Infinity) });
    expect(off.strips.map((strip) => isHeard(strip, off))).toEqual([true, false, false, true]);
    expect(isSilent(withGroupSet(withGroup(flatMix(ids), ids, nameOf), 1, { isMuted: true }))).toBe(true);
  });

  test('its mute and solo are those of each of its strips', () => {
    expect(gains(withGroupSet(grouped, 1, { isMuted: true }))).toEqual([1, 0, 0, 1]);
    const soloed = withGroupSet(grouped, 1, { isSoloed: true });
    expect(gains(soloed)).toEqual([0, 1, 1, 0]);
    expect(gains(withStrip(soloed, drums, { isSoloed: true }))).toEqual([0, 1, 1, 0]);
    expect(gains(withStrip(soloed, drums, { isMuted: true }))).toEqual([0, 0, 1, 0]);
    expect(gains(withStrip(grouped, drums, { isSoloed: true }))).toEqual([0, 1, 0, 0]);
    const [, , , onlyBass] = withExclusiveSolo(soloed, bass).strips;
    expect(gains(withExclusiveSolo(soloed, bass))).toEqual([0, 0, 0, 1]);
    expect(onlyBass?.isSoloed).toBe(true);
    expect(gains(withAllHeard(withGroupSet(soloed, 1, { isMuted: true })))).toEqual([1, 1, 1, 1]);
    expect(withSoundReset(half)).toEqual(grouped);
  });

  test('a mix without its groups sounds the same', () => {
    for (const mix of [
      half,
      withGroupSet(half, 1, { isMuted: true }),
      withGroupSet(withStrip(half, vocals, { isSoloed: true }), 1, { isSoloed: true }),
    ]) {
      const plain = withoutGroups(mix);
      expect(plain.groups).toEqual([]);
      gains(mix).forEach((gain, at) => {
        expect(gains(plain)[at]).toBeCloseTo(gain, 12);
      });
    }
    expect(withoutGroups(flatMix(ids)).strips.every((strip) => strip.group === null)).toBe(true);
  });

  test('versions and the original are heard whatever groups are muted or soloed', () => {
    const soloed = withGroupSet(half, 1, { isSoloed: true });
    const stems = ids.map((id) => ({ id, kind: 'other', name: id }) as const);
    const alone = variantMix(soloed, stems, { kind: 'only', stemId: vocals });
    expect(gains(alone)).toEqual([1, 0, 0, 0]);
    const without = variantMix(withGroupSet(half, 1, { isMuted: true }), stems, { kind: 'minus', stemId: vocals });
    expect(gains(without)[2]).toBeCloseTo(10 ** (-6 / 20), 12);
    const original = comparedMix(soloed, { hears: 'original', louderDb: 0 });
    expect(original.strips.filter((strip) => isAudible(strip, original)).map(({ stemId }) => stemId)).toEqual([
      originalRow,
    ]);
  });
});
