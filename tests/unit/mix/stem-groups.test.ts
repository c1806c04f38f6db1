import { describe, expect, it } from 'vitest';
import { decibels, flatMix, stemGroups, stemKinds } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { isAudible } from '../../../renderer/mix/audibility.ts';
import { stemGroupMix, stemGroupsOf, withStemGroup } from '../../../renderer/mix/stem-groups.ts';

const stems = stemKinds.map((kind) => ({ id: stemIdSchema.parse(kind.toLowerCase()), kind }));
const idOf = (kind: (typeof stemKinds)[number]) => stemIdSchema.parse(kind.toLowerCase());

describe('the four parts of a stem file', () => {
  it('take every stem by what it is, unless somebody says otherwise', () => {
    const groups = stemGroupsOf(stems);
    expect(
      ['drums', 'percussion', 'bass', 'vocals', 'backingVocals', 'guitar', 'fx', 'other'].map((kind) =>
        groups.get(idOf(kind as (typeof stemKinds)[number])),
      ),
    ).toEqual(['drums', 'drums', 'bass', 'vocals', 'vocals', 'melody', 'melody', 'melody']);
    const chosen = stemGroupsOf(stems, { fx: 'drums', kazoo: 'bass' });
    expect(chosen.get(idOf('fx'))).toBe('drums');
    expect(chosen.size).toBe(stems.length);
  });

  it('remember only what was said otherwise', () => {
    const fx = { id: idOf('fx'), kind: 'fx' } as const;
    const moved = withStemGroup({ piano: 'bass' }, fx, 'drums');
    expect(moved).toEqual({ piano: 'bass', fx: 'drums' });
    expect(withStemGroup(moved, fx, 'vocals')).toEqual({ piano: 'bass', fx: 'vocals' });
    expect(withStemGroup(moved, fx, 'melody')).toEqual({ piano: 'bass' });
  });

  it('are together what is heard of the mix, each stem once', () => {
    const flat = flatMix(stems.map(({ id }) => id));
    const solo = {
      ...flat,
      masterDb: decibels(-3),
      strips: flat.strips.map((strip, index) => ({ ...strip, isSoloed: index % 2 === 0, isMuted: index === 2 })),
    };
    for (const mix of [flat, solo]) {
      const groups = stemGroupsOf(stems);
      const parts = stemGroups.map((group) => stemGroupMix(mix, groups, group));
      const heard = parts.flatMap((part) =>
        part.strips.filter((strip) => isAudible(strip, part)).map(({ stemId }) => stemId),
      );
      const wanted = mix.strips.filter((strip) => isAudible(strip, mix)).map(({ stemId }) => stemId);
      expect([...heard].sort()).toEqual([...wanted].sort());
      expect(parts.every(({ masterDb, speed }) => masterDb === mix.masterDb && speed === mix.speed)).toBe(true);
    }
  });
});
