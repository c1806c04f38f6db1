import { failure, failFrom } from '#contract';
import { fetchByteSource } from '../../codecs/fetch-byte-source.ts';
import type { AnalysisMessage, AnalysisRequest, FileLocation } from './analyse-song.ts';
import { analyseStems } from './analyse-stems.ts';

/** While a song plays, the analysis takes a tenth of the time. */
const restPerWork = 9;
/** Progress messages of one analysis. */
const progressSteps = 100;

const report = (message: AnalysisMessage): void => {
  postMessage(message);
};

async function analyse({ stems, original, playbackFlag }: AnalysisRequest): Promise<void> {
  const withBytes = <File extends FileLocation>(file: File) => ({
    ...file,
    bytes: fetchByteSource(file.url, file.byteLength),
  });
  let reportedStep = 0;
  const onProgress = (fraction: number): void => {
    const step = Math.floor(fraction * progressSteps);
    if (step === reportedStep) return;
    reportedStep = step;
    report({ about: 'progress', fraction });
  };
  const rest = async (workedMs: number): Promise<void> => {
    if (Atomics.load(playbackFlag, 0) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, restPerWork * workedMs));
  };
  const files = { stems: stems.map(withBytes), original: original === null ? null : withBytes(original) };
  const result = await analyseStems(files, onProgress, rest);
  report(result.ok ? { about: 'done', heard: result.value } : { about: 'failed', failure: result.failure });
}

addEventListener('messageerror', () => {
  report({ about: 'failed', failure: failure('internal', 'The request for an analysis cannot be read.') });
});
addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
  analyse(data).catch((reason: unknown) => {
    report({ about: 'failed', failure: failFrom('diskError', reason).failure });
  });
});
