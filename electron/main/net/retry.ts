import type { Failed, Result } from '#contract';
import type { Clock } from './clock.ts';
import type { HttpHeaders } from './http.ts';

/**
 * How long the server asks us to wait (RFC 9110, 10.2.3), in milliseconds; null when it does not say anything we
 * understand. A date is counted from the answer's own `Date`, since the clock of this computer may be wrong.
 */
export function retryAfterMs(headers: HttpHeaders, nowMs: number): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const atMs = dateMs(text);
  if (atMs === null) return null;
  return Math.max(0, atMs - (dateMs(headers.date ?? '') ?? nowMs));
}

/** The time as the server tells it, in milliseconds since 1970; null when it does not. */
export const servedMs = (headers: HttpHeaders): number | null => dateMs(headers.date ?? '');

/** How far the server's clock is ahead of ours, in milliseconds; 0 when it does not tell. */
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

/** How one try went: it is over (well or not), or it may be tried again. */
export type Attempt<Value> =
  | { readonly isOver: true; readonly result: Result<Value> }
  | {
      readonly isOver: false;
      /** What is given when no try is left. */
      readonly failed: Failed;
      /** What the server asked us to wait; null: our own formula. */
      readonly retryAfterMs: number | null;
    };

type RetryRules = {
  readonly attempts: number;
  /** No further try starts after this much time, waits that the server asked for not counted. */
  readonly budgetMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

const baseMs = 500;
const ceilingMs = 30_000;
const longestServerWaitMs = 120_000;

export const over = <Value>(result: Result<Value>): Attempt<Value> => ({ isOver: true, result });
export const again = (failed: Failed, retryAfterMs: number | null = null): Attempt<never> => ({
  isOver: false,
  failed,
  retryAfterMs,
});

/**
 * Full jitter: evenly spread between nothing and a doubling ceiling, so that clients do not come back in step
 * (AWS Architecture Blog, "Exponential Backoff And Jitter").
 * @param retry 0 for the wait before the second try
 */
export function backoffMs(retry: number, random: () => number): number {
  return random() * Math.min(ceilingMs, baseMs * 2 ** retry);
}

/**
 * Tries until it is over, at most `attempts` times. A wait the server asked for is kept to the second and never cut
 * short: one that is too long ends the tries instead. Rejects with the signal's reason when aborted while waiting.
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
