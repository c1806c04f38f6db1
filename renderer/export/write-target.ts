import { fail, ok, type Result } from '#contract';
import { BlockStream } from './block-stream.ts';
import type { BounceReport, TargetOrder } from './bounce-protocol.ts';
import { MixStream } from './mix-stream.ts';
import type { Feed } from './parcel-feed.ts';
import { rateWork } from './rate-work.ts';
import { skipFrames } from './skip-frames.ts';
import type { SoundStream } from './sound-stream.ts';
import { writeAsIs, writeLevelled, type TargetTools } from './write-sound.ts';

const noSound = { integratedLufs: null, rangeLu: null, truePeakDb: -Infinity, samplePeakDb: -Infinity };
const unwritten: Omit<BounceReport, 'problems'> = {
  ...{ peakDb: -Infinity, clippedSamples: 0, lengthFrames: 0, stems: 0, concealed: [] },
  ...{ before: noSound, after: noSound, gainDb: 0, limitedDb: 0 },
};

/**
 * Adds up what comes in for a target, and writes its file. `onProgress` hears fractions, up to 1. When none of its stems could be
 * opened nothing is written, and the report says so.
 */
export async function writeTarget(
  order: TargetOrder,
  feeds: readonly Feed[],
  tools: TargetTools,
  onProgress: (fraction: number) => void,
): Promise<Result<BounceReport>> {
  const opened = await MixStream.open(feeds);
  if (!opened.ok) return opened;
  const mix = opened.value;
  if (mix.stems === 0 && !order.mayBeSilent) {
    if (mix.problems.length === 0) return fail('allSilent');
    onProgress(1);
    return ok({ ...unwritten, problems: mix.problems });
  }
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
    stems: mix.stems,
    concealed: concealed.value,
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
