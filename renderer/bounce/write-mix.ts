import { fail, ok, type Result } from '#contract';
import type { BounceReport, GroupMessage, MixedChunk, WriteOrder } from './bounce-protocol.ts';
import { addMix } from './mix-kernel.ts';
import { PieceWriter, type PutPiece } from './piece-writer.ts';
import type { BounceProblem } from './stem-group.ts';

/** Where the mix of a group of stems comes from. */
export type Feed = { next(): Promise<GroupMessage>; handBack(chunk: MixedChunk): void };

/** Adds up the mixes of all groups and writes the file. */
export async function writeMix(
  order: Omit<WriteOrder, 'urlPrefix'>,
  feeds: readonly Feed[],
  put: PutPiece,
  onProgress: (fraction: number) => void,
): Promise<Result<BounceReport>> {
  const { format, sampleRate, lengthFrames } = order;
  const opened = await openFeeds(feeds);
  if (!opened.ok) return opened;
  const { sounding, problems } = opened.value;
  const writer = new PieceWriter(format, sampleRate, lengthFrames, put);
  for (let done = 0; done < lengthFrames;) {
    const chunk = await nextMix(sounding);
    if (!chunk.ok) return chunk;
    const { left, right, count } = chunk.value.mix;
    const written = await writer.append(left, right, count);
    if (!written.ok) return written;
    chunk.value.handBack();
    done += count;
    onProgress(done / lengthFrames);
  }
  const concealed = await Promise.all(sounding.map(concealedAtEnd));
  const finished = await writer.finish();
  if (!finished.ok) return finished;
  return ok({
    peakDb: 20 * Math.log10(writer.peak),
    clippedSamples: writer.clippedSamples,
    lengthFrames,
    concealedFrames: concealed.reduce((sum, count) => sum + count, 0),
    problems,
  });
}

async function openFeeds(
  feeds: readonly Feed[],
): Promise<Result<{ readonly sounding: readonly Feed[]; readonly problems: readonly BounceProblem[] }>> {
  const sounding: Feed[] = [];
  const problems: BounceProblem[] = [];
  for (const feed of feeds) {
    const message = await feed.next();
    if (message.about === 'failed') return { ok: false, failure: message.failure };
    if (message.about !== 'opened') return fail('internal', message.about);
    if (message.stems > 0) sounding.push(feed);
    problems.push(...message.problems);
  }
  const [problem] = problems;
  if (sounding.length === 0) return problem === undefined ? fail('allSilent') : { ok: false, failure: problem.failure };
  return ok({ sounding, problems });
}

/** The next chunk of every group, added into the first one's. */
async function nextMix(
  feeds: readonly Feed[],
): Promise<Result<{ readonly mix: MixedChunk; readonly handBack: () => void }>> {
  const messages = await Promise.all(feeds.map((feed) => feed.next()));
  const chunks: MixedChunk[] = [];
  for (const message of messages) {
    if (message.about === 'failed') return { ok: false, failure: message.failure };
    if (message.about !== 'chunk') return fail('internal', message.about);
    chunks.push(message.chunk);
  }
  const [mix, ...others] = chunks;
  if (mix === undefined) return fail('internal');
  for (const other of others) {
    addMix(mix.left, other.left, mix.count);
    addMix(mix.right, other.right, mix.count);
  }
  const handBack = (): void => {
    for (const [index, chunk] of chunks.entries()) feeds[index]?.handBack(chunk);
  };
  return ok({ mix, handBack });
}

async function concealedAtEnd(feed: Feed): Promise<number> {
  const message = await feed.next();
  return message.about === 'end' ? message.concealedFrames : 0;
}
