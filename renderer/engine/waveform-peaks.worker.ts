import {
  fail,
  failure,
  ok,
  speak,
  type AudioContainer,
  type Result,
  type SpokenLocale,
  type StemFacts,
} from '#contract';
import { encodePeaks, PeaksBuilder } from '../dsp/waveform-peaks.ts';
import { fetchByteSource } from '../codecs/fetch-byte-source.ts';
import { openStemSource } from '../codecs/open-stem-source.ts';

/** The one message to this worker. */
export type PeaksRequest = {
  readonly url: string;
  readonly byteLength: number;
  readonly container: AudioContainer;
  /** The language of a failure. */
  readonly locale: SpokenLocale;
  /** Shared with the page: nonzero while a song plays. */
  readonly playbackFlag: Int32Array;
};
/** `file`: the encoded peaks. */
export type MadePeaks = { readonly file: Uint8Array<ArrayBuffer>; readonly facts: StemFacts };

const stepFrames = 65_536;
/** The file is read from end to end, so in few large pieces. */
const blockBytes = 2 ** 18;

async function makeWaveformPeaks(request: PeaksRequest): Promise<Result<MadePeaks>> {
  speak(() => request.locale);
  const opened = await openStemSource(
    fetchByteSource(request.url, request.byteLength),
    request.container,
    null,
    blockBytes,
  );
  if (!opened.ok) return opened;
  const stem = opened.value;
  const { facts } = stem;
  const builder = new PeaksBuilder(facts.sampleRate, facts.lengthFrames);
  const left = new Float32Array(stepFrames);
  const right = new Float32Array(stepFrames);
  for (let frame = 0; frame < facts.lengthFrames; frame += stepFrames) {
    const began = performance.now();
    await stem.read(frame, left, right);
    builder.push(left, right);
    // While a song plays, rest as long as the work took.
    const restMs = Atomics.load(request.playbackFlag, 0) === 0 ? 0 : performance.now() - began;
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  stem.close();
  return ok({ file: encodePeaks(builder.finish()), facts });
}

addEventListener('messageerror', () => {
  postMessage(fail('internal', 'The request for waveform peaks cannot be read.'));
});
addEventListener('message', ({ data }: MessageEvent<PeaksRequest>) => {
  const answer = (result: Result<MadePeaks>): void => {
    postMessage(result);
  };
  makeWaveformPeaks(data).then(answer, (reason: unknown) => {
    answer({ ok: false, failure: failure('undecodable', reason instanceof Error ? reason.message : '') });
  });
});
