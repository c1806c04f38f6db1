import { exportUrl, fail, ok, stemFlowUrl, type Failure, type Result } from '#contract';
import { type PlannedWorker, planWorkers, type WorkerMessage, type WorkerPlan } from './plan/worker-plan.ts';
import type { RenderJob, RenderReport, RenderTarget } from './render-job.ts';
import { SharedProgress } from './shared-progress.ts';
import { removeTemporaryFilesOf, temporaryUrlPrefix } from './temporary-files.ts';

/** Where stems are read and files are put: the app's own addresses, unless a test has its own. */
type RenderUrls = { readonly stem: typeof stemFlowUrl; readonly piece: typeof exportUrl };

const appUrls: RenderUrls = { stem: stemFlowUrl, piece: exportUrl };

/**
 * Renders each target's mix, its speed and pitch included, to the file behind its ticket, in workers of its own; each stem is
 * decoded once. A file is as long as the region takes at its mix's speed. `onProgress` gets fractions from 0 to 1. Returns one
 * report for each target, in order. A stem that cannot be opened is left out and reported; a target that has no other is not
 * written. Other trouble of one target, and any failure of a worker, ends the whole job: `allSilent` (nothing sounds in one of the
 * mixes), `diskFull`, `diskError`, `internal` or `cancelled`. The caller finishes or cancels the exports.
 */
export async function renderFiles(
  job: RenderJob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  urls = appUrls,
): Promise<Result<readonly RenderReport[]>> {
  const temporaryPrefix = crypto.randomUUID();
  const addresses = {
    stem: urls.stem,
    piecePrefix: ({ ticket, part }: RenderTarget) =>
      part === undefined ? urls.piece(ticket, 0).replace(/0$/, '') : temporaryUrlPrefix(part.temporaryName),
    temporaryPrefix,
  };
  const plan = planWorkers(job, addresses, navigator.hardwareConcurrency);
  if (plan === null) return fail('allSilent');
  if (signal.aborted) return fail('cancelled');
  const workers = startWorkers(plan);
  const outcome = await outcomeOf(workers, job.targets.length, onProgress, signal);
  for (const { worker } of workers) worker.terminate();
  if (!outcome.ok) void removeTemporaryFilesOf(temporaryPrefix);
  return outcome;
}

/** `files`: how many a writing worker writes; 0 for the others. */
type StartedWorker = { readonly worker: Worker; readonly files: number };

/** Starts the workers and joins them by channels. */
function startWorkers({ workers, links }: WorkerPlan): readonly StartedWorker[] {
  const leadingTo = workers.map((): MessagePort[] => []);
  const leadingOn = workers.map((): MessagePort[] => []);
  for (const { from, to } of links) {
    const { port1, port2 } = new MessageChannel();
    leadingOn[from]?.push(port1);
    leadingTo[to]?.push(port2);
  }
  return workers.map((planned, index) => {
    const worker = startWorker(planned.does);
    worker.postMessage(planned, [...(leadingTo[index] ?? []), ...(leadingOn[index] ?? [])]);
    return { worker, files: planned.does === 'write' ? planned.task.files.length : 0 };
  });
}

/** Starts one worker, which waits for a `PlannedWorker` and its ports. */
export const startWorker = (does: PlannedWorker['does']): Worker =>
  new Worker(new URL('./workers/export.worker.ts', import.meta.url), { type: 'module', name: does });

/** Waits for every report, the first failure of any worker, or the signal. */
function outcomeOf(
  workers: readonly StartedWorker[],
  targetCount: number,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly RenderReport[]>> {
  const writers = workers.filter(({ files }) => files > 0);
  const progress = new SharedProgress(
    writers.map(({ files }) => files),
    onProgress,
  );
  const listening = new AbortController();
  return new Promise<Result<readonly RenderReport[]>>((resolve) => {
    const reports = new Map<number, RenderReport>();
    const end = (failure: Failure): void => {
      resolve({ ok: false, failure });
    };
    const hear = (message: WorkerMessage, one: StartedWorker): void => {
      switch (message.about) {
        case 'alive':
          whenFree(message.lock, listening.signal, () => {
            end({ kind: 'internal', detail: 'a worker of the export is gone' });
          });
          return;
        case 'progress':
          progress.set(writers.indexOf(one), message.fraction);
          return;
        case 'written':
          reports.set(message.target, message.report);
          if (reports.size === targetCount) resolve(ok(inOrder(reports)));
          return;
        case 'failed':
          end(message.failure);
      }
    };
    const stop = (): void => {
      resolve(fail('cancelled'));
    };
    signal.addEventListener('abort', stop, { once: true, signal: listening.signal });
    for (const one of workers) {
      one.worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
        hear(data, one);
      });
      one.worker.addEventListener('messageerror', () => {
        end({ kind: 'internal', detail: 'a message of a worker cannot be read' });
      });
      // Without a message, the script itself could not be loaded.
      one.worker.addEventListener('error', (event: Partial<ErrorEvent>) => {
        end({ kind: 'internal', detail: event.message ?? 'a worker did not start' });
      });
    }
  }).finally(() => {
    listening.abort();
  });
}

/** Calls back when nothing holds this Web Lock any more; not once `signal` is aborted. */
function whenFree(lock: string, signal: AbortSignal, then: () => void): void {
  // It rejects when it is aborted, and only then.
  navigator.locks.request(lock, { signal }, then).catch(() => undefined);
}

const inOrder = (reports: ReadonlyMap<number, RenderReport>): readonly RenderReport[] =>
  [...reports].sort(([one], [other]) => one - other).map(([, report]) => report);
