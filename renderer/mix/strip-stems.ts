import type { ChannelStrip, Hertz, Mix, Session, Stem } from '#contract';

type StripLook = Pick<ChannelStrip, 'stemId' | 'name'>;

/** What a mix says of the look of the mixer: the order and the names of its strips. */
export const looksOf = ({ strips }: Pick<Mix, 'strips'>): readonly StripLook[] =>
  strips.map(({ stemId, name }) => ({ stemId, name }));

/** Whether two mixes look the same, in order and names. */
export const isSameLook = (one: readonly StripLook[], other: readonly StripLook[]): boolean =>
  one.length === other.length &&
  one.every(({ stemId, name }, at) => stemId === other[at]?.stemId && name === other[at].name);

/** The stems as the mixer has them: in the order of the strips and by their names there; stems without a strip come last. */
export function mixerStems(stems: readonly Stem[], strips: readonly StripLook[]): readonly Stem[] {
  const known = new Map(stems.map((stem) => [stem.id, stem]));
  const named = strips.flatMap(({ stemId, name }): readonly Stem[] => {
    const stem = known.get(stemId);
    known.delete(stemId);
    return stem === undefined ? [] : [name === null ? stem : { ...stem, name }];
  });
  return [...named, ...known.values()];
}

/** The session with its stems as the mixer has them, for everything that lists or names them. */
export const asInMixer = (session: Session, mix: Pick<Mix, 'strips'>): Session => ({
  ...session,
  stems: mixerStems(session.stems, mix.strips),
});

/**
 * Frames of the song by which a strip's stem plays later than in its file, negative for earlier: its alignment and its shift by hand.
 * Player, export and drawing all take the offset from here, so that they agree to the frame.
 */
export const offsetFrames = (
  { shiftFrames, shiftMs }: Pick<ChannelStrip, 'shiftFrames' | 'shiftMs'>,
  songRate: Hertz,
): number => shiftFrames + Math.round((shiftMs * songRate) / 1000);
