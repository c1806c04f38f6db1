import { exportUrl, fail, ok, stemFlowUrl, type Result } from '#contract';
import { type ExportWorker, ExportWorkers, type WorkerReport } from './export-workers.ts';
import { type PlannedWorker, planWorkers, type WorkerPlan } from './plan/worker-plan.ts';
import type { RenderJob, RenderReport, RenderTarget } from './render-job.ts';
import { SharedProgress } from './shared-progress.ts';
import { removeTemporaryFilesOf, temporaryUrlPrefix } from './temporary-files.ts';

/** Where stems are read and files are put, and who does it: the app's own, unless a test has others. */
type RenderTools = {
  readonly stem: typeof stemFlowUrl;
  readonly piece: typeof exportUrl;
  readonly workers: ExportWorkers;
};

const appTools: RenderTools = { stem: stemFlowUrl, piece: exportUrl, workers: new ExportWorkers() };

/** Has workers ready for an export that is likely to begin soon. */
export function prepareToRender(): void {
  appTools.workers.prepare(['decode', 'decode', 'write', 'encode']);
}

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
  tools = appTools,
): Promise<Result<readonly RenderReport[]>> {
  const temporaryPrefix = crypto.randomUUID();
  const addresses = {
    stem: tools.stem,
    piecePrefix: ({ ticket, part }: RenderTarget) =>
      part === undefined ? tools.piece(ticket, 0).replace(/0$/, '') : temporaryUrlPrefix(part.temporaryName),
    temporaryPrefix,
  };
  const plan = planWorkers(job, addresses, navigator.hardwareConcurrency);
  if (plan === null) return fail('allSilent');
  if (signal.aborted) return fail('cancelled');
  const workers = plan.workers.map(({ does }) => tools.workers.take(does));
  const outcome = await outcomeOf(plan, workers, job.targets.length, onProgress, signal);
  for (const worker of workers) worker.end();
  if (!outcome.ok) void removeTemporaryFilesOf(temporaryPrefix);
  return outcome;
}

/** The ports of each worker, joined as the plan's links say: first those that lead to it, then those that lead on. */
function portsOf({ workers, links }: WorkerPlan): readonly MessagePort[][] {
  const leadingTo = workers.map((): MessagePort[] => []);
  const leadingOn = workers.map((): MessagePort[] => []);
  for (const { from, to } of links) {
    const { port1, port2 } = new MessageChannel();
    leadingOn[from]?.push(port1);
    leadingTo[to]?.push(port2);
  }
  return workers.map((_, index) => [...(leadingTo[index] ?? []), ...(leadingOn[index] ?? [])]);
}

/** Gives the plan to these workers, and waits for every report, the first failure of any worker, or the signal. */
function outcomeOf(
  plan: WorkerPlan,
  workers: readonly ExportWorker[],
  targetCount: number,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly RenderReport[]>> {
  const writers = plan.workers.filter((planned) => planned.does === 'write');
  const progress = new SharedProgress(
    writers.map(({ task }) => task.files.length),
    onProgress,
  );
  const listening = new AbortController();
  return new Promise<Result<readonly RenderReport[]>>((resolve) => {
    const reports = new Map<number, RenderReport>();
    const hear = (report: WorkerReport, planned: PlannedWorker): void => {
      switch (report.about) {
        case 'progress':
          progress.set(
            writers.findIndex((writer) => writer === planned),
            report.fraction,
          );
          return;
        case 'written':
          reports.set(report.target, report.report);
          if (reports.size === targetCount) resolve(ok(inOrder(reports)));
          return;
        case 'failed':
          resolve({ ok: false, failure: report.failure });
      }
    };
    const stop = (): void => {
      resolve(fail('cancelled'));
    };
    signal.addEventListener('abort', stop, { once: true, signal: listening.signal });
    const ports = portsOf(plan);
    for (const [index, planned] of plan.workers.entries()) {
      workers[index]?.begin(planned, ports[index] ?? [], (report) => {
        hear(report, planned);
      });
    }
  }).finally(() => {
    listening.abort();
  });
}

const inOrder = (reports: ReadonlyMap<number, RenderReport>): readonly RenderReport[] =>
  [...reports].sort(([one], [other]) => one - other).map(([, report]) => report);
