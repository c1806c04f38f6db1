import { flatStrip, type ChannelStrip, type Decibels, type LoopRegion, type Mix, type StemId } from '#contract';

type StripChange = Partial<Omit<ChannelStrip, 'stemId'>>;

export function withStrip(mix: Mix, stemId: StemId, change: StripChange): Mix {
  return { ...mix, strips: mix.strips.map((strip) => (strip.stemId === stemId ? { ...strip, ...change } : strip)) };
}

export function withMaster(mix: Mix, masterDb: Decibels): Mix {
  return { ...mix, masterDb };
}

export function withLoop(mix: Mix, loop: LoopRegion | null): Mix {
  return { ...mix, loop };
}

/** Solo this stem alone; a second time lets all be heard again. */
export function withExclusiveSolo(mix: Mix, stemId: StemId): Mix {
  const isAlone = mix.strips.every((strip) => strip.isSoloed === (strip.stemId === stemId));
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, isSoloed: !isAlone && strip.stemId === stemId })) };
}

/** Mute this stem alone; a second time unmutes all. */
export function withExclusiveMute(mix: Mix, stemId: StemId): Mix {
  const isAlone = mix.strips.every((strip) => strip.isMuted === (strip.stemId === stemId));
  return { ...mix, strips: mix.strips.map((strip) => ({ ...strip, isMuted: !isAlone && strip.stemId === stemId })) };
}

/** A saved mix made to fit the stems that are there now: known strips are kept, new stems come in flat. */
export function fittedTo(mix: Mix, stemIds: readonly StemId[]): Mix {
  return {
    ...mix,
    strips: stemIds.map((id) => mix.strips.find((strip) => strip.stemId === id) ?? flatStrip(id)),
  };
}
