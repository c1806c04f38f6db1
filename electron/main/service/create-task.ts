import { fail, failure, type Failure, type Result, type SeparationKind, type SongSource, type TaskId } from '#contract';
import { taskIdSchema } from '#contract/schemas';
import type { JsonAnswer, JsonBody } from '../net/ask-json.ts';
import { isNeverSent } from '../net/http.ts';
import { firstOf, isJsonObject, plainText, unpacked, wholeNumber } from './json.ts';
import { ask, type KieTools } from './kie-client.ts';
import { failureOfCode } from './record-info.ts';

/** What became of a request that costs credits. */
export type Sent<Value> =
  | { readonly state: 'done'; readonly value: Value }
  /** The service said no, or the request never left: nothing was taken. `isDoorMissing`: the service has no such route. */
  | { readonly state: 'refused'; readonly failure: Failure; readonly isDoorMissing: boolean }
  /** It left, and no clear answer came. */
  | { readonly state: 'uncertain'; readonly failure: Failure };

/** The doors through which tasks are created: `jobs` is the newer one. */
export const doors = ['jobs', 'vocalRemoval'] as const;
export type Door = (typeof doors)[number];

/** The song as the service gets it: a link, or the ids of one that it made. */
export type SentSource = { readonly url: string } | Extract<SongSource, { readonly from: 'service' }>;

export type SeparationRequest = { readonly source: SentSource; readonly kind: SeparationKind };

const paths: Readonly<Record<Door, string>> = {
  jobs: '/api/v1/jobs/createTask',
  vocalRemoval: '/api/v1/vocal-removal/generate',
};

/** The older door demands an address for its callback, which a desktop cannot have. */
export const noCallback = 'https://example.com/noop';

const types: Readonly<Record<SeparationKind['split'], string>> = {
  vocals: 'separate_vocal',
  twelve: 'split_stem',
  one: 'split_stem_advanced',
};

/** The schema of the newer door demands a name for every kind. */
const anyInstrument = 'Lead Vocal';

function bodyFor(door: Door, { source, kind }: SeparationRequest): unknown {
  const type = types[kind.split];
  const stemName = kind.split === 'one' ? kind.instrument : anyInstrument;
  if (door === 'jobs') {
    const song = 'url' in source ? { audio_url: source.url } : { task_id: source.taskId, audio_id: source.audioId };
    return { model: 'ai-music-api/separate-vocals', input: { ...song, type, stem_name: stemName } };
  }
  const song = 'url' in source ? { audioUrl: source.url } : { taskId: source.taskId, audioId: source.audioId };
  return { ...song, type, ...(kind.split === 'one' ? { stemName } : {}), callBackUrl: noCallback };
}

/** Asks for a new separation at one door, once. Never rejects but with the signal's reason, before anything has left. */
export function createSeparation(
  request: SeparationRequest,
  door: Door,
  tools: KieTools,
  signal: AbortSignal,
): Promise<Sent<TaskId>> {
  return sendPaid(paths[door], bodyFor(door, request), taskIdIn, tools, signal);
}

const json = (body: unknown): JsonBody => ({
  contentType: 'application/json',
  bytes: new TextEncoder().encode(JSON.stringify(body)),
});

/**
 * Sends a request that costs credits, once, and reads its answer.
 *
 * [Note: no clear answer] A purchase counts as refused only when the service said so in a way that its pages document, or when no
 * connection was made. Silence, a broken connection, an error of the server (500, 501, 502 ...), or an answer that cannot be read leave
 * open whether credits were taken. Then the request is not sent again.
 * @param valueIn finds what was bought in an answer with code 200; null: it is not there
 */
export async function sendPaid<Value>(
  path: string,
  body: unknown,
  valueIn: (body: unknown) => Value | null,
  tools: KieTools,
  signal: AbortSignal,
): Promise<Sent<Value>> {
  signal.throwIfAborted();
  const sending = { isUnderWay: false, isNeverSent: false };
  const readKey = async (): Promise<Result<string>> => {
    const key = await tools.readKey();
    // From here on there is no way back: an abort would leave it open whether the request arrived.
    signal.throwIfAborted();
    sending.isUnderWay = key.ok;
    return key;
  };
  const asked = await ask(new URL(path, tools.base.origin), { ...tools, readKey }, new AbortController().signal, {
    post: json(body),
    onTrouble: (error) => {
      sending.isNeverSent = isNeverSent(error);
    },
  });
  if (asked.ok) return outcomeOf(asked.value, valueIn);
  const isRefused = !sending.isUnderWay || sending.isNeverSent;
  return isRefused
    ? { state: 'refused', failure: asked.failure, isDoorMissing: false }
    : { state: 'uncertain', failure: asked.failure };
}

/** HTTP statuses, and codes in a body, that say no. Of the service's own codes, 505 is a feature that is switched off. */
const refusals: ReadonlySet<number> = new Set([
  400, 401, 402, 403, 404, 405, 413, 415, 422, 429, 430, 433, 451, 455, 505,
]);

function outcomeOf<Value>({ status, body }: JsonAnswer, valueIn: (body: unknown) => Value | null): Sent<Value> {
  const code = isJsonObject(body) ? wholeNumber(firstOf(body, 'code', 'status_code')) : null;
  const message = isJsonObject(body) ? plainText(firstOf(body, 'msg', 'message'), 300) : '';
  if (status === 200 && (code === 200 || code === null)) {
    const value = valueIn(body);
    if (value !== null) return { state: 'done', value };
    return { state: 'uncertain', failure: failure('badAnswer', message) };
  }
  const worst = status === 200 ? (code ?? status) : code !== null && code !== 200 ? code : status;
  const isRefused = refusals.has(worst) || (refusals.has(status) && !isJsonObject(body));
  if (!isRefused) return { state: 'uncertain', failure: failureOfCode(worst, message) };
  return { state: 'refused', failure: refusalOf(worst, message), isDoorMissing: isMissing(worst, message) };
}

/** Whether the service says that it has no such route, or no such model behind it. */
const isMissing = (code: number, message: string): boolean =>
  code === 404 || code === 405 || (code === 422 && /\bmodel\b/i.test(message));

/** Why the service took nothing. */
function refusalOf(code: number, message: string): Failure {
  const detail = message === '' ? `code ${String(code)}` : `${message} (code ${String(code)})`;
  switch (code) {
    case 401:
    case 403:
    case 429:
    case 430:
    case 433:
    case 451:
    case 455:
      return failureOfCode(code, message);
    case 402:
      return failure('tooFewCredits', detail);
    case 413:
      return failure('songTooLarge', detail);
    default:
      return failure('separationRefused', detail);
  }
}

/** Returns the task that an answer names; null: none. */
export function taskIdIn(body: unknown): TaskId | null {
  if (!isJsonObject(body)) return null;
  const data = unpacked(firstOf(body, 'data'));
  const id = isJsonObject(data) ? firstOf(data, 'taskId', 'task_id') : data;
  const parsed = taskIdSchema.safeParse(id);
  return parsed.success ? parsed.data : null;
}

/** A file to be separated, as the service gets it. */
export type UploadFile = { readonly bytes: Uint8Array; readonly name: string; readonly mimeType: string };

/**
 * Uploads a file, which costs nothing, and returns its link. Fails with `uploadRefused`, or as the keychain, the network and the service
 * do. Rejects with the signal's reason.
 * @param onSent called with the bytes of the file that have left so far
 */
export async function uploadFile(
  file: UploadFile,
  tools: KieTools,
  onSent: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<Result<string>> {
  const { contentType, bytes } = formOf(file);
  const post = {
    ...{ contentType, bytes },
    onSent: (sentBytes: number) => {
      onSent(Math.min(sentBytes, file.bytes.byteLength));
    },
  };
  const asked = await ask(new URL('/api/file-stream-upload', tools.base.uploadOrigin), tools, signal, { post });
  if (!asked.ok) return asked;
  const { status, body } = asked.value;
  const code = isJsonObject(body) ? (wholeNumber(firstOf(body, 'code')) ?? status) : status;
  const message = isJsonObject(body) ? plainText(firstOf(body, 'msg', 'message'), 300) : '';
  const worst = code === 200 ? status : code;
  if (worst === 413) return fail('songTooLarge', message);
  if (worst === 401 || worst === 403) return fail('keyRefused', message);
  const data = isJsonObject(body) ? firstOf(body, 'data') : null;
  const link = isJsonObject(data) ? [data.downloadUrl, data.fileUrl].find((url) => typeof url === 'string') : null;
  const isLink = typeof link === 'string' && URL.canParse(link) && link.length <= 4096;
  if (worst === 200 && isLink) return { ok: true, value: link };
  return fail('uploadRefused', worst === 200 ? message : `${message} (code ${String(worst)})`.trim());
}

/** The file as `multipart/form-data` (RFC 7578). Its name is ours, so that it holds no quote. */
function formOf({ bytes, name, mimeType }: UploadFile): JsonBody {
  const boundary = `stemroom-${crypto.randomUUID()}`;
  const field = (key: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
  const start =
    field('uploadPath', 'stemroom') +
    field('fileName', name) +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${mimeType}\r\n\r\n`;
  const whole = Buffer.concat([Buffer.from(start), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes: whole };
}
