import { fail, type LevelStretch, type Mix, type Result, type SavedAudio, type StemId, stemUrl } from '#contract';
import { playbackFlag } from '../waveform-peaks.ts';
import type { FileLocation } from './analyse-song.ts';
import type { ComparedLoudness } from './compared-loudness.ts';

/** A mix whose loudness is compared with that of the original. */
export type SongToCompare = {
  readonly stems: readonly { readonly id: StemId; readonly audio: SavedAudio }[];
  readonly original: SavedAudio;
  readonly mix: Mix;
  readonly stretches: readonly LevelStretch[];
};

/** The one message to the worker, which answers with one result. */
export type ComparisonRequest = {
  readonly stems: readonly (FileLocation & { readonly id: StemId })[];
  readonly original: FileLocation;
  readonly mix: Mix;
  readonly stretches: readonly LevelStretch[];
  /** Shared with the page: nonzero while a song plays. */
  readonly playbackFlag: Int32Array;
};

/**
 * Measures the loudness of a mix and of its original in a worker of its own, which runs slower while a song plays. Fails with `undecodable`
 * (the original cannot be decoded), `diskError`, `internal` (the worker broke) or `cancelled`.
 */
export async function measureComparison(
  { stems, original, mix, stretches }: SongToCompare,
  signal: AbortSignal,
  urlOf = stemUrl,
): Promise<Result<ComparedLoudness>> {
  if (signal.aborted) return fail('cancelled');
  const url = new URL('./compared-loudness.worker.ts', import.meta.url);
  const worker = new Worker(url, { type: 'module', name: 'compared loudness' });
  const located = ({ sha256, byteLength, container }: SavedAudio): FileLocation => ({
    ...{ byteLength, container },
    url: urlOf(sha256),
  });
  try {
    const answer = new Promise<Result<ComparedLoudness>>((resolve) => {
      signal.addEventListener(
        'abort',
        () => {
          resolve(fail('cancelled'));
        },
        { once: true },
      );
      worker.addEventListener('message', ({ data }: MessageEvent<Result<ComparedLoudness>>) => {
        resolve(data);
      });
      worker.addEventListener('error', ({ message }) => {
        resolve(fail('internal', message));
      });
      worker.addEventListener('messageerror', () => {
        resolve(fail('internal', 'The comparison cannot be read.'));
      });
    });
    const request: ComparisonRequest = {
      stems: stems.map(({ id, audio }) => ({ id, ...located(audio) })),
      original: located(original),
      ...{ mix, stretches, playbackFlag },
    };
    worker.postMessage(request);
    return await answer;
  } finally {
    worker.terminate();
  }
}
