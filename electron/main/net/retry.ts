import type { Failed, Result } from '#contract';
import type { Clock } from './clock.ts';
import type { HttpHeaders } from './http.ts';

/**
 * Returns the wait a server asks for by `Retry-After` (RFC 9110, 10.2.3), in milliseconds; null without a valid one. A date counts from
 * the answer's own `Date`, since this computer's clock may be wrong.
 */
export function retryAfterMs(headers: HttpHeaders, nowMs: number): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const atMs = dateMs(text);
  if (atMs === null) return null;
  return Math.max(0, atMs - (dateMs(headers.date ?? '') ?? nowMs));
}

/** Returns the server's time by its `Date` header, in milliseconds since 1970; null without one. */
export const servedMs = (headers: HttpHeaders): number | null => dateMs(headers.date ?? '');

/** Returns how far the server's clock is ahead of ours, in milliseconds; 0 without a `Date` header. */
export function clockSkewMs(headers: HttpHeaders, nowMs: number): number {
  const atMs = servedMs(headers);
  return atMs === null ? 0 : atMs - nowMs;
}

// Date.parse alone would take "7 apples" or a bare year for a date.
function dateMs(text: string): number | null {
  if (!/^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** The outcome of one try: final, or worth another try. */
export type Attempt<Value> =
  | { readonly isOver: true; readonly result: Result<Value> }
  | {
      readonly isOver: false;
      /** The result when no try is left. */
      readonly failed: Failed;
      /** The wait the server asks for, in milliseconds; null: our backoff. */
      readonly retryAfterMs: number | null;
    };

type RetryRules = {
  readonly attempts: number;
  /** No further try starts after this time, not counting waits the server asked for. */
  readonly budgetMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

const baseMs = 500;
const ceilingMs = 30_000;
const longestServerWaitMs = 120_000;

/** Returns a final outcome. */
export const over = <Value>(result: Result<Value>): Attempt<Value> => ({ isOver: true, result });
/** Returns a failed outcome that is worth another try. */
export const again = (failed: Failed, retryAfterMs: number | null = null): Attempt<never> => ({
  isOver: false,
  failed,
  retryAfterMs,
});

/**
 * Returns a wait in milliseconds with full jitter: uniform between 0 and a ceiling that doubles up to 30 s, so that clients do not retry
 * in step (AWS Architecture Blog, "Exponential Backoff And Jitter").
 * @param retry 0 for the wait before the second try
 */
export function backoffMs(retry: number, random: () => number): number {
  return random() * Math.min(ceilingMs, baseMs * 2 ** retry);
}

/**
 * Calls `attempt` until its outcome is final, at most `attempts` times. Honours a wait the server asks for in full; one above two minutes
 * ends the tries instead. Rejects with the signal's reason when aborted while waiting.
 */
export async function retry<Value>(
  attempt: (number: number) => Promise<Attempt<Value>>,
  { attempts, budgetMs, clock, signal }: RetryRules,
): Promise<Result<Value>> {
  const startMs = clock.ticksMs();
  let obeyedMs = 0;
  for (let number = 0; ; number += 1) {
    const outcome = await attempt(number);
    if (outcome.isOver) return outcome.result;
    const asked = outcome.retryAfterMs;
    if (number + 1 >= attempts || (asked !== null && asked > longestServerWaitMs)) return outcome.failed;
    const waitMs = asked === null ? backoffMs(number, () => clock.random()) : asked + clock.random() * 1000;
    if (asked !== null) obeyedMs += waitMs;
    const spentMs = clock.ticksMs() - startMs - obeyedMs + waitMs;
    if (spentMs > budgetMs) return outcome.failed;
    await clock.wait(waitMs, signal);
  }
}
