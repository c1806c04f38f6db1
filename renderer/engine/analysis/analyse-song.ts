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
import { pace } from '../waveform-peaks.ts';

export type OrderedFile = { readonly url: string; readonly byteLength: number; readonly container: AudioContainer };

export type AnalysisOrder = {
  readonly stems: readonly (OrderedFile & {
    readonly id: StemId;
    readonly sha256: Sha256;
    readonly kind: StemKind;
  })[];
  readonly original: OrderedFile | null;
  /** Shared with the page: nonzero while a song plays. */
  readonly pace: Int32Array;
};

/** All that can be heard; what the user states is not part of it. */
export type HeardAnalysis = Omit<SongAnalysis, 'stated'>;

export type AnalysisMessage =
  /** Above 0, up to 1. */
  | { readonly about: 'progress'; readonly fraction: number }
  | { readonly about: 'done'; readonly heard: HeardAnalysis }
  | { readonly about: 'failed'; readonly failure: Failure };

export type SongToAnalyse = {
  readonly stems: readonly { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio }[];
  readonly original: SavedAudio | null;
};

/**
 * Listens to a whole song in a worker of its own, which ends with it and rests while a song plays. `onProgress` hears fractions up
 * to 1. Fails with `undecodable` (no stem has sound in it), `diskError` or `cancelled`.
 */
export async function analyseSong(
  song: SongToAnalyse,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  urlOf = stemUrl,
): Promise<Result<HeardAnalysis>> {
  if (signal.aborted) return fail('cancelled');
  const worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module', name: 'analysis' });
  try {
    const outcome = listenTo(worker, onProgress, signal);
    worker.postMessage(orderFor(song, urlOf));
    return await outcome;
  } finally {
    worker.terminate();
  }
}

function orderFor({ stems, original }: SongToAnalyse, urlOf: typeof stemUrl): AnalysisOrder {
  const file = ({ sha256, byteLength, container }: SavedAudio) => ({
    ...{ sha256, byteLength, container },
    url: urlOf(sha256),
  });
  return {
    stems: stems.map(({ id, kind, audio }) => ({ id, kind, ...file(audio) })),
    original: original === null ? null : file(original),
    pace,
  };
}

function listenTo(
  worker: Worker,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<HeardAnalysis>> {
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
      resolve(fail('internal', 'What was heard of the song cannot be read.'));
    });
  });
}
