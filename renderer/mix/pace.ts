import type { Mix, StemKind } from '#contract';

/** Stems are mixed to two buses, so that drums can keep their pitch; each bus has a pitch shift of its own. */
export type BusName = 'main' | 'drums';

/** What the pitch shift of each bus multiplies the pitch by, once the sound has been read at the mix's speed. */
export type BusFactors = Readonly<Record<BusName, number>>;

export const busOf = (kind: StemKind): BusName => (kind === 'drums' || kind === 'percussion' ? 'drums' : 'main');

/** Ratio of pitches that lie so many cents apart; 1200 cents are an octave. */
export const ratioOfCents = (cents: number): number => 2 ** (cents / 1200);

/** Whether the song sounds as it was recorded in speed and pitch, so that no pitch shift is in the way. */
export const isAsRecorded = ({ speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>): boolean =>
  speed === 1 && transposeCents === 0;

/**
 * Reading a song at another speed moves its pitch along; the buses bring it back, and transpose it: the main bus always, the drums
 * unless they keep their pitch.
 */
export function busFactors({
  speed,
  transposeCents,
  keepsDrumPitch,
}: Pick<Mix, 'speed' | 'transposeCents' | 'keepsDrumPitch'>): BusFactors {
  const main = ratioOfCents(transposeCents) / speed;
  return { main, drums: keepsDrumPitch ? 1 / speed : main };
}

/** How long so many frames of the song take at a speed: whole frames, rounded to the nearest. */
export const playedFrames = (songFrames: number, speed: number): number => Math.round(songFrames / speed);
