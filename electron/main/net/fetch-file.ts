import { fail, type Failed, type FailureKind, ok, type Result, words } from '#contract';
import type { Clock } from './clock.ts';
import {
  failureOfTrouble,
  type HttpAnswer,
  type HttpHeaders,
  isWorthRetrying,
  type Journey,
  sendFollowing,
  Watchdog,
} from './http.ts';
import { packingOf } from './packing.ts';
import {
  type FetchedFile,
  type FileProgress,
  type PartFile,
  receiveBody,
  refuseHeaders,
  type ResumePoint,
  strongEtag,
} from './receive-body.ts';
import { again, type Attempt, over, retry, retryAfterMs } from './retry.ts';
import { parseUrl } from './url-policy.ts';

type ContentRange = {
  /** First byte, and one past the last; null in a 416, which only has the total. */
  readonly span: { readonly startByte: number; readonly endByte: number } | null;
  readonly totalBytes: number | null;
};

// `bytes 5-9/10`, `bytes 5-9/*`, `bytes */10`; RFC 9110, 14.4.
const pattern = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15}|\*)$/i;

/** Parses a `Content-Range` in bytes; null for anything else. */
export function parseContentRange(text: string): ContentRange | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, start, last, total] = match;
  const totalBytes = total === '*' || total === undefined ? null : Number(total);
  if (start === undefined || last === undefined) return { span: null, totalBytes };
  const span = { startByte: Number(start), endByte: Number(last) + 1 };
  return span.endByte > span.startByte ? { span, totalBytes } : null;
}

export type FileRequest = Journey & {
  readonly url: string;
  readonly part: PartFile;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether the song may take a file of this size, in bytes; the file's own limit is checked besides. */
  readonly mayHold: (fileBytes: number) => boolean;
  readonly onProgress: (progress: FileProgress) => void;
};

/** A download has no deadline as long as bytes arrive. */
const noBudgetMs = Infinity;

/**
 * Downloads one sound file into a part file and resumes an earlier part when a strong ETag proves that the file is the same. Tries at
 * most `limits.attempts` times. Never sends a key, a cookie or a referrer.
 * Failures: `linkRefused` (the link is dead), `hostNotAllowed`, `linkForbidden`, `insecure`, `offline`, `timedOut`, `truncated`, `rateLimited`,
 * `serviceError`, `tooLarge`, `notAudio`, and those of the disk. Rejects with the signal's reason when aborted.
 */
export async function fetchFile(request: FileRequest): Promise<Result<FetchedFile>> {
  const { clock, limits, signal } = request;
  const tries = { mayResume: true, soundless: 0 };
  return retry(() => tryOnce(request, tries), { attempts: limits.attempts, budgetMs: noBudgetMs, clock, signal });
}

/** State that one try leaves for the next. */
type Tries = { mayResume: boolean; soundless: number };

async function tryOnce(request: FileRequest, tries: Tries): Promise<Attempt<FetchedFile>> {
  const { part, signal, url } = request;
  const watchdog = new Watchdog(signal);
  try {
    const point = tries.mayResume ? part.resumeFrom() : null;
    const sent = await sendFollowing(url, askFor(point), watchdog, request);
    if (!sent.ok) return over(sent);
    return await take(sent.value, point, request, tries, watchdog);
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOfTrouble(error, hostOf(url));
    if (failure.kind === 'notAudio') return soundless({ ok: false, failure }, tries);
    return failure.kind === 'insecure' ? over({ ok: false, failure }) : again({ ok: false, failure });
  } finally {
    watchdog.dispose();
  }
}

const askFor = (point: ResumePoint | null): HttpHeaders => ({
  accept: 'audio/*, application/octet-stream;q=0.9',
  'accept-encoding': 'identity',
  ...(point === null ? {} : { range: `bytes=${point.offsetBytes}-`, 'if-range': point.etag }),
});

async function take(
  answer: HttpAnswer,
  point: ResumePoint | null,
  request: FileRequest,
  tries: Tries,
  watchdog: Watchdog,
): Promise<Attempt<FetchedFile>> {
  const host = hostOf(request.url);
  const { status, headers } = answer;
  if (status === 416 && point !== null) return unsatisfied(answer, point, host, tries);
  if (status === 200 || status === 206) {
    const from = status === 206 ? continued(answer, point) : null;
    // Another part than the one we asked for: nothing may be appended to ours.
    if (status === 206 && from === null) return fromZero(tries, host);
    const refused = refuseHeaders(answer, host);
    if (refused !== null) return soundless(refused, tries);
    const received = await receiveBody(answer, from, { ...request, etag: strongEtag(headers), host }, watchdog);
    if (received.ok) return over(received);
    return isPassing(received.failure.kind) ? again(received) : soundlessOrOver(received, tries);
  }
  if (!isWorthRetrying(status)) return over(fail('linkRefused', `${host} answered ${status}`));
  const failed = fail(status === 429 ? 'rateLimited' : 'serviceError', `${host} answered ${status}`);
  return again(failed, retryAfterMs(headers, request.clock.now()));
}

/** Returns the point a 206 continues from when our part ends there and the file is still the same; otherwise null. */
function continued(answer: HttpAnswer, point: ResumePoint | null): ResumePoint | null {
  const range = parseContentRange(answer.headers['content-range'] ?? '');
  if (point === null || range?.span?.startByte !== point.offsetBytes || packingOf(answer.headers) !== null) return null;
  const isSameTotal = range.totalBytes === null || point.totalBytes === null || range.totalBytes === point.totalBytes;
  const reachesEnd = range.totalBytes === null || range.span.endByte === range.totalBytes;
  const etag = answer.headers.etag;
  return isSameTotal && reachesEnd && (etag === undefined || etag === point.etag) ? point : null;
}

/** 416: our part is either the whole file, or no start of it. */
function unsatisfied({ headers }: HttpAnswer, point: ResumePoint, host: string, tries: Tries): Attempt<FetchedFile> {
  const totalBytes = parseContentRange(headers['content-range'] ?? '')?.totalBytes ?? point.totalBytes;
  const isSameFile = headers.etag === undefined || headers.etag === point.etag;
  if (isSameFile && totalBytes === point.offsetBytes) {
    return over(ok({ container: point.container, byteLength: point.offsetBytes }));
  }
  return fromZero(tries, host);
}

function fromZero(tries: Tries, host: string): Attempt<FetchedFile> {
  const failed = fail('truncated', words().failures.details.withoutTheRest(host));
  if (!tries.mayResume) return over(failed);
  tries.mayResume = false;
  return again(failed);
}

const isPassing = (kind: FailureKind): boolean => kind === 'truncated' || kind === 'timedOut';

const soundlessOrOver = (failed: Failed, tries: Tries): Attempt<FetchedFile> =>
  failed.failure.kind === 'notAudio' ? soundless(failed, tries) : over(failed);

/** A sign-in page may be gone the next time; a link to something else than sound stays one. So: one more try. */
function soundless(failed: Failed, tries: Tries): Attempt<FetchedFile> {
  tries.soundless += 1;
  return tries.soundless > 1 ? over(failed) : again(failed);
}

const hostOf = (url: string): string => parseUrl(url)?.hostname ?? words().failures.details.theLink;
