import {
  type Arrival,
  type EpochMs,
  epochMs,
  failure,
  type Failure,
  type FailureKind,
  hasStandInTitle,
  type Session,
  type TaskId,
} from '#contract';
import type { Clock } from '../net/clock.ts';
import { fetchSong, FreshLinks, type SongTools } from './fetch-song.ts';
import type { TaskAnswer } from './kie-client.ts';
import type { SeparatedSong } from './record-info.ts';

/** Short waits first, since a separation takes one to three minutes. */
const firstWaitsSeconds = [3, 3, 5, 5, 10, 10, 15, 15];
const laterWaitSeconds = 30;

/** How long polling lasts from the first question on. After that the song is asked about once an hour, or when the user wants it. */
const pollingMs = 30 * 60 * 1000;

/**
 * Returns the wait after an answer "not yet", 3000 to 30,000 ms.
 * @param answers how many such answers there have been, 1 or more
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
 * Returns the stage of polling from what the library kept across a restart. The clock may have jumped meanwhile: the wait is never
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

type TaskTools = Omit<SongTools, 'freshLinks'> & {
  /** Asks the service about the task. Rejects with the signal's reason. */
  readonly ask: (signal: AbortSignal) => Promise<TaskAnswer>;
};

/** One run of one task: what does not change while it lasts. */
type Run = {
  readonly session: Session;
  readonly taskId: TaskId;
  readonly tools: TaskTools;
  readonly signal: AbortSignal;
};

type Poll = {
  /** When the first question was asked. */
  readonly startedAt: EpochMs;
  /** The same on the monotonic clock; before its zero when polling began in an earlier run. */
  readonly startTicksMs: number;
  /** "Not yet" answers so far. */
  readonly answers: number;
  /** How many of the last answers in a row said "done" without a link. */
  readonly emptyAnswers: number;
};

/**
 * [Note: task states] A task goes from `polling`, in which it may stay for half an hour, to `planning` once the service offers stems, to
 * `fetching` once the library knows their names, to `ended`. Each state but `ended` has one function, which returns the next state; any
 * of them may end the run. Before each wait and each fetch the library has the arrival on disk, so a restart goes on from there.
 */
type TaskState =
  | { readonly at: 'polling'; readonly poll: Poll; readonly waitMs: number }
  | { readonly at: 'planning'; readonly song: SeparatedSong; readonly clockSkewMs: number }
  | { readonly at: 'fetching'; readonly planned: Session; readonly song: SeparatedSong; readonly clockSkewMs: number }
  | { readonly at: 'ended'; readonly arrival: Arrival };

/**
 * Runs a task to its end: asks the service until it offers stems, then fetches those that are missing. Returns the arrival to keep for
 * the song; the library has every arrival before it. Rejects with the signal's reason when aborted.
 */
export async function runTask(
  session: Session,
  taskId: TaskId,
  tools: TaskTools,
  signal: AbortSignal,
): Promise<Arrival> {
  const run: Run = { session, taskId, tools, signal };
  for (let state = firstState(run); ; state = await nextState(state, run)) {
    if (state.at === 'ended') return state.arrival;
  }
}

function firstState({ session: { arrival }, tools: { clock } }: Run): TaskState {
  const now = clock.now();
  if (arrival.state !== 'separating') {
    const poll = { startedAt: now, startTicksMs: clock.ticksMs(), answers: 0, emptyAnswers: 0 };
    return { at: 'polling', poll, waitMs: 0 };
  }
  const { answers, waitMs, elapsedMs } = stageAfterRestart(arrival.startedAt, arrival.nextCheckAt, now);
  const startedAt = epochMs(Math.min(arrival.startedAt, now));
  return {
    at: 'polling',
    poll: { startedAt, startTicksMs: clock.ticksMs() - elapsedMs, answers, emptyAnswers: 0 },
    waitMs,
  };
}

function nextState(state: Exclude<TaskState, { readonly at: 'ended' }>, run: Run): Promise<TaskState> {
  switch (state.at) {
    case 'polling':
      return ask(state.poll, state.waitMs, run);
    case 'planning':
      return plan(state.song, state.clockSkewMs, run);
    case 'fetching':
      return fetchStems(state.planned, state.song, state.clockSkewMs, run);
  }
}

/** Waits, then asks once. */
async function ask(poll: Poll, waitMs: number, run: Run): Promise<TaskState> {
  const { tools, signal } = run;
  if (waitMs > 0) await tools.clock.wait(waitMs, signal);
  const { record, clockSkewMs } = await tools.ask(signal);
  signal.throwIfAborted();
  const answers = poll.answers + 1;
  switch (record.state) {
    case 'ready':
      return { at: 'planning', song: record.song, clockSkewMs };
    case 'failed':
      return endedBy(record.failure, run);
    case 'separating':
      return scheduleNext({ ...poll, answers, emptyAnswers: 0 }, run);
    case 'empty':
      return scheduleNext({ ...poll, answers, emptyAnswers: poll.emptyAnswers + 1 }, run);
  }
}

/** A task that is done but names no stems is asked about this many times more, over half a minute. */
const mostEmptyAnswers = 6;

/** After "not yet": notes the next question in the library, unless polling has come to its end. */
async function scheduleNext(poll: Poll, run: Run): Promise<TaskState> {
  const { clock, library } = run.tools;
  const { startedAt, startTicksMs, answers, emptyAnswers } = poll;
  if (emptyAnswers > mostEmptyAnswers) return endedBy(failure('noStemsInAnswer'), run);
  // Links that are a moment late are no reason to wait as long as for a separation.
  const waitMs = pollWaitMs(emptyAnswers > 0 ? emptyAnswers : answers);
  if (clock.ticksMs() - startTicksMs + waitMs > pollingMs) {
    return { at: 'ended', arrival: { state: 'stillProcessing', startedAt } };
  }
  const nextCheckAt = epochMs(clock.now() + waitMs);
  const noted = await library.setArrival(run.session.id, { state: 'separating', startedAt, nextCheckAt });
  return noted.ok ? { at: 'polling', poll, waitMs } : endedBy(noted.failure, run);
}

/** Writes what the service offers into the song: title, stems, expiry. Clears what earlier runs noted at missing stems. */
async function plan(song: SeparatedSong, clockSkewMs: number, run: Run): Promise<TaskState> {
  const { session, tools } = run;
  const { library } = tools;
  const isUnnamed = hasStandInTitle(session);
  const planned = await library.setPlan(session.id, {
    title: isUnnamed ? song.title : null,
    stems: song.stems.map(({ id, kind, name }) => ({ id, kind, name })),
    expiresAt: song.expiresAt,
    note: song.note,
    separated: song.separated,
  });
  if (!planned.ok) return endedBy(planned.failure, run);
  for (const { id, file } of planned.value.stems) {
    if (file.state !== 'missing' || file.failure === null) continue;
    const cleared = await library.setStemFailure(session.id, id, null);
    if (!cleared.ok) return endedBy(cleared.failure, run);
  }
  const noted = await library.setArrival(session.id, { state: 'fetching' });
  return noted.ok ? { at: 'fetching', planned: noted.value, song, clockSkewMs } : endedBy(noted.failure, run);
}

async function fetchStems(planned: Session, song: SeparatedSong, clockSkewMs: number, run: Run): Promise<TaskState> {
  const { tools, signal } = run;
  const freshLinks = new FreshLinks(tools.ask, tools.clock, expiryOf(planned), clockSkewMs);
  return { at: 'ended', arrival: await fetchSong(planned, song, { ...tools, freshLinks }, signal) };
}

/** Failures after which nothing will come of the task as it is; everything else may be tried again. */
const nothingToFetch: ReadonlySet<FailureKind> = new Set([
  'taskNotFound',
  'taskRejected',
  'sourceUnreachable',
  'separationFailed',
  'noStemsInAnswer',
]);

function endedBy(trouble: Failure, { session, tools }: Run): TaskState {
  const isHopeless = nothingToFetch.has(trouble.kind) && session.stems.length === 0;
  if (isHopeless) return { at: 'ended', arrival: { state: 'failed', failure: trouble } };
  return { at: 'ended', arrival: { state: 'incomplete', failure: afterExpiry(trouble, session, tools.clock) } };
}

const expiryOf = ({ origin }: Session): EpochMs | null => (origin.from === 'task' ? origin.expiresAt : null);

/** Returns `linkExpired` in place of `taskNotFound` once the song's files have expired, any other failure as it is. */
export function afterExpiry(trouble: Failure, session: Session, clock: Clock): Failure {
  const expiresAt = expiryOf(session);
  const isExpired = trouble.kind === 'taskNotFound' && expiresAt !== null && clock.now() >= expiresAt;
  return isExpired ? failure('linkExpired') : trouble;
}
