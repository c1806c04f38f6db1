import { fail, failure, ok, type AudioContainer, type Result, type StemFacts } from '#contract';
import { encodeOverview, OverviewBuilder } from '../dsp/waveform-peaks.ts';
import { fetchByteSource } from './fetch-byte-source.ts';
import { openStemSource } from './open-stem-source.ts';

export type OverviewOrder = {
  readonly url: string;
  readonly byteLength: number;
  readonly container: AudioContainer;
  /** Shared with the page: nonzero while a song plays. */
  readonly pace: Int32Array;
};
export type MadeOverview = { readonly file: Uint8Array<ArrayBuffer>; readonly facts: StemFacts };

const stepFrames = 65_536;
/** Read through from end to end, so in few large pieces. */
const blockBytes = 2 ** 18;

async function makeOverview(order: OverviewOrder): Promise<Result<MadeOverview>> {
  const opened = await openStemSource(fetchByteSource(order.url, order.byteLength), order.container, null, blockBytes);
  if (!opened.ok) return opened;
  const stem = opened.value;
  const { facts } = stem;
  const builder = new OverviewBuilder(facts.sampleRate, facts.lengthFrames);
  const left = new Float32Array(stepFrames);
  const right = new Float32Array(stepFrames);
  for (let frame = 0; frame < facts.lengthFrames; frame += stepFrames) {
    const began = performance.now();
    await stem.read(frame, left, right);
    builder.push(left, right);
    // Playing comes first: beside it, this rests as long as it works.
    const restMs = Atomics.load(order.pace, 0) === 0 ? 0 : performance.now() - began;
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  stem.close();
  return ok({ file: encodeOverview(builder.finish()), facts });
}

addEventListener('messageerror', () => {
  postMessage(fail('internal', 'What is to be drawn cannot be read.'));
});
addEventListener('message', ({ data }: MessageEvent<OverviewOrder>) => {
  const answer = (result: Result<MadeOverview>): void => {
    postMessage(result);
  };
  makeOverview(data).then(answer, (reason: unknown) => {
    answer({ ok: false, failure: failure('undecodable', reason instanceof Error ? reason.message : '') });
  });
});
