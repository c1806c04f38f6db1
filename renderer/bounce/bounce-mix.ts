import { exportUrl, fail, ok, stemUrl, type ExportTicket, type Result } from '#contract';
import type { BusName } from '../mix/pace.ts';
import { planBounce, type BouncePlan, type SoundRequest } from './bounce-plan.ts';
import type { BounceReport, WriteOrder, WriterMessage } from './bounce-protocol.ts';

export type BounceRequest = SoundRequest & { readonly ticket: ExportTicket };

/** Where stems are read and the file is put; the app's own addresses, unless a test has its own. */
export type BounceUrls = { readonly stem: typeof stemUrl; readonly piece: typeof exportUrl };

const appUrls: BounceUrls = { stem: stemUrl, piece: exportUrl };

/**
 * Renders the mix, its speed and pitch included, to a 24-bit WAV behind the ticket, in workers of its own. The file is as long
 * as the region takes at the mix's speed. `onProgress` hears fractions from 0 to 1. Fails with `allSilent`, `undecodable` (no
 * stem could be decoded), `diskFull`, `diskError` or `cancelled`. The caller finishes or cancels the export.
 */
export async function bounceMix(
  request: BounceRequest,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  urls = appUrls,
): Promise<Result<BounceReport>> {
  const { sampleRate, ticket } = request;
  const plan = planBounce(request, urls.stem, navigator.hardwareConcurrency);
  if (plan === null) return fail('allSilent');
  if (signal.aborted) return fail('cancelled');
  const order = {
    format: 24,
    sampleRate,
    lengthFrames: plan.fileFrames,
    urlPrefix: urlPrefixOf(ticket, urls),
  } as const;
  const crew = startCrew(plan, order);
  try {
    return await outcomeOf(crew, onProgress, signal);
  } finally {
    for (const worker of crew.workers) worker.terminate();
  }
}

const urlPrefixOf = (ticket: ExportTicket, urls: BounceUrls): string => urls.piece(ticket, 0).replace(/0$/, '');

/** All workers of one bounce, the writing one among them. */
type Crew = { readonly writer: Worker; readonly workers: readonly Worker[] };

/** Makes the workers and the ways between them: decoding -> bus, when there are any -> writing. */
function startCrew(plan: BouncePlan, order: WriteOrder): Crew {
  const workers: Worker[] = [];
  const sums: { readonly bus: BusName; readonly port: MessagePort }[] = [];
  for (const group of plan.groups) {
    const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
    const outlets = group.buses.map((bus) => {
      const { port1, port2 } = new MessageChannel();
      sums.push({ bus, port: port2 });
      return port1;
    });
    worker.postMessage(group.order, outlets);
    workers.push(worker);
  }
  const buses = plan.buses.map(({ bus, order: busOrder }) => {
    const worker = new Worker(new URL('./bus.worker.ts', import.meta.url), { type: 'module' });
    const { port1, port2 } = new MessageChannel();
    const own = sums.filter((sum) => sum.bus === bus).map(({ port }) => port);
    worker.postMessage(busOrder, [port1, ...own]);
    workers.push(worker);
    return port2;
  });
  const writer = new Worker(new URL('./write.worker.ts', import.meta.url), { type: 'module' });
  writer.postMessage(order, buses.length > 0 ? buses : sums.map(({ port }) => port));
  return { writer, workers: [...workers, writer] };
}

function outcomeOf(
  { writer, workers }: Crew,
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
