import { fail, ok, overviewUrl, stemUrl, type Result, type SavedAudio, type Sha256, type StemFacts } from '#contract';
import { decodeOverview, encodeOverview, type Overview } from '../dsp/waveform-peaks.ts';
import type { MadeOverview, OverviewOrder } from '../codecs/overview.worker.ts';

/** Nonzero while a song plays: makers of overviews then rest as long as they work, and the analysis rests longer. */
export const pace = new Int32Array(new SharedArrayBuffer(4));

/** While a song plays, overviews are made at half the speed. */
export function makeWayForPlaying(isPlaying: boolean): void {
  Atomics.store(pace, 0, Number(isPlaying));
}

/** One stem at a time, whoever asks: the machine is for playing. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Decodes a stem once and gives its drawn shape and its facts. Stems wait for each other. Fails with `undecodable`
 * or `cancelled`.
 */
export function makeOverview(
  stem: { readonly audio: SavedAudio },
  signal?: AbortSignal,
  url = stemUrl(stem.audio.sha256),
): Promise<Result<{ readonly overview: Overview; readonly facts: StemFacts }>> {
  const made = queue.then(() => makeNow(stem.audio, url, signal));
  queue = made.catch(() => undefined);
  return made;
}

/** The saved overview of a stem. Fails with `notFound` or `damaged`: then make it. */
export async function loadOverview(sha256: Sha256): Promise<Result<Overview>> {
  try {
    const answer = await fetch(overviewUrl(sha256));
    if (!answer.ok) return fail('notFound', `HTTP ${answer.status}`);
    return decodeOverview(new Uint8Array(await answer.arrayBuffer()));
  } catch (reason) {
    return fail('notFound', reason instanceof Error ? reason.message : '');
  }
}

/** Keeps an overview beside its stem. Fails with `diskError`; nothing is lost then but the time to make it again. */
export async function saveOverview(sha256: Sha256, overview: Overview): Promise<Result<undefined>> {
  try {
    const answer = await fetch(overviewUrl(sha256), { method: 'PUT', body: encodeOverview(overview) });
    return answer.ok ? ok() : fail('diskError', `HTTP ${answer.status}`);
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : '');
  }
}

async function makeNow(
  audio: SavedAudio,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Result<{ readonly overview: Overview; readonly facts: StemFacts }>> {
  if (signal?.aborted === true) return fail('cancelled');
  const worker = new Worker(new URL('../codecs/overview.worker.ts', import.meta.url), {
    type: 'module',
    name: 'overview',
  });
  try {
    const made = await new Promise<Result<MadeOverview>>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Result<MadeOverview>>) => {
        resolve(data);
      });
      worker.addEventListener('error', (event) => {
        resolve(fail('internal', event.message));
      });
      worker.addEventListener('messageerror', () => {
        resolve(fail('internal', 'An answer about a stem cannot be read.'));
      });
      signal?.addEventListener('abort', () => {
        resolve(fail('cancelled'));
      });
      const { byteLength, container } = audio;
      worker.postMessage({ url, byteLength, container, pace } satisfies OverviewOrder);
    });
    if (!made.ok) return made;
    const overview = decodeOverview(made.value.file);
    return overview.ok ? ok({ overview: overview.value, facts: made.value.facts }) : overview;
  } finally {
    worker.terminate();
  }
}
