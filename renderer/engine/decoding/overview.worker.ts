import { failure, ok, type AudioContainer, type Result, type StemFacts } from '#contract';
import { encodeOverview } from '../../dsp/overview-file.ts';
import { OverviewBuilder } from '../../dsp/overview.ts';
import { fetchByteSource } from './fetch-byte-source.ts';
import { openStemSource } from './open-stem-source.ts';

export type OverviewOrder = { readonly url: string; readonly byteLength: number; readonly container: AudioContainer };
export type MadeOverview = { readonly file: Uint8Array<ArrayBuffer>; readonly facts: StemFacts };

const stepFrames = 65_536;
/** Rests this many times as long as it works, so that playing comes first. */
const restRatio = 1;

async function makeOverview(order: OverviewOrder): Promise<Result<MadeOverview>> {
  const opened = await openStemSource(fetchByteSource(order.url, order.byteLength), order.container, null);
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
    const restMs = (performance.now() - began) * restRatio;
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  stem.close();
  return ok({ file: encodeOverview(builder.finish()), facts });
}

addEventListener('message', ({ data }: MessageEvent<OverviewOrder>) => {
  const answer = (result: Result<MadeOverview>): void => {
    postMessage(result);
  };
  makeOverview(data).then(answer, (reason: unknown) => {
    answer({ ok: false, failure: failure('undecodable', reason instanceof Error ? reason.message : '') });
  });
});
