import {
  epochMs,
  failure,
  type Arrival,
  type Failure,
  type FailureKind,
  type Result,
  type Session,
  type TaskId,
} from '#contract';
import type { Clock } from '../net/clock.ts';
import type { TaskAnswer } from './kie-client.ts';
import type { LibraryPort } from './library-port.ts';
import { pollingMs, pollWaitMs, stageAfterRestart } from './poll.ts';
import type { SeparatedSong } from './record-info.ts';

export type Waited =
  | { readonly state: 'ready'; readonly song: SeparatedSong; readonly clockSkewMs: number }
  | { readonly state: 'ended'; readonly arrival: Arrival };

export type Waiter = {
  readonly library: LibraryPort;
  readonly clock: Clock;
  readonly ask: (taskId: TaskId, signal: AbortSignal) => Promise<TaskAnswer>;
};

/** A task that is done but names no stems is asked about so often, over half a minute. */
const emptyAnswersAtMost = 6;

/** Nothing will come of the task as it is; everything else may be tried again. */
const nothingToFetch: ReadonlySet<FailureKind> = new Set([
  'taskNotFound',
  'taskRejected',
  'sourceUnreachable',
  'separationFailed',
  'noStemsInAnswer',
]);

/** How a song stands after the service, or the way to it, failed. */
export function arrivalAfter(trouble: Failure, session: Session): Arrival {
  const isNothing = nothingToFetch.has(trouble.kind) && session.stems.length === 0;
  return { state: isNothing ? 'failed' : 'incomplete', failure: trouble };
}

/**
 * Asks about a task until its stems are there, it has failed, it stays done without stems, or half an hour is over. Every
 * "not yet" is written to the library, so that a restart goes on at the same stage. Rejects with the signal's reason.
 */
export async function waitForStems(
  session: Session,
  taskId: TaskId,
  { library, clock, ask }: Waiter,
  signal: AbortSignal,
): Promise<Waited> {
  const { arrival } = session;
  const isGoingOn = arrival.state === 'separating';
  const startedAt = isGoingOn ? epochMs(Math.min(arrival.startedAt, clock.now())) : clock.now();
  const stage = isGoingOn ? stageAfterRestart(arrival.startedAt, arrival.nextCheckAt, clock.now()) : beginning;
  const startTicksMs = clock.ticksMs() - stage.elapsedMs;
  if (stage.waitMs > 0) await clock.wait(stage.waitMs, signal);
  let emptyAnswers = 0;
  for (let answers = stage.answers + 1; ; answers += 1) {
    const { record, clockSkewMs } = await ask(taskId, signal);
    signal.throwIfAborted();
    if (record.state === 'ready') return { state: 'ready', song: record.song, clockSkewMs };
    if (record.state === 'failed') return ended(arrivalAfter(record.failure, session));
    emptyAnswers = record.state === 'empty' ? emptyAnswers + 1 : 0;
    if (emptyAnswers > emptyAnswersAtMost) return ended(arrivalAfter(failure('noStemsInAnswer'), session));
    // Links that are a moment late are no reason to wait as long as for a separation.
    const waitMs = pollWaitMs(emptyAnswers > 0 ? emptyAnswers : answers);
    if (clock.ticksMs() - startTicksMs + waitMs > pollingMs) return ended({ state: 'stillProcessing', startedAt });
    const nextCheckAt = epochMs(clock.now() + waitMs);
    const noted: Result<Session> = await library.setArrival(session.id, {
      state: 'separating',
      startedAt,
      nextCheckAt,
    });
    if (!noted.ok) return ended(arrivalAfter(noted.failure, session));
    await clock.wait(waitMs, signal);
  }
}

const beginning = { answers: 0, waitMs: 0, elapsedMs: 0 };
const ended = (arrival: Arrival): Waited => ({ state: 'ended', arrival });
