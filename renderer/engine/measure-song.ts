import {
  fail,
  frames,
  ok,
  type Failure,
  type Frames,
  type Hertz,
  type Result,
  type SavedAudio,
  type StemFacts,
  type StemId,
} from '#contract';
import { libraryByteSource } from '../codecs/library-byte-source.ts';
import { probeStem } from '../codecs/open-stem-source.ts';
import { majorityRate } from './opened-stems.ts';

export type MeasuredSong = {
  readonly sampleRate: Hertz;
  readonly lengthFrames: Frames;
  /** Stems that cannot be read, and why. */
  readonly undecodable: ReadonlyMap<StemId, Failure>;
};

type MeasuredStem = { readonly id: StemId; readonly audio: SavedAudio; readonly facts: StemFacts | null };

/**
 * A song's rate and length as they are when it is played: the rate of most stems, the length of the longest. A stem whose facts are
 * not known yet is looked into; one that cannot be read counts for nothing.
 */
export async function measureSong(stems: readonly MeasuredStem[]): Promise<MeasuredSong> {
  const measured = await Promise.all(stems.map(async (stem) => ({ id: stem.id, outcome: await factsOf(stem) })));
  const facts = measured.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const sampleRate = majorityRate(facts.map((one) => one.sampleRate));
  const lengths = facts.map((one) => frames((one.lengthFrames * sampleRate) / one.sampleRate));
  return {
    sampleRate,
    lengthFrames: frames(Math.max(0, ...lengths)),
    undecodable: new Map(measured.flatMap(({ id, outcome }) => (outcome.ok ? [] : [[id, outcome.failure] as const]))),
  };
}

async function factsOf({ audio, facts }: MeasuredStem): Promise<Result<StemFacts>> {
  if (facts !== null) return ok(facts);
  try {
    return await probeStem(libraryByteSource(audio.sha256, audio.byteLength), audio.container);
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : String(reason));
  }
}
