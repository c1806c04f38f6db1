import { fail, frames, ok, type Frames, type Hertz, type Result, type SavedAudio } from '#contract';
import { libraryByteSource } from './decoding/library-byte-source.ts';
import { probeStem } from './decoding/open-stem-source.ts';
import { majorityRate } from './opened-stems.ts';

export type MeasuredSong = { readonly sampleRate: Hertz; readonly lengthFrames: Frames };

/**
 * A song's rate and length as they are when it is played: the rate of most stems, the length of the longest. Fails with
 * `undecodable` and the name of the first stem in which there is no sound. Rejects when bytes cannot be had.
 */
export async function measureSong(
  stems: readonly { readonly name: string; readonly audio: SavedAudio }[],
): Promise<Result<MeasuredSong>> {
  const probed = await Promise.all(
    stems.map(({ audio }) => probeStem(libraryByteSource(audio.sha256, audio.byteLength), audio.container)),
  );
  const silent = stems.find((_, index) => probed[index]?.ok !== true);
  if (silent !== undefined) return fail('undecodable', silent.name);
  const facts = probed.flatMap((one) => (one.ok ? [one.value] : []));
  const sampleRate = majorityRate(facts.map((one) => one.sampleRate));
  const lengths = facts.map((one) => frames((one.lengthFrames * sampleRate) / one.sampleRate));
  return ok({ sampleRate, lengthFrames: frames(Math.max(0, ...lengths)) });
}
