import {
  type ChannelStrip,
  decibels,
  flatGroup,
  type Mix,
  mostStripGroups,
  type StemId,
  type StripGroup,
} from '#contract';

/** The group that a strip is in; null: none. */
export const groupOf = ({ group }: Pick<ChannelStrip, 'group'>, { groups }: Pick<Mix, 'groups'>): StripGroup | null =>
  group === null ? null : (groups.find(({ key }) => key === group) ?? null);

/** The strips of a group, in the order of the mixer. */
export const membersOf = ({ strips }: Pick<Mix, 'strips'>, key: number): readonly ChannelStrip[] =>
  strips.filter(({ group }) => group === key);

/** The lowest key without a group; null when all are taken. */
export function freeGroupKey({ groups }: Pick<Mix, 'groups'>): number | null {
  const keys = Array.from({ length: mostStripGroups }, (_, index) => index + 1);
  return keys.find((key) => !groups.some((group) => group.key === key)) ?? null;
}

/** Makes a group of these stems, which leave others that they are in. The same mix when there is no free key, or no such stem. */
export function withGroup(mix: Mix, stemIds: readonly StemId[], nameOf: (key: number) => string): Mix {
  const key = freeGroupKey(mix);
  if (key === null || !mix.strips.some(({ stemId }) => stemIds.includes(stemId))) return mix;
  const strips = mix.strips.map((strip) => (stemIds.includes(strip.stemId) ? { ...strip, group: key } : strip));
  const groups = [...mix.groups, flatGroup(key, nameOf(key))].sort((one, other) => one.key - other.key);
  return withoutEmptyGroups({ ...mix, strips, groups });
}

/** Puts a strip into a group, or takes it out of its own (null). */
export function withMember(mix: Mix, stemId: StemId, key: number | null): Mix {
  const strips = mix.strips.map((strip) => (strip.stemId === stemId ? { ...strip, group: key } : strip));
  return withoutEmptyGroups({ ...mix, strips });
}

/** Dissolves a group. */
export function withoutGroup(mix: Mix, key: number): Mix {
  const strips = mix.strips.map((strip) => (strip.group === key ? { ...strip, group: null } : strip));
  return withoutEmptyGroups({ ...mix, strips });
}

/** Changes one group; an unknown key changes nothing. */
export function withGroupSet(mix: Mix, key: number, change: Partial<Omit<StripGroup, 'key'>>): Mix {
  return { ...mix, groups: mix.groups.map((group) => (group.key === key ? { ...group, ...change } : group)) };
}

/** Without groups that nothing is in; the same mix when each has a strip. */
export function withoutEmptyGroups(mix: Mix): Mix {
  const groups = mix.groups.filter(({ key }) => mix.strips.some((strip) => strip.group === key));
  return groups.length === mix.groups.length ? mix : { ...mix, groups };
}

/** With no group muted or soloed, for a mix whose strips say alone what is heard. */
export const withOpenGroups = (mix: Mix): Mix => ({
  ...mix,
  groups: mix.groups.map((group) => ({ ...group, isMuted: false, isSoloed: false })),
});

/** A mix that sounds the same without its groups: what they do is done by each strip. Levels may then be above the top of a fader. */
export function withoutGroups(mix: Mix): Mix {
  if (mix.groups.length === 0) return mix;
  const strips = mix.strips.map((strip) => {
    const group = groupOf(strip, mix);
    if (group === null) return strip;
    return {
      ...strip,
      group: null,
      levelDb: decibels(strip.levelDb + group.levelDb),
      isMuted: strip.isMuted || group.isMuted,
      isSoloed: strip.isSoloed || group.isSoloed,
    };
  });
  return { ...mix, strips, groups: [] };
}
