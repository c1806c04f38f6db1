import type { EpochMs } from '#contract';

/** Short waits first, since a separation takes one to three minutes; then calmly. */
const firstWaitsSeconds = [3, 3, 5, 5, 10, 10, 15, 15];
const laterWaitSeconds = 30;

/** From the first question on. After that the user asks. */
export const pollingMs = 30 * 60 * 1000;

/**
 * The wait after an answer that was "not yet", in milliseconds.
 * @param answers how many such answers there were, 1 or more
 */
export const pollWaitMs = (answers: number): number => (firstWaitsSeconds[answers - 1] ?? laterWaitSeconds) * 1000;

/** Where polling stands. */
export type PollStage = {
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
