import {
  type Arrival,
  type EpochMs,
  epochMs,
  failure,
  type Failure,
  type FailureKind,
  type Result,
  type Session,
  type TaskId,
} from '#contract';
import type { Clock } from '../net/clock.ts';
import { fetchSong, FreshLinks, type SongTools } from './fetch-song.ts';
import type { TaskAnswer } from './kie-client.ts';
import type { LibraryPort } from './library-port.ts';
import type { SeparatedSong } from './record-info.ts';

/** Short waits first, since a separation takes one to three minutes; then calmly. */
const firstWaitsSeconds = [3, 3, 5, 5, 10, 10, 15, 15];
const laterWaitSeconds = 30;

/** From the first question on. After that the user asks. */
const pollingMs = 30 * 60 * 1000;

/**
 * The wait after an answer that was "not yet", in milliseconds.
 * @param answers how many such answers there were, 1 or more
 */
export const pollWaitMs = (answers: number): number => (firstWaitsSeconds[answers - 1] ?? laterWaitSeconds) * 1000;

/** Where polling stands. */
type PollStage = {
  /** "Not yet" answers so far. */
  readonly answers: number;
  /** Until the next question. */
  readonly waitMs: number;
  /** Since the first question. */
  readonly elapsedMs: number;
};

/**
 * The stage from what the library remembers across a restart. The clock may have jumped meanwhile: the wait is never
 * longer than the schedule's, and a start in the future counts as now.
 */
export function stageAfterRestart(startedAt: EpochMs, nextCheckAt: EpochMs, now: EpochMs): PollStage {
  const plannedMs = Math.max(0, nextCheckAt - startedAt);
  let answers = 1;
  let scheduledMs = pollWaitMs(1);
  while (scheduledMs + pollWaitMs(answers + 1) <= plannedMs && answers < 80) {
    answers += 1;
    scheduledMs += pollWaitMs(answers);
  }
  const waitMs = Math.min(Math.max(0, nextCheckAt - now), pollWaitMs(answers));
  return { answers, waitMs, elapsedMs: Math.max(0, now - startedAt) };
}

type Waited =
  | { readonly state: 'ready'; readonly song: SeparatedSong; readonly clockSkewMs: number }
  | { readonly state: 'ended'; readonly arrival: Arrival };

type Waiter = {
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
function arrivalAfter(trouble: Failure, session: Session): Arrival {
  const isNothing = nothingToFetch.has(trouble.kind) && session.stems.length === 0;
  return { state: isNothing ? 'failed' : 'incomplete', failure: trouble };
}

/**
 * Asks about a task until its stems are there, it has failed, it stays done without stems, or half an hour is over. Every
 * "not yet" is written to the library, so that a restart goes on at the same stage. Rejects with the signal's reason.
 */
async function waitForStems(
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

type RunTools = Omit<SongTools, 'freshLinks'> & {
  readonly ask: (taskId: TaskId, signal: AbortSignal) => Promise<TaskAnswer>;
};

/** What a song is called until the user or the service names it. */
export const provisionalTitle = (taskId: TaskId): string => `Task ${taskId.slice(0, 8)}`;

/**
 * One run of a song: asks, waits, fetches what is missing; gives how it stands at the end, which is for the caller to
 * keep. Rejects with the signal's reason.
 */
export async function runSong(
  session: Session,
  taskId: TaskId,
  tools: RunTools,
  signal: AbortSignal,
): Promise<Arrival> {
  const { library, ask, clock } = tools;
  const waited = await waitForStems(session, taskId, tools, signal);
  if (waited.state === 'ended') return endedArrival(waited.arrival, session, tools);
  const planned = await plan(session, taskId, waited.song, tools);
  if (!planned.ok) return arrivalAfter(planned.failure, session);
  const freshLinks = new FreshLinks(
    async (askSignal) => ask(taskId, askSignal),
    clock,
    planned.value.origin.from === 'task' ? planned.value.origin.expiresAt : null,
    waited.clockSkewMs,
  );
  const fetching = await library.setArrival(session.id, { state: 'fetching' });
  if (!fetching.ok) return arrivalAfter(fetching.failure, session);
  return fetchSong(fetching.value, waited.song, { ...tools, freshLinks }, signal);
}

function endedArrival(arrival: Arrival, session: Session, { clock }: RunTools): Arrival {
  if (arrival.state !== 'incomplete') return arrival;
  return { ...arrival, failure: afterExpiry(arrival.failure, session, clock) };
}

/** A record that is gone after its files have expired means just that. */
export function afterExpiry(trouble: Failure, { origin }: Session, clock: Clock): Failure {
  const expiresAt = origin.from === 'task' ? origin.expiresAt : null;
  const isExpired = trouble.kind === 'taskNotFound' && expiresAt !== null && clock.now() >= expiresAt;
  return isExpired ? failure('linkExpired') : trouble;
}

async function plan(
  session: Session,
  taskId: TaskId,
  song: SeparatedSong,
  { library }: RunTools,
): Promise<Result<Session>> {
  const isUnnamed = session.title === provisionalTitle(taskId);
  const planned = await library.setPlan(session.id, {
    title: isUnnamed ? song.title : null,
    stems: song.stems.map(({ id, kind, name }) => ({ id, kind, name })),
    expiresAt: song.expiresAt,
    note: song.note,
  });
  if (!planned.ok) return planned;
  for (const { id, file } of planned.value.stems) {
    if (file.state !== 'missing' || file.failure === null) continue;
    const cleared = await library.setStemFailure(session.id, id, null);
    if (!cleared.ok) return cleared;
  }
  return planned;
}
