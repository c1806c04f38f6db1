import { failure } from '#contract';
import { fetchByteSource } from '../../codecs/fetch-byte-source.ts';
import type { AnalysisMessage, AnalysisOrder, OrderedFile } from './analyse-song.ts';
import { hearSong } from './analyse-stems.ts';

/** Beside a song that plays, nine tenths of the time are left to it. */
const restPerWork = 9;
/** Progress is told in so many steps. */
const progressSteps = 100;

const tell = (message: AnalysisMessage): void => {
  postMessage(message);
};

async function analyse({ stems, original, pace }: AnalysisOrder): Promise<void> {
  const withBytes = <File extends OrderedFile>(file: File) => ({
    ...file,
    bytes: fetchByteSource(file.url, file.byteLength),
  });
  let toldStep = 0;
  const onProgress = (fraction: number): void => {
    const step = Math.floor(fraction * progressSteps);
    if (step === toldStep) return;
    toldStep = step;
    tell({ about: 'progress', fraction });
  };
  const rest = async (workedMs: number): Promise<void> => {
    if (Atomics.load(pace, 0) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, restPerWork * workedMs));
  };
  const files = { stems: stems.map(withBytes), original: original === null ? null : withBytes(original) };
  const heard = await hearSong(files, onProgress, rest);
  tell(heard.ok ? { about: 'done', heard: heard.value } : { about: 'failed', failure: heard.failure });
}

addEventListener('messageerror', () => {
  tell({ about: 'failed', failure: failure('internal', 'What is to be listened to cannot be read.') });
});
addEventListener('message', ({ data }: MessageEvent<AnalysisOrder>) => {
  analyse(data).catch((reason: unknown) => {
    tell({ about: 'failed', failure: failure('diskError', reason instanceof Error ? reason.message : '') });
  });
});
