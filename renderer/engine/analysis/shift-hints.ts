import type { ShiftHint, StemFacts } from '#contract';
import type { StemPlace } from '../../dsp/stem-alignment.ts';

/** A stem with what says where it stands in time. */
export type PlacedStem = {
  readonly facts: StemFacts;
  readonly isSilent: boolean;
  /** Greatest magnitude of the first 500 frames, linear. */
  readonly startPeak: number;
  /** Offset against the original in frames of the song; null without an original or a clear match. */
  readonly place: StemPlace | null;
};

/** A stem within this distance is in place; no encoder delays by so little. */
const inPlaceFrames = 32;
const leastLateFrames = 64;
/** Frames of MPEG-1 layer III, at 32 kHz and more. */
const mp3Frames = 1152;
const mp3LeastRate = 32_000;
/** Delay of encoder (576) and decoder (529): how late untrimmed files of LAME and Lavc are. */
const encoderDelay = 1105;
/** -50 dBFS: encoders put silence before the sound. */
const loudestStart = 10 ** (-50 / 20);

/** The shift that would align each stem, in frames at `songRate`; null where the evidence is not certain. */
export function shiftHints(stems: readonly PlacedStem[], songRate: number): readonly (ShiftHint | null)[] {
  // If no stem matches the original's position, the original itself may be late.
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
 * The length of stems without an encoder's padding. Null unless every stem has this length or one that an encoder explains: lengths that
 * differ for other reasons say nothing.
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
 * How late a stem is, in frames, judged by its surplus length: 0 at the reference's length, null when no encoder explains it. LAME writes
 * whole MP3 frames with at least 576 frames of silence before and after the sound, and less than an MP3 frame more; a decoder that takes
 * the tag for sound adds one MP3 frame.
 */
function untrimmedDelay(facts: StemFacts, reference: StemFacts): number | null {
  if (facts.sampleRate !== reference.sampleRate) return null;
  const surplus = facts.lengthFrames - reference.lengthFrames;
  if (surplus === 0) return 0;
  if (facts.lengthFrames % mp3Frames !== 0 || facts.sampleRate < mp3LeastRate) return null;
  const added = Math.floor(surplus / mp3Frames);
  return added === 1 || added === 2 ? encoderDelay + (added - 1) * mp3Frames : null;
}
