import { failure, ok, type Failure, type Result } from '#contract';
import { messageOf } from '../chunk-channel.ts';
import type { PlannedWorker } from '../plan/worker-plan.ts';
import type { WorkerMessage } from '../plan/worker-tasks.ts';

type TaskOf<Does extends PlannedWorker['does']> = Extract<PlannedWorker, { readonly does: Does }>['task'];

/** Tells the page something, from a worker. */
export function tellPage(message: WorkerMessage): void {
  postMessage(message);
}

/**
 * Runs the one task that the page gives this worker. A failure, a rejection that nothing catches and a task that cannot be read all
 * reach the page as `failed`; what is thrown outside of a promise does so as the worker's `error` event.
 */
export function runTask<Does extends PlannedWorker['does']>(
  does: Does,
  run: (task: TaskOf<Does>, ports: readonly MessagePort[]) => Promise<Result<undefined>>,
): void {
  const tellFailure = (reason: Failure): void => {
    tellPage({ about: 'failed', failure: reason });
  };
  addEventListener('message', ({ data, ports }: MessageEvent<TaskOf<Does>>) => {
    run(data, ports).then(
      (outcome) => {
        if (!outcome.ok) tellFailure(outcome.failure);
      },
      (reason: unknown) => {
        tellFailure(failure('internal', messageOf(reason)));
      },
    );
  });
  addEventListener('messageerror', () => {
    tellFailure(failure('internal', `a task to ${does} cannot be read`));
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    tellFailure(failure('internal', messageOf(reason)));
  });
}

/** Succeeds when all of them do; fails as soon as one of them fails or rejects. */
export function allOrFirstFailure(parts: readonly Promise<Result<undefined>>[]): Promise<Result<undefined>> {
  return new Promise((resolve, reject) => {
    for (const part of parts) {
      part.then((outcome) => {
        if (!outcome.ok) resolve(outcome);
      }, reject);
    }
    Promise.all(parts).then(() => {
      resolve(ok());
    }, reject);
  });
}
