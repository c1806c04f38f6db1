import { epochMs, type EpochMs, failure, type Failure } from '#contract';
import { isWorthRetrying } from '../net/http.ts';
import { firstOf, isJsonObject, type JsonObject, parseServiceTime, plainText, unpacked, wholeNumber } from './json.ts';
import { offeredLinks, type OfferedStem, offeredStems } from './offered-stems.ts';

/**
 * Returns the failure of a code of the service, be it an HTTP status or the `code` in a body. The codes 402, 403, 408, 429, 430 and 433
 * are documented on other pages of the service than record-info.
 * @param message the service's own words, shown as text
 */
export function failureOfCode(code: number, message: string): Failure {
  const detail = message === '' ? `code ${code}` : `${message} (code ${code})`;
  switch (code) {
    case 400:
    case 422:
      return failure('taskRejected', detail);
    case 401:
    case 403:
      return failure('keyRefused', detail);
    case 402:
      return failure('outOfCredits', detail);
    case 404:
      return failure('taskNotFound', detail);
    case 408:
      return failure('timedOut', detail);
    case 429:
    case 430:
    case 433:
      return failure('rateLimited', detail);
    case 451:
      return failure('sourceUnreachable', detail);
    case 455:
      return failure('maintenance', detail);
    case 501:
      return failure('separationFailed', detail);
    default:
      return code >= 500 || code === 425 ? failure('serviceError', detail) : failure('badAnswer', detail);
  }
}

/** Whether the same request may succeed soon. 501 in a body is a separation that failed for good. */
export function isPassingCode(code: number, where: 'status' | 'body'): boolean {
  if (code === 455) return true;
  return isWorthRetrying(code) && !(where === 'body' && (code === 501 || code === 505));
}

export type SeparatedSong = {
  /** In mixer order, at least one. */
  readonly stems: readonly OfferedStem[];
  readonly originalUrl: string | null;
  readonly title: string | null;
  /** When the service deletes the files; null without a completion time. */
  readonly expiresAt: EpochMs | null;
  readonly note: string | null;
};

/** A parsed record of a task. */
export type RecordInfo =
  | { readonly state: 'separating' }
  /** Done, but without a single link: the links may be written a moment later. */
  | { readonly state: 'empty' }
  | { readonly state: 'ready'; readonly song: SeparatedSong }
  /** `isPassing`: asking again soon may help. */
  | { readonly state: 'failed'; readonly failure: Failure; readonly isPassing: boolean };

/** The service keeps files this long after a task is complete. */
export const keptMs = 14 * 24 * 60 * 60 * 1000;

const separating: RecordInfo = { state: 'separating' };
const failed = (reason: Failure, isPassing = false): RecordInfo => ({ state: 'failed', failure: reason, isPassing });

/**
 * Parses the body of an answer with HTTP status 200. Never throws: every value gives a record.
 * @param body the parsed JSON; undefined when it was none
 */
export function parseRecordInfo(body: unknown): RecordInfo {
  if (!isJsonObject(body)) return failed(failure('badAnswer', 'The answer is not a JSON object.'));
  const data = recordOf(body.data);
  const code = wholeNumber(firstOf(body, 'code', 'status_code')) ?? (data === null ? null : 200);
  if (code === null) return failed(failure('badAnswer', 'The answer has neither code nor data.'));
  const message = plainText(firstOf(body, 'msg', 'message'), 300);
  if (code !== 200) return failed(failureOfCode(code, message), isPassingCode(code, 'body'));
  // The service sends no data, or an empty list, for a task it has only just taken.
  return data === null ? separating : readData(data);
}

/** The record: as an object, as its JSON in text, or as a list that begins with it. */
function recordOf(data: unknown): JsonObject | null {
  const record = unpacked(data);
  const first: unknown = Array.isArray(record) ? record[0] : record;
  return isJsonObject(first) ? first : null;
}

function readData(data: JsonObject): RecordInfo {
  switch (statusOf(data)) {
    case 'separating':
      return separating;
    case 'done':
      return songOf(data, null) ?? { state: 'empty' };
    case 'untold':
      // What a callback carries has no status; its links say that it is done.
      return songOf(data, null) ?? (hasError(data) ? failed(reasonOf(data)) : separating);
    case 'callbackFailed':
      // The service could not reach the callback's server; the stems may exist all the same.
      return songOf(data, 'The service could not deliver its callback.') ?? failed(reasonOf(data));
    case 'failed':
      return failed(reasonOf(data));
  }
}

type Status = 'separating' | 'done' | 'untold' | 'callbackFailed' | 'failed';

const statusWords: Readonly<Record<string, Status>> = {
  PENDING: 'separating',
  '0': 'separating',
  '': 'untold',
  SUCCESS: 'done',
  COMPLETE: 'done',
  '1': 'done',
  CREATE_TASK_FAILED: 'failed',
  GENERATE_AUDIO_FAILED: 'failed',
  ERROR: 'failed',
  '3': 'failed',
  CALLBACK_EXCEPTION: 'callbackFailed',
};

/** An unknown status counts as separating, unless an error comes with it; polling has its own end. */
function statusOf(data: JsonObject): Status {
  const flag =
    firstOf(data, 'successFlag', 'success_flag') ??
    firstOf(data, 'status') ??
    firstOf(data, 'callbackType', 'callback_type');
  const word = plainText(flag, 60).toUpperCase();
  const known = Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
  return known ?? (hasError(data) ? 'failed' : 'separating');
}

function hasError(data: JsonObject): boolean {
  const code = wholeNumber(firstOf(data, 'errorCode', 'error_code'));
  return (code !== null && code !== 0 && code !== 200) || errorText(data) !== '';
}

const errorText = (data: JsonObject): string => plainText(firstOf(data, 'errorMessage', 'error_message'), 300);

function reasonOf(data: JsonObject): Failure {
  const word = plainText(firstOf(data, 'successFlag', 'success_flag', 'status', 'callbackType', 'callback_type'), 60);
  return failure('separationFailed', errorText(data) || word);
}

function songOf(data: JsonObject, note: string | null): RecordInfo | null {
  const links = offeredLinks(data);
  const stems = offeredStems(links.stems);
  if (stems.length === 0) return null;
  const completeTime = parseServiceTime(firstOf(data, 'completeTime', 'complete_time'));
  const song: SeparatedSong = {
    stems,
    originalUrl: links.original,
    title: plainText(links.title, 200) || null,
    expiresAt: completeTime === null ? null : epochMs(completeTime + keptMs),
    note,
  };
  return { state: 'ready', song };
}
