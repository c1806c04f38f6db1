import { fail, ok, type Result } from '#contract';
import { chunkFrames, type BounceReport, type WriteOrder } from './bounce-protocol.ts';
import type { Feed } from './group-feed.ts';
import { MixStream } from './mix-stream.ts';
import { PieceWriter, type PutPiece } from './piece-writer.ts';
import type { SoundStream } from './sound-stream.ts';

/** Adds up the mixes of all groups, or of the buses when there are any, and writes the file. */
export async function writeMix(
  order: Omit<WriteOrder, 'urlPrefix'>,
  feeds: readonly Feed[],
  put: PutPiece,
  onProgress: (fraction: number) => void,
): Promise<Result<BounceReport>> {
  const { format, sampleRate, lengthFrames } = order;
  const opened = await MixStream.open(feeds);
  if (!opened.ok) return opened;
  const mix = opened.value;
  const [problem] = mix.problems;
  if (mix.stems === 0) return problem === undefined ? fail('allSilent') : { ok: false, failure: problem.failure };
  const writer = new PieceWriter(format, sampleRate, lengthFrames, put);
  const written = await writeAll(mix, lengthFrames, writer, onProgress);
  if (!written.ok) return written;
  const concealed = await mix.finish();
  if (!concealed.ok) return concealed;
  const finished = await writer.finish();
  if (!finished.ok) return finished;
  return ok({
    peakDb: 20 * Math.log10(writer.peak),
    clippedSamples: writer.clippedSamples,
    lengthFrames,
    concealedFrames: concealed.value,
    problems: mix.problems,
  });
}

async function writeAll(
  sound: SoundStream,
  lengthFrames: number,
  writer: PieceWriter,
  onProgress: (fraction: number) => void,
): Promise<Result<undefined>> {
  const left = new Float64Array(chunkFrames);
  const right = new Float64Array(chunkFrames);
  for (let done = 0; done < lengthFrames;) {
    const count = Math.min(chunkFrames, lengthFrames - done);
    const read = await sound.read(left.subarray(0, count), right.subarray(0, count));
    if (!read.ok) return read;
    const written = await writer.append(left, right, count);
    if (!written.ok) return written;
    done += count;
    onProgress(done / lengthFrames);
  }
  return ok();
}
