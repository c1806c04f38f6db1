import { epochMs, type EpochMs, failure, type Failure, type Separated, type TaskId, words } from '#contract';
import { isWorthRetrying } from '../net/http.ts';
import { firstOf, isJsonObject, type JsonObject, parseServiceTime, plainText, unpacked, wholeNumber } from './json.ts';
import { offeredLinks } from './offered-links.ts';
import { type OfferedStem, offeredStems } from './offered-stems.ts';
import { separatedIn } from './separated-in.ts';

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
function isPassingCode(code: number, where: 'status' | 'body'): boolean {
  if (code === 455) return true;
  return isWorthRetrying(code) && !(where === 'body' && (code === 501 || code === 505));
}

export type SeparatedSong = {
  /** In mixer order, at least one; there may be more than a song can hold. */
  readonly stems: readonly OfferedStem[];
  readonly originalUrl: string | null;
  readonly title: string | null;
  /** When the service deletes the files; null without a completion time. */
  readonly expiresAt: EpochMs | null;
  readonly note: string | null;
  /** The song itself, as far as the record tells. */
  readonly separated: Separated;
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

/** What one route answers. */
export type RouteAnswer =
  | RecordInfo
  /** No record, be it that the service has only just taken the task or that this route does not know it. */
  | { readonly state: 'absent' }
  /** This route does not know the task; the other one may. */
  | { readonly state: 'unknown'; readonly failure: Failure };

const separating: RecordInfo = { state: 'separating' };
const failed = (reason: Failure, isPassing = false): RecordInfo => ({ state: 'failed', failure: reason, isPassing });

/**
 * Parses the body of an answer with HTTP status 200, of either route. Never throws: every value gives an answer.
 * @param body the parsed JSON; undefined when it was none
 * @param taskId the task that was asked for; a record that names another is none of ours. Null: any
 */
export function parseRecordInfo(body: unknown, taskId: TaskId | null): RouteAnswer {
  if (!isJsonObject(body)) return failed(failure('badAnswer', words().failures.details.answerNoObject));
  const data = recordOf(body, taskId);
  const code = wholeNumber(firstOf(body, 'code', 'status_code')) ?? (data === null ? null : 200);
  if (code === null) return failed(failure('badAnswer', words().failures.details.answerWithoutData));
  const message = plainText(firstOf(body, 'msg', 'message'), 300);
  if (code !== 200) return answerOfCode(code, message, 'body');
  if (data === null || isBlank(data)) return { state: 'absent' };
  const named = taskIdOf(data);
  if (taskId !== null && named !== '' && named !== taskId.toLowerCase()) return failed(failure('wrongRecord', named));
  return readData(data);
}

/**
 * Returns what a code other than 200 says.
 * @param message the service's own words, shown as text
 * @param where whether the code is the HTTP status or stands in the body
 */
export function answerOfCode(code: number, message: string, where: 'status' | 'body'): RouteAnswer {
  const reason = failureOfCode(code, message);
  return code === 404 || code === 422
    ? { state: 'unknown', failure: reason }
    : failed(reason, isPassingCode(code, where));
}

/** The record: as an object, as its JSON in text, in a list, or as the whole answer. Of several that of the task, else the first. */
function recordOf(body: JsonObject, taskId: TaskId | null): JsonObject | null {
  if (!Object.hasOwn(body, 'data')) return recordFields.some((field) => Object.hasOwn(body, field)) ? body : null;
  const record = unpacked(body.data);
  const records = (Array.isArray(record) ? record : [record]).filter(isJsonObject);
  return records.find((one) => taskIdOf(one) === taskId?.toLowerCase()) ?? records[0] ?? null;
}

/** Fields by which an answer without `data` is a record itself. */
const recordFields = ['taskId', 'task_id', 'response', 'resultJson', 'vocal_removal_info', 'vocal_separation_info'];

const taskIdOf = (record: JsonObject): string => plainText(firstOf(record, 'taskId', 'task_id'), 100).toLowerCase();

const isBlank = (record: JsonObject): boolean =>
  Object.values(record).every((value) => value === null || value === undefined || value === '');

function readData(data: JsonObject): RecordInfo {
  const model = plainText(firstOf(data, 'model'), 100);
  // The newer route has tasks of every kind: songs, lyrics, pictures.
  if (model !== '' && !separatingModel.test(model)) {
    return failed(failure('taskRejected', words().failures.details.otherKindOfTask(model)));
  }
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
      return songOf(data, words().failures.details.callbackFailed) ?? failed(reasonOf(data));
    case 'failed':
      return failed(reasonOf(data));
  }
}

const separatingModel = /separat|split|stem|vocal/i;

type Status = 'separating' | 'done' | 'untold' | 'callbackFailed' | 'failed';

const statusWords: Readonly<Record<string, Status>> = {
  PENDING: 'separating',
  WAITING: 'separating',
  QUEUING: 'separating',
  GENERATING: 'separating',
  '0': 'separating',
  '': 'untold',
  SUCCESS: 'done',
  COMPLETE: 'done',
  '1': 'done',
  CREATE_TASK_FAILED: 'failed',
  GENERATE_AUDIO_FAILED: 'failed',
  FAIL: 'failed',
  FAILED: 'failed',
  ERROR: 'failed',
  '3': 'failed',
  CALLBACK_EXCEPTION: 'callbackFailed',
};

/** An unknown status counts as separating, unless an error comes with it; polling has its own end. */
function statusOf(data: JsonObject): Status {
  const word = statusWordOf(data).toUpperCase();
  const known = Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
  return known ?? (hasError(data) ? 'failed' : 'separating');
}

/** The word of `record-info`, of `jobs/recordInfo`, of other routes of the service, or of a callback. */
const statusWordOf = (data: JsonObject): string => textOf(data, 60, ...statusFields);

const statusFields = [
  ['successFlag', 'success_flag'],
  ['state'],
  ['status'],
  ['callbackType', 'callback_type'],
] as const;

/** Returns the first of these fields that says something, each in any of its spellings; empty for none. */
function textOf(data: JsonObject, maxLength: number, ...fields: readonly (readonly string[])[]): string {
  return fields.map((spellings) => plainText(firstOf(data, ...spellings), maxLength)).find((text) => text !== '') ?? '';
}

function hasError(data: JsonObject): boolean {
  const isError = (code: number | null): boolean => code !== null && code !== 0 && code !== 200;
  const codes = [firstOf(data, 'errorCode', 'error_code'), firstOf(data, 'failCode', 'fail_code')];
  return codes.some((code) => isError(wholeNumber(code))) || errorText(data) !== '';
}

const errorText = (data: JsonObject): string =>
  textOf(data, 300, ['errorMessage', 'error_message'], ['failMsg', 'fail_msg']);

/** The service's own words: its message, its code, or the status. */
function reasonOf(data: JsonObject): Failure {
  const code = textOf(data, 60, ['failCode', 'fail_code']);
  const words = errorText(data) || (code === '' ? statusWordOf(data) : '');
  return failure('separationFailed', [words, code === '' ? '' : `(code ${code})`].join(' ').trim());
}

function songOf(data: JsonObject, note: string | null): RecordInfo | null {
  const links = offeredLinks(data);
  const stems = offeredStems(links.lists);
  if (stems.length === 0) return null;
  const completeTime = parseServiceTime(firstOf(data, 'completeTime', 'complete_time'));
  const song: SeparatedSong = {
    stems,
    originalUrl: links.original,
    title: plainText(links.title, 200) || null,
    expiresAt: completeTime === null ? null : epochMs(completeTime + keptMs),
    note,
    separated: separatedIn(data),
  };
  return { state: 'ready', song };
}
