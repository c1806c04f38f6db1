import type { Mix, StemId, StemKind } from '#contract';
import { isAudible } from '../../mix/audibility.ts';

/** The four parts of a stem file, in the order in which its players have them. */
export const stemGroups = ['drums', 'bass', 'melody', 'vocals'] as const;
export type StemGroupName = (typeof stemGroups)[number];

/** What a player shows of each. */
export const stemGroupLooks: Readonly<Record<StemGroupName, { readonly name: string; readonly color: string }>> = {
  drums: { name: 'Drums', color: '#F2A26A' },
  bass: { name: 'Bass', color: '#7CCD8E' },
  melody: { name: 'Melody', color: '#79BBEF' },
  vocals: { name: 'Vocals', color: '#F896AD' },
};

/** Which part each stem belongs to. */
export type StemAssignment = ReadonlyMap<StemId, StemGroupName>;

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

/** Where stems go by what they are; `chosen` says otherwise for some. */
export function stemGroupsOf(
  stems: readonly { readonly id: StemId; readonly kind: StemKind }[],
  chosen: StemAssignment = new Map(),
): StemAssignment {
  return new Map(stems.map(({ id, kind }) => [id, chosen.get(id) ?? groupOfKind[kind]]));
}

/** The mix of one part alone: what is heard of it in the whole mix. The four together are the mix. */
export function stemGroupMix(mix: Mix, assignment: StemAssignment, group: StemGroupName): Mix {
  return {
    ...mix,
    strips: mix.strips.map((strip) => ({
      ...strip,
      isMuted: !isAudible(strip, mix) || assignment.get(strip.stemId) !== group,
      isSoloed: false,
    })),
  };
}
