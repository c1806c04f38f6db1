import {
  fail,
  failure,
  ok,
  type Failure,
  type KeyTest,
  type RecordRoute,
  type Result,
  type TaskId,
  words,
} from '#contract';
import { askJson, type JsonAnswer, type JsonBody } from '../net/ask-json.ts';
import type { Clock } from '../net/clock.ts';
import { failureOfTrouble, type HttpPort, type NetLimits } from '../net/http.ts';
import { again, type Attempt, clockSkewMs, over, retry, retryAfterMs, servedMs } from '../net/retry.ts';
import { takesKey } from '../net/url-policy.ts';
import type { ApiBase, RequestLimiter } from './api-base.ts';
import { firstOf, isJsonObject, plainText, wholeNumber } from './json.ts';
import { answerOfCode, failureOfCode, parseRecordInfo, type RecordInfo, type RouteAnswer } from './record-info.ts';

export type KieTools = {
  readonly base: ApiBase;
  readonly http: HttpPort;
  readonly limits: NetLimits;
  readonly clock: Clock;
  readonly limiter: RequestLimiter;
  /** Reads the key for one request. */
  readonly readKey: () => Promise<Result<string>>;
  /** Called with the service's time, in milliseconds since 1970, at each answer. */
  readonly onServedTime?: (servedMs: number) => void;
};

/** The service's record of a task, and how far its clock is ahead of ours, in milliseconds. */
export type TaskAnswer = {
  readonly record: RecordInfo;
  readonly clockSkewMs: number;
  /** The route that has the record; null when none sent one. */
  readonly route: RecordRoute | null;
};

const budgetMs = 90_000;

const paths: Readonly<Record<RecordRoute, string>> = {
  recordInfo: '/api/v1/vocal-removal/record-info',
  jobs: '/api/v1/jobs/recordInfo',
};

type Question = { readonly taskId: TaskId; readonly tools: KieTools; readonly signal: AbortSignal };

/**
 * Asks the service for a task's record, and retries transient failures. Without a known route asks `recordInfo`, and `jobs` once when that
 * one does not know the task; the tries for both are counted together. Failures of the key, the network and the service all become a
 * `failed` record. Rejects with the signal's reason.
 * @param route the route that answered with the task's record before, the only one to be asked; null: none yet
 */
export async function askRecordInfo(
  taskId: TaskId,
  route: RecordRoute | null,
  tools: KieTools,
  signal: AbortSignal,
): Promise<TaskAnswer> {
  const question = { taskId, tools, signal };
  const { attempts } = tools.limits;
  const startMs = tools.clock.ticksMs();
  const first = await askRoute(route ?? 'recordInfo', question, attempts, budgetMs);
  if (route !== null || !isNotKnown(first.answer)) return answerFrom(route ?? 'recordInfo', first);
  const leftMs = Math.max(0, budgetMs - (tools.clock.ticksMs() - startMs));
  const second = await askRoute('jobs', question, Math.max(1, attempts - first.tries), leftMs);
  // A task that was taken a moment ago has no record anywhere yet. Then the second question can only find one, not spoil anything.
  if (first.answer.state === 'absent' && !isRecord(second.answer)) return answerFrom('recordInfo', first);
  // The words of the first route, unless the second has more to say than that it does not know the task either.
  return second.answer.state === 'unknown' ? answerFrom('recordInfo', first) : answerFrom('jobs', second);
}

const isNotKnown = ({ state }: RouteAnswer): boolean => state === 'absent' || state === 'unknown';

/** Whether the answer is the record itself. A failure may be one too: the separation came to nothing. */
function isRecord(answer: RouteAnswer): boolean {
  if (answer.state === 'failed') return answer.failure.kind === 'separationFailed' && !answer.isPassing;
  return !isNotKnown(answer);
}

function answerFrom(asked: RecordRoute, { answer, clockSkewMs: skewMs }: Heard): TaskAnswer {
  const route = isRecord(answer) ? asked : null;
  switch (answer.state) {
    case 'absent':
      return { record: { state: 'separating' }, clockSkewMs: skewMs, route };
    case 'unknown':
      return { record: { state: 'failed', failure: answer.failure, isPassing: false }, clockSkewMs: skewMs, route };
    case 'separating':
    case 'empty':
    case 'ready':
    case 'failed':
      return { record: answer, clockSkewMs: skewMs, route };
  }
}

async function askRoute(
  route: RecordRoute,
  { taskId, tools, signal }: Question,
  attempts: number,
  leftMs: number,
): Promise<Heard & { readonly tries: number }> {
  const url = new URL(paths[route], tools.base.origin);
  url.searchParams.set('taskId', taskId);
  let tries = 0;
  const tryOnce = (): Promise<Attempt<Heard>> => {
    tries += 1;
    return askOnce(url, taskId, tools, signal);
  };
  const asked = await retry(tryOnce, { attempts, budgetMs: leftMs, clock: tools.clock, signal });
  return asked.ok ? { ...asked.value, tries } : { answer: failedRecord(asked.failure), clockSkewMs: 0, tries };
}

const failedRecord = (reason: Failure): RecordInfo => ({ state: 'failed', failure: reason, isPassing: true });

type Heard = { readonly answer: RouteAnswer; readonly clockSkewMs: number };

async function askOnce(url: URL, taskId: TaskId, tools: KieTools, signal: AbortSignal): Promise<Attempt<Heard>> {
  const asked = await ask(url, tools, signal);
  if (!asked.ok) return asked.failure.kind === 'offline' || isDropped(asked.failure) ? again(asked) : over(asked);
  const answer = readAnswer(asked.value, taskId);
  const nowMs = tools.clock.now();
  if (answer.state !== 'failed' || !answer.isPassing) {
    return over(ok({ answer, clockSkewMs: clockSkewMs(asked.value.headers, nowMs) }));
  }
  return again({ ok: false, failure: answer.failure }, retryAfterMs(asked.value.headers, nowMs));
}

const isDropped = ({ kind }: Failure): boolean => kind === 'timedOut' || kind === 'truncated';

/**
 * Sends one request with the key, in its turn. Fails as the keychain does, with `badAnswer`, or with a failure of the network. Rejects with
 * the signal's reason.
 * @param onTrouble called with the error of the network before it becomes a failure
 */
export async function ask(
  url: URL,
  tools: KieTools,
  signal: AbortSignal,
  { post, onTrouble }: { readonly post?: JsonBody; readonly onTrouble?: (error: unknown) => void } = {},
): Promise<Result<JsonAnswer>> {
  if (!takesKey(url, tools.base.loopbackOrigin)) throw new Error(`the key is not for ${url.hostname}`);
  await tools.limiter.wait(signal);
  const key = await tools.readKey();
  if (!key.ok) return key;
  try {
    const asked = await askJson({
      ...{ url, apiKey: key.value, http: tools.http, limits: tools.limits, signal },
      ...(post === undefined ? {} : { post }),
    });
    const timeMs = asked.ok ? servedMs(asked.value.headers) : null;
    if (timeMs !== null) tools.onServedTime?.(timeMs);
    return asked;
  } catch (error) {
    signal.throwIfAborted();
    onTrouble?.(error);
    const trouble = failureOfTrouble(error, url.hostname);
    const isPacked = trouble.kind === 'notAudio';
    return isPacked ? fail('badAnswer', words().failures.details.answerPacked) : { ok: false, failure: trouble };
  }
}

/** Both the HTTP status and the code in the body count; when both report an error, the body's is more precise. */
function readAnswer({ status, body }: JsonAnswer, taskId: TaskId): RouteAnswer {
  if (status === 200) return parseRecordInfo(body, taskId);
  const code = isJsonObject(body) ? (wholeNumber(firstOf(body, 'code')) ?? status) : status;
  const message = isJsonObject(body) ? plainText(firstOf(body, 'msg', 'message'), 300) : '';
  if (status >= 300 && status < 400) {
    return { state: 'failed', failure: failure('badAnswer', words().failures.details.sentElsewhere), isPassing: false };
  }
  const isFromBody = code !== 200 && code !== status;
  return answerOfCode(isFromBody ? code : status, message, isFromBody ? 'body' : 'status');
}

const creditPath = '/api/v1/chat/credit';

/** Asks once how many credits the account has. Fails as the keychain does, with `keyRefused`, or as the network and the service do. */
export async function askCredits(tools: KieTools, signal: AbortSignal): Promise<Result<number>> {
  const test = await testKey(tools, signal);
  if (!test.ok) return test;
  switch (test.value.outcome) {
    case 'works':
      return ok(test.value.creditsLeft);
    case 'refused':
      return fail('keyRefused');
    case 'unreachable':
    case 'serviceDown':
      return { ok: false, failure: test.value.failure };
  }
}

/** Tests the key by asking for the credits left, the cheapest request that needs one. Tries once. Fails as the keychain does. */
export async function testKey(tools: KieTools, signal: AbortSignal): Promise<Result<KeyTest>> {
  const asked = await ask(new URL(creditPath, tools.base.origin), tools, signal);
  if (!asked.ok) {
    const isNetwork = /^(offline|timedOut|truncated|insecure)$/.test(asked.failure.kind);
    if (isNetwork) return ok({ outcome: 'unreachable', failure: asked.failure });
    return asked.failure.kind === 'badAnswer' ? ok({ outcome: 'serviceDown', failure: asked.failure }) : asked;
  }
  const { status, body } = asked.value;
  const code = isJsonObject(body) ? (wholeNumber(body.code) ?? status) : status;
  const credits = isJsonObject(body) ? creditsOf(body.data) : null;
  if (status === 200 && code === 200 && credits !== null) return ok({ outcome: 'works', creditsLeft: credits });
  const worst = status === 200 ? code : code === 200 ? status : code;
  if (worst === 401 || worst === 403) return ok({ outcome: 'refused' });
  if (worst === 402) return ok({ outcome: 'works', creditsLeft: 0 });
  const message = isJsonObject(body) ? plainText(firstOf(body, 'msg', 'message'), 300) : '';
  const reason = worst === 200 ? fail('badAnswer', message).failure : failureOfCode(worst, message);
  return ok({ outcome: 'serviceDown', failure: reason });
}

function creditsOf(data: unknown): number | null {
  const count = typeof data === 'string' && data.trim() !== '' ? Number(data) : data;
  return typeof count === 'number' && Number.isFinite(count) ? Math.max(0, count) : null;
}
