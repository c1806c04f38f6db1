import type { ShiftHint, StemFacts } from '#contract';
import type { StemPlace } from '../../dsp/stem-alignment.ts';

export type PlacedStem = {
  readonly facts: StemFacts;
  readonly isSilent: boolean;
  /** Greatest magnitude of the first 500 frames, linear. */
  readonly startPeak: number;
  /** Against the original, in frames of the song; null when there is none or nothing stood out. */
  readonly place: StemPlace | null;
};

/** Nearer than this to its place a stem is in it; no encoder delays by so little. */
const inPlaceFrames = 32;
const leastLateFrames = 64;
/** Frames of MPEG-1 layer III, at 32 kHz and more. */
const mp3Frames = 1152;
const mp3LeastRate = 32_000;
/** Encoder (576) and decoder (529): what LAME's and Lavc's files are late by when nobody trims them. */
const encoderDelay = 1105;
/** -50 dBFS: encoders put silence before the sound. */
const loudestStart = 10 ** (-50 / 20);

/** What would put stems right that stand late or early; null for each of which nothing certain can be said. */
export function shiftHints(stems: readonly PlacedStem[], songRate: number): readonly (ShiftHint | null)[] {
  // When not one stem is where the original has it, it may be the original that is late.
  const isSure = stems.some(({ place }) => place !== null && Math.abs(place.lateFrames) <= inPlaceFrames);
  const reference = referenceLength(stems);
  return stems.map((stem) => {
    if (stem.isSilent) return null;
    if (stem.place !== null) return isSure ? byPlace(stem.place) : null;
    return reference === null ? null : byLength(stem, reference, songRate);
  });
}

function byPlace({ lateFrames }: StemPlace): ShiftHint | null {
  return Math.abs(lateFrames) < leastLateFrames ? null : { shiftFrames: -lateFrames, basis: 'original' };
}

function byLength({ facts, startPeak }: PlacedStem, reference: StemFacts, songRate: number): ShiftHint | null {
  const delay = untrimmedDelay(facts, reference);
  if (delay === null || delay === 0 || startPeak > loudestStart) return null;
  return { shiftFrames: -Math.round((delay * songRate) / facts.sampleRate), basis: 'length' };
}

/**
 * The length that stems have when nothing of an encoder is left on them. Null unless every stem has this length or one that an
 * encoder explains: lengths that differ for other reasons say nothing.
 */
function referenceLength(stems: readonly PlacedStem[]): StemFacts | null {
  const all = stems.map(({ facts }) => facts);
  const counts = new Map<number, number>();
  for (const { lengthFrames } of all.filter(({ lengthFrames: length }) => length % mp3Frames !== 0)) {
    counts.set(lengthFrames, (counts.get(lengthFrames) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, count], [, otherCount]) => otherCount - count);
  const reference = all.find(({ lengthFrames }) => lengthFrames === most?.[0]);
  if (reference === undefined) return null;
  return all.every((facts) => untrimmedDelay(facts, reference) !== null) ? reference : null;
}

/**
 * How late a stem is by the frames that it is longer: 0 for one of the reference's length, null for one that no encoder explains.
 * LAME writes whole frames, at least 576 of silence before the sound and as many after it, but less than a frame more; a decoder
 * that takes the tag's frame for sound adds one.
 */
function untrimmedDelay(facts: StemFacts, reference: StemFacts): number | null {
  if (facts.sampleRate !== reference.sampleRate) return null;
  const surplus = facts.lengthFrames - reference.lengthFrames;
  if (surplus === 0) return 0;
  if (facts.lengthFrames % mp3Frames !== 0 || facts.sampleRate < mp3LeastRate) return null;
  const added = Math.floor(surplus / mp3Frames);
  return added === 1 || added === 2 ? encoderDelay + (added - 1) * mp3Frames : null;
}
