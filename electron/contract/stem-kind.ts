/** The parts the service can separate, in the order in which strips stand in the mixer, and `other` for the rest. */
export const stemKinds = [
  'vocals',
  'backingVocals',
  'drums',
  'percussion',
  'bass',
  'guitar',
  'piano',
  'keyboard',
  'synth',
  'strings',
  'brass',
  'woodwinds',
  'fx',
  'instrumental',
  'other',
] as const;

export type StemKind = (typeof stemKinds)[number];

/** The name a strip shows, which tests and assistive technology rely on. `other` takes its own name instead. */
export const stemKindNames: Readonly<Record<StemKind, string>> = {
  vocals: 'Vocals',
  backingVocals: 'Backing vocals',
  drums: 'Drums',
  percussion: 'Percussion',
  bass: 'Bass',
  guitar: 'Guitar',
  piano: 'Piano',
  keyboard: 'Keyboard',
  synth: 'Synth',
  strings: 'Strings',
  brass: 'Brass',
  woodwinds: 'Woodwinds',
  fx: 'FX',
  instrumental: 'Instrumental',
  other: 'Other',
};
