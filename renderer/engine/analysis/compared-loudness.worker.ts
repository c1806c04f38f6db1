import { failFrom, failure, type Result } from '#contract';
import { fetchByteSource } from '../../codecs/fetch-byte-source.ts';
import type { FileLocation } from './analyse-song.ts';
import { compareLoudness, type ComparedLoudness } from './compared-loudness.ts';
import type { ComparisonRequest } from './measure-comparison.ts';

/** While a song plays, measuring takes a quarter of the time. */
const restPerWork = 3;

const withBytes = <File extends FileLocation>(file: File) => ({
  ...file,
  bytes: fetchByteSource(file.url, file.byteLength),
});

async function compare({
  stems,
  original,
  playbackFlag,
  ...rest
}: ComparisonRequest): Promise<Result<ComparedLoudness>> {
  const files = { ...rest, stems: stems.map(withBytes), original: withBytes(original) };
  return compareLoudness(files, async (workedMs) => {
    if (Atomics.load(playbackFlag, 0) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, restPerWork * workedMs));
  });
}

addEventListener('messageerror', () => {
  postMessage({ ok: false, failure: failure('internal', 'The request for a comparison cannot be read.') });
});
addEventListener('message', ({ data }: MessageEvent<ComparisonRequest>) => {
  compare(data)
    .catch((reason: unknown) => failFrom('diskError', reason))
    .then((answer) => {
      postMessage(answer);
    })
    .catch(() => undefined);
});
