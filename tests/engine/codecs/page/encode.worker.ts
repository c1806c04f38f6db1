import { fail, type FileTags, type ExportFormat, hertz, type Result } from '#contract';
import { openEncoder } from '../../../../renderer/codecs/open-encoder.ts';
import { putTo } from '../../../../renderer/export/transfer.ts';

export type EncodeTask = {
  readonly format: ExportFormat;
  readonly rate: number;
  readonly tags: FileTags;
  readonly urlPrefix: string;
  readonly left: Float64Array;
  readonly right: Float64Array;
};

async function encode({ format, rate, tags, urlPrefix, left, right }: EncodeTask): Promise<Result<undefined>> {
  const facts = { format, sampleRate: hertz(rate), lengthFrames: left.length, tags };
  const opened = await openEncoder(facts, putTo(urlPrefix));
  if (!opened.ok) return opened;
  const encoded = await opened.value.encode(left, right, left.length);
  return encoded.ok ? opened.value.finish() : encoded;
}

addEventListener('message', ({ data }: MessageEvent<EncodeTask>) => {
  encode(data).then(postMessage, (reason: unknown) => {
    postMessage(fail('internal', String(reason)));
  });
});
