import {
  exportUrl,
  fail,
  ok,
  stemUrl,
  type ExportTicket,
  type Hertz,
  type Mix,
  type Result,
  type SavedAudio,
  type StemId,
} from '#contract';
import { isSilent } from '../mix/audibility.ts';
import { gainOf } from '../mix/decibels.ts';
import { stripMatrix } from '../mix/strip-gains.ts';
import type { BounceReport, DecodeOrder, WriteOrder, WriterMessage } from './bounce-protocol.ts';
import { isSilentMatrix, scaledMatrix } from './mix-kernel.ts';

/** A stem as `PlayerStem` of the engine has it. */
type StemToBounce = { readonly id: StemId; readonly audio: SavedAudio };

export type BounceRequest = {
  readonly stems: readonly StemToBounce[];
  readonly mix: Mix;
  /** `[startFrames, endFrames)` of the song, at `sampleRate`. Beyond the end of the stems there is silence. */
  readonly region: { readonly startFrames: number; readonly endFrames: number };
  /** The song's rate, and the file's. */
  readonly sampleRate: Hertz;
  readonly ticket: ExportTicket;
};

/** Where stems are read and the file is put; the app's own addresses, unless a test has its own. */
export type BounceUrls = { readonly stem: typeof stemUrl; readonly piece: typeof exportUrl };

const appUrls: BounceUrls = { stem: stemUrl, piece: exportUrl };

type AudibleStem = DecodeOrder['stems'][number];

/**
 * Renders the mix to a 24-bit WAV behind the ticket, in workers of its own. `onProgress` hears fractions from 0 to 1. Fails
 * with `allSilent`, `undecodable` (no stem could be decoded), `diskFull`, `diskError` or `cancelled`. The caller finishes or
 * cancels the export.
 */
export async function bounceMix(
  request: BounceRequest,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  urls = appUrls,
): Promise<Result<BounceReport>> {
  const audible = audibleStems(request, urls);
  if (audible.length === 0) return fail('allSilent');
  if (signal.aborted) return fail('cancelled');
  const writer = new Worker(new URL('./write.worker.ts', import.meta.url), { type: 'module' });
  const decoders = groupsOf(audible).map((stems) => {
    const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
    return { worker, stems, channel: new MessageChannel() };
  });
  try {
    const outcome = listen(writer, [writer, ...decoders.map(({ worker }) => worker)], onProgress, signal);
    const { startFrames, endFrames } = request.region;
    const common = { sampleRate: request.sampleRate, lengthFrames: endFrames - startFrames };
    for (const { worker, stems, channel } of decoders) {
      worker.postMessage({ ...common, stems, startFrame: startFrames } satisfies DecodeOrder, [channel.port1]);
    }
    const order = {
      ...common,
      format: 24,
      urlPrefix: urls.piece(request.ticket, 0).replace(/0$/, ''),
    } satisfies WriteOrder;
    writer.postMessage(
      order,
      decoders.map(({ channel }) => channel.port2),
    );
    return await outcome;
  } finally {
    writer.terminate();
    for (const { worker } of decoders) worker.terminate();
  }
}

function audibleStems({ stems, mix }: BounceRequest, urls: BounceUrls): readonly AudibleStem[] {
  if (isSilent(mix)) return [];
  const master = gainOf(mix.masterDb);
  return stems.flatMap(({ id, audio }) => {
    const strip = mix.strips.find(({ stemId }) => stemId === id);
    if (strip === undefined) return [];
    const matrix = scaledMatrix(stripMatrix(strip, mix), master);
    if (isSilentMatrix(matrix)) return [];
    return [{ id, container: audio.container, matrix, url: urls.stem(audio.sha256), byteLength: audio.byteLength }];
  });
}

/** As many groups as there are cores, of like size; decoding is nearly all of the work. */
function groupsOf(stems: readonly AudibleStem[]): readonly (readonly AudibleStem[])[] {
  const count = Math.min(stems.length, Math.max(1, navigator.hardwareConcurrency));
  return Array.from({ length: count }, (_, group) => stems.filter((_stem, index) => index % count === group));
}

function listen(
  writer: Worker,
  workers: readonly Worker[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<BounceReport>> {
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve(fail('cancelled'));
      },
      { once: true },
    );
    writer.addEventListener('message', ({ data }: MessageEvent<WriterMessage>) => {
      switch (data.about) {
        case 'progress':
          onProgress(data.fraction);
          return;
        case 'done':
          resolve(ok(data.report));
          return;
        case 'failed':
          resolve({ ok: false, failure: data.failure });
      }
    });
    for (const worker of workers) {
      worker.addEventListener('error', (event) => {
        resolve(fail('internal', event.message));
      });
    }
  });
}
