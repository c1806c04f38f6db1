import { fail, ok, type Result } from '#contract';
import { BlockStream } from './block-stream.ts';
import type { BounceReport, TargetOrder } from './bounce-protocol.ts';
import { MixStream } from './mix-stream.ts';
import type { Feed } from './parcel-feed.ts';
import { rateWork } from './rate-work.ts';
import { skipFrames } from './skip-frames.ts';
import type { SoundStream } from './sound-stream.ts';
import { writeAsIs, writeLevelled, type TargetTools } from './write-sound.ts';

/** Adds up what comes in for a target, and writes its file. `onProgress` hears fractions, up to 1. */
export async function writeTarget(
  order: TargetOrder,
  feeds: readonly Feed[],
  tools: TargetTools,
  onProgress: (fraction: number) => void,
): Promise<Result<BounceReport>> {
  const opened = await MixStream.open(feeds);
  if (!opened.ok) return opened;
  const mix = opened.value;
  const [problem] = mix.problems;
  if (mix.stems === 0 && !order.mayBeSilent)
    return problem === undefined ? fail('allSilent') : { ok: false, failure: problem.failure };
  const sound = await atFileRate(mix, order);
  if (!sound.ok) return sound;
  const { loudness } = order;
  const written =
    loudness === null
      ? await writeAsIs(order, sound.value, tools, onProgress)
      : await writeLevelled(order, loudness, sound.value, tools, onProgress);
  if (!written.ok) return written;
  const concealed = await mix.finish();
  if (!concealed.ok) return concealed;
  return ok({
    ...written.value,
    peakDb: written.value.after.samplePeakDb,
    lengthFrames: order.file.lengthFrames,
    concealedFrames: concealed.value,
    problems: mix.problems,
  });
}

async function atFileRate(
  mix: SoundStream,
  { leadFrames, songRate, file: { sampleRate } }: TargetOrder,
): Promise<Result<SoundStream>> {
  const skipped = await skipFrames(mix, leadFrames);
  if (!skipped.ok) return skipped;
  return ok(sampleRate === songRate ? mix : new BlockStream(mix, rateWork(songRate, sampleRate)));
}
