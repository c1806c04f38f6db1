import {
  fail,
  ok,
  overviewUrl,
  spokenLocale,
  stemUrl,
  type Result,
  type SavedAudio,
  type Sha256,
  type StemFacts,
} from '#contract';
import { decodePeaks, encodePeaks, type WaveformPeaks } from '../dsp/waveform-peaks.ts';
import type { MadePeaks, PeaksRequest } from './waveform-peaks.worker.ts';

/** Shared with workers: nonzero while a song plays. Peak builders then rest as long as they work, the analysis nine times as long. */
export const playbackFlag = new Int32Array(new SharedArrayBuffer(4));

/** Sets the flag that slows down background work while a song plays. */
export function setPlaybackFlag(isPlaying: boolean): void {
  Atomics.store(playbackFlag, 0, Number(isPlaying));
}

/** Stems are decoded one at a time, so that playback keeps most of the processor. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Decodes a stem in a worker and returns its waveform peaks and facts. Calls wait for each other. Fails with `undecodable`, `diskError`,
 * `internal` (the worker broke) or `cancelled`.
 */
export function makeWaveformPeaks(
  stem: { readonly audio: SavedAudio },
  signal?: AbortSignal,
  url = stemUrl(stem.audio.sha256),
): Promise<Result<{ readonly peaks: WaveformPeaks; readonly facts: StemFacts }>> {
  const made = queue.then(() => makeNow(stem.audio, url, signal));
  queue = made.catch(() => undefined);
  return made;
}

/** Reads the saved peaks of a stem. Fails with `notFound` or `damaged`; the peaks can then be made again. */
export async function loadWaveformPeaks(sha256: Sha256): Promise<Result<WaveformPeaks>> {
  try {
    const answer = await fetch(overviewUrl(sha256));
    if (!answer.ok) return fail('notFound', `HTTP ${answer.status}`);
    return decodePeaks(new Uint8Array(await answer.arrayBuffer()));
  } catch (reason) {
    return fail('notFound', reason instanceof Error ? reason.message : '');
  }
}

/** Saves peaks beside their stem. Fails with `diskError`; the peaks can be made again. */
export async function saveWaveformPeaks(sha256: Sha256, peaks: WaveformPeaks): Promise<Result<undefined>> {
  try {
    const answer = await fetch(overviewUrl(sha256), { method: 'PUT', body: encodePeaks(peaks) });
    return answer.ok ? ok() : fail('diskError', `HTTP ${answer.status}`);
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : '');
  }
}

async function makeNow(
  audio: SavedAudio,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Result<{ readonly peaks: WaveformPeaks; readonly facts: StemFacts }>> {
  if (signal?.aborted === true) return fail('cancelled');
  const worker = new Worker(new URL('./waveform-peaks.worker.ts', import.meta.url), {
    type: 'module',
    name: 'waveform-peaks',
  });
  try {
    const made = await new Promise<Result<MadePeaks>>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Result<MadePeaks>>) => {
        resolve(data);
      });
      worker.addEventListener('error', (event) => {
        resolve(fail('internal', event.message));
      });
      worker.addEventListener('messageerror', () => {
        resolve(fail('internal', 'The peaks of a stem cannot be read.'));
      });
      signal?.addEventListener('abort', () => {
        resolve(fail('cancelled'));
      });
      const { byteLength, container } = audio;
      worker.postMessage({
        url,
        byteLength,
        container,
        locale: spokenLocale(),
        playbackFlag,
      } satisfies PeaksRequest);
    });
    if (!made.ok) return made;
    const peaks = decodePeaks(made.value.file);
    return peaks.ok ? ok({ peaks: peaks.value, facts: made.value.facts }) : peaks;
  } finally {
    worker.terminate();
  }
}
