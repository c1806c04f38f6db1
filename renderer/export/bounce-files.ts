import { exportUrl, fail, ok, stemFlowUrl, type Result } from '#contract';
import type { BounceJob, BounceTarget } from './bounce-job.ts';
import { planBounce, type BouncePlan } from './bounce-plan.ts';
import type { BounceReport, WriterMessage } from './bounce-protocol.ts';
import { removeScratchOf } from './scratch.ts';
import { scratchPiecePrefix } from './stem-file/scratch-pieces.ts';
import { SharedProgress } from './shared-progress.ts';
import { startWorker } from './start-worker.ts';

/** Where stems are read and files are put; the app's own addresses, unless a test has its own. */
export type BounceUrls = { readonly stem: typeof stemFlowUrl; readonly piece: typeof exportUrl };

const appUrls: BounceUrls = { stem: stemFlowUrl, piece: exportUrl };

/**
 * Renders each target's mix, its speed and pitch included, to the file behind its ticket, in workers of its own; each stem is
 * decoded once. A file is as long as the region takes at its mix's speed. `onProgress` hears fractions from 0 to 1. Gives one
 * report for each target, in order. A stem that cannot be opened is left out and reported; a target that has no other is not
 * written. Other trouble of one target ends the whole job: `allSilent` (nothing sounds in one of the mixes), `diskFull`,
 * `diskError`, `internal` or `cancelled`. The caller finishes or cancels the exports.
 */
export async function bounceFiles(
  job: BounceJob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
  urls = appUrls,
): Promise<Result<readonly BounceReport[]>> {
  const scratch = crypto.randomUUID();
  const addresses = {
    stem: urls.stem,
    piecePrefix: ({ ticket, part }: BounceTarget) =>
      part === undefined ? urls.piece(ticket, 0).replace(/0$/, '') : scratchPiecePrefix(part.scratchName),
    scratch,
  };
  const plan = planBounce(job, addresses, navigator.hardwareConcurrency);
  if (plan === null) return fail('allSilent');
  if (signal.aborted) return fail('cancelled');
  const crew = startCrew(plan);
  const outcome = await outcomeOf(crew, job.targets.length, onProgress, signal);
  for (const worker of crew.workers) worker.terminate();
  if (!outcome.ok) void removeScratchOf(scratch);
  return outcome;
}

type Writer = { readonly worker: Worker; readonly targets: number };
type Crew = { readonly writers: readonly Writer[]; readonly workers: readonly Worker[] };

/** Makes the workers and the ways between them. */
function startCrew({ workers, links }: BouncePlan): Crew {
  const leadingTo = workers.map((): MessagePort[] => []);
  const leadingOn = workers.map((): MessagePort[] => []);
  for (const { from, to } of links) {
    const { port1, port2 } = new MessageChannel();
    leadingOn[from]?.push(port1);
    leadingTo[to]?.push(port2);
  }
  const writers: Writer[] = [];
  const started = workers.map((planned, index) => {
    const worker = startWorker(planned.does);
    worker.postMessage(planned.order, [...(leadingTo[index] ?? []), ...(leadingOn[index] ?? [])]);
    if (planned.does === 'write') writers.push({ worker, targets: planned.order.targets.length });
    return worker;
  });
  return { writers, workers: started };
}

function outcomeOf(
  { writers, workers }: Crew,
  targets: number,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly BounceReport[]>> {
  return new Promise((resolve) => {
    const reports = new Map<number, BounceReport>();
    const whole = new SharedProgress(
      writers.map((writer) => writer.targets),
      onProgress,
    );
    signal.addEventListener(
      'abort',
      () => {
        resolve(fail('cancelled'));
      },
      { once: true },
    );
    for (const [index, { worker }] of writers.entries()) {
      worker.addEventListener('message', ({ data }: MessageEvent<WriterMessage>) => {
        switch (data.about) {
          case 'progress':
            whole.set(index, data.fraction);
            return;
          case 'done':
            reports.set(data.target, data.report);
            if (reports.size === targets) resolve(ok(inOrder(reports)));
            return;
          case 'failed':
            resolve({ ok: false, failure: data.failure });
        }
      });
    }
    for (const worker of workers) {
      worker.addEventListener('error', (event) => {
        resolve(fail('internal', event.message));
      });
    }
  });
}

const inOrder = (reports: ReadonlyMap<number, BounceReport>): readonly BounceReport[] =>
  [...reports].sort(([one], [other]) => one - other).map(([, report]) => report);
