import {
  type AudioContainer,
  fail,
  type Failure,
  ok,
  type Result,
  type SavedAudio,
  type Sha256,
  type SongAnalysis,
  type StemId,
  type StemKind,
  stemUrl,
} from '#contract';
import { playbackFlag } from '../waveform-peaks.ts';

/** Where an audio file is and how it is packed. */
export type FileLocation = { readonly url: string; readonly byteLength: number; readonly container: AudioContainer };

/** A song's files, each with what `File` says of it. */
export type SongOf<File> = {
  readonly stems: readonly (File & { readonly id: StemId; readonly sha256: Sha256; readonly kind: StemKind })[];
  readonly original: File | null;
};

/** The one message to the analysis worker. */
export type AnalysisRequest = SongOf<FileLocation> & {
  /** Shared with the page: nonzero while a song plays. */
  readonly playbackFlag: Int32Array;
};

/** The analysis without what the user states. */
export type AnalysisResult = Omit<SongAnalysis, 'stated'>;

/** The worker's messages: progress (above 0, up to 1), then one answer. */
export type AnalysisMessage =
  | { readonly about: 'progress'; readonly fraction: number }
  | { readonly about: 'done'; readonly heard: AnalysisResult }
  | { readonly about: 'failed'; readonly failure: Failure };

/** The stems, and the original to compare them with. */
export type SongToAnalyse = {
  readonly stems: readonly { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio }[];
  readonly original: SavedAudio | null;
};

/**
 * Analyses a whole song in a worker of its own, which runs slower while a song plays and ends with the analysis. `onProgress` gets
 * fractions up to 1. Fails with `undecodable` (no stem can be decoded), `diskError`, `internal` (the worker broke) or `cancelled`.
 */
export async function analyseSong(
  song: SongToAnalyse,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  urlOf = stemUrl,
): Promise<Result<AnalysisResult>> {
  if (signal.aborted) return fail('cancelled');
  const worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module', name: 'analysis' });
  try {
    const outcome = answerOf(worker, onProgress, signal);
    worker.postMessage(requestFor(song, urlOf));
    return await outcome;
  } finally {
    worker.terminate();
  }
}

function requestFor({ stems, original }: SongToAnalyse, urlOf: typeof stemUrl): AnalysisRequest {
  const file = ({ sha256, byteLength, container }: SavedAudio) => ({
    ...{ sha256, byteLength, container },
    url: urlOf(sha256),
  });
  return {
    stems: stems.map(({ id, kind, audio }) => ({ id, kind, ...file(audio) })),
    original: original === null ? null : file(original),
    playbackFlag,
  };
}

function answerOf(
  worker: Worker,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<AnalysisResult>> {
  return new Promise((resolve) => {
    const onAbort = (): void => {
      resolve(fail('cancelled'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    worker.addEventListener('message', ({ data }: MessageEvent<AnalysisMessage>) => {
      switch (data.about) {
        case 'progress':
          onProgress(data.fraction);
          return;
        case 'done':
          resolve(ok(data.heard));
          return;
        case 'failed':
          resolve({ ok: false, failure: data.failure });
      }
    });
    worker.addEventListener('error', (event) => {
      resolve(fail('internal', event.message));
    });
    worker.addEventListener('messageerror', () => {
      resolve(fail('internal', 'The analysis of the song cannot be read.'));
    });
  });
}
