import { fail, failure, ok, type Failure, type KeyTest, type Result, type TaskId } from '#contract';
import { askJson, type JsonAnswer } from '../net/ask-json.ts';
import type { Clock } from '../net/clock.ts';
import { failureOfTrouble, type HttpPort, type NetLimits } from '../net/http.ts';
import { again, type Attempt, clockSkewMs, over, retry, retryAfterMs, servedMs } from '../net/retry.ts';
import type { ApiBase, RequestLimiter } from './api-base.ts';
import { firstOf, isJsonObject, plainText, wholeNumber } from './json.ts';
import { failureOfCode, isPassingCode, parseRecordInfo, type RecordInfo } from './record-info.ts';

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
export type TaskAnswer = { readonly record: RecordInfo; readonly clockSkewMs: number };

const budgetMs = 90_000;

/**
 * Asks the service for a task's record, and retries transient failures. Failures of the key, the network and the service all become a
 * `failed` record. Rejects with the signal's reason.
 */
export async function askRecordInfo(taskId: TaskId, tools: KieTools, signal: AbortSignal): Promise<TaskAnswer> {
  const url = new URL('/api/v1/vocal-removal/record-info', tools.base.origin);
  url.searchParams.set('taskId', taskId);
  const rules = { attempts: tools.limits.attempts, budgetMs, clock: tools.clock, signal };
  const answer = await retry(() => askOnce(url, tools, signal), rules);
  return answer.ok ? answer.value : { record: failedRecord(answer.failure), clockSkewMs: 0 };
}

const failedRecord = (reason: Failure): RecordInfo => ({ state: 'failed', failure: reason, isPassing: true });

async function askOnce(url: URL, tools: KieTools, signal: AbortSignal): Promise<Attempt<TaskAnswer>> {
  const asked = await ask(url, tools, signal);
  if (!asked.ok) return asked.failure.kind === 'offline' || isDropped(asked.failure) ? again(asked) : over(asked);
  const record = readAnswer(asked.value);
  const nowMs = tools.clock.now();
  if (record.state !== 'failed' || !record.isPassing) {
    return over(ok({ record, clockSkewMs: clockSkewMs(asked.value.headers, nowMs) }));
  }
  return again({ ok: false, failure: record.failure }, retryAfterMs(asked.value.headers, nowMs));
}

const isDropped = ({ kind }: Failure): boolean => kind === 'timedOut' || kind === 'truncated';

async function ask(url: URL, tools: KieTools, signal: AbortSignal): Promise<Result<JsonAnswer>> {
  await tools.limiter.wait(signal);
  const key = await tools.readKey();
  if (!key.ok) return key;
  try {
    const asked = await askJson({ url, apiKey: key.value, http: tools.http, limits: tools.limits, signal });
    const timeMs = asked.ok ? servedMs(asked.value.headers) : null;
    if (timeMs !== null) tools.onServedTime?.(timeMs);
    return asked;
  } catch (error) {
    signal.throwIfAborted();
    const trouble = failureOfTrouble(error, url.hostname);
    const isPacked = trouble.kind === 'notAudio';
    return isPacked
      ? fail('badAnswer', 'The answer is packed in a way that cannot be read.')
      : { ok: false, failure: trouble };
  }
}

/** Both the HTTP status and the code in the body count; when both report an error, the body's is more precise. */
function readAnswer({ status, body }: JsonAnswer): RecordInfo {
  if (status === 200) return parseRecordInfo(body);
  const code = isJsonObject(body) ? (wholeNumber(firstOf(body, 'code')) ?? status) : status;
  const message = isJsonObject(body) ? plainText(firstOf(body, 'msg', 'message'), 300) : '';
  if (status >= 300 && status < 400) {
    return { state: 'failed', failure: failure('badAnswer', 'The service sent us elsewhere.'), isPassing: false };
  }
  const isFromBody = code !== 200 && code !== status;
  return {
    state: 'failed',
    failure: failureOfCode(isFromBody ? code : status, message),
    isPassing: isFromBody ? isPassingCode(code, 'body') : isPassingCode(status, 'status'),
  };
}

/** Tests the key by asking for the credits left, the cheapest request that needs one. Tries once. Fails as the keychain does. */
export async function testKey(tools: KieTools, signal: AbortSignal): Promise<Result<KeyTest>> {
  const asked = await ask(new URL('/api/v1/chat/credit', tools.base.origin), tools, signal);
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
