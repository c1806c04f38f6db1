import type { Mix, StemGroupName, StemId, StemKind } from '#contract';
import { isAudible } from './audibility.ts';
import { withOpenGroups } from './strip-groups.ts';
import { stemColour } from './stem-colours.ts';

/** Name and colour of each part of a stem file, here and in players. `color`: that of `kind` in the dark theme. */
export const stemGroupLooks: Readonly<
  Record<StemGroupName, { readonly name: string; readonly kind: StemKind; readonly color: string }>
> = {
  drums: { name: 'Drums', kind: 'drums', color: stemColour('drums') },
  bass: { name: 'Bass', kind: 'bass', color: stemColour('bass') },
  melody: { name: 'Melody', kind: 'piano', color: stemColour('piano') },
  vocals: { name: 'Vocals', kind: 'vocals', color: stemColour('vocals') },
};

/** The part of each stem. */
export type StemAssignment = ReadonlyMap<StemId, StemGroupName>;
type GroupedStem = { readonly id: StemId; readonly kind: StemKind };

const groupOfKind: Readonly<Record<StemKind, StemGroupName>> = {
  vocals: 'vocals',
  backingVocals: 'vocals',
  drums: 'drums',
  percussion: 'drums',
  bass: 'bass',
  guitar: 'melody',
  piano: 'melody',
  keyboard: 'melody',
  synth: 'melody',
  strings: 'melody',
  brass: 'melody',
  woodwinds: 'melody',
  fx: 'melody',
  instrumental: 'melody',
  other: 'melody',
};

/** Assigns each stem to a part by its kind, unless `chosen` names another for its id. */
export function stemGroupsOf(
  stems: readonly GroupedStem[],
  chosen: Readonly<Record<string, StemGroupName>> = {},
): StemAssignment {
  return new Map(stems.map(({ id, kind }) => [id, chosen[id] ?? groupOfKind[kind]]));
}

/** Moves a stem to a part: returns `chosen` with it, without an entry when the part is that of its kind. */
export function withStemGroup(
  chosen: Readonly<Record<string, StemGroupName>>,
  { id, kind }: GroupedStem,
  group: StemGroupName,
): Readonly<Record<string, StemGroupName>> {
  const others = Object.entries(chosen).filter(([stem]) => stem !== id);
  return Object.fromEntries(group === groupOfKind[kind] ? others : [...others, [id, group]]);
}

/** The mix of one part: what the whole mix plays of its stems. The four parts add up to the mix. */
export function stemGroupMix(mix: Mix, assignment: StemAssignment, group: StemGroupName): Mix {
  return {
    ...mix,
    groups: withOpenGroups(mix).groups,
    strips: mix.strips.map((strip) => ({
      ...strip,
      isMuted: !isAudible(strip, mix) || assignment.get(strip.stemId) !== group,
      isSoloed: false,
    })),
  };
}
