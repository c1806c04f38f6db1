import { fail, ok, type Result, words, type Failed } from '#contract';
import {
  type HttpAnswer,
  type HttpHeaders,
  type HttpPort,
  type HttpRequest,
  type NetLimits,
  userAgent,
  Watchdog,
} from './http.ts';
import { unpackWhole } from './packing.ts';

export type JsonAnswer = {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Undefined when the body is no JSON. */
  readonly body: unknown;
};

/** What a request sends. */
export type JsonBody = {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Called with the bytes that have left so far. */
  readonly onSent?: (sentBytes: number) => void;
};

export type JsonRequest = {
  readonly url: URL;
  /** Sent by POST; without it the request is a GET. */
  readonly post?: JsonBody;
  readonly apiKey: string;
  readonly http: HttpPort;
  readonly limits: NetLimits;
  readonly signal: AbortSignal;
};

/**
 * Sends one GET or POST with the key and returns status, headers and parsed body. Follows no redirect: the key goes to this URL only. Unpacks a
 * body that is compressed without being asked for. Fails with `badAnswer` when the body, packed or not, exceeds `limits.maxJsonBytes`.
 * Rejects with `NetTrouble`, or the signal's reason.
 */
export async function askJson({ url, post, apiKey, http, limits, signal }: JsonRequest): Promise<Result<JsonAnswer>> {
  const watchdog = new Watchdog(signal);
  let deadline: NodeJS.Timeout | undefined;
  const startDeadline = (): void => {
    deadline = setTimeout(() => {
      watchdog.bite(`${url.hostname} did not finish`);
    }, limits.jsonTotalMs);
  };
  try {
    const request = {
      url,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        authorization: `Bearer ${apiKey}`,
        'user-agent': userAgent,
        ...(post === undefined ? {} : { 'content-type': post.contentType }),
      },
      signal: watchdog.signal,
    };
    if (post === undefined) startDeadline();
    const { status, headers, body } = await (post === undefined
      ? sendGet(request, { http, limits, watchdog })
      : sendPost(request, post, { http, limits, watchdog }));
    watchdog.rest();
    if (post !== undefined) startDeadline();
    const pieces: Uint8Array[] = [];
    let lengthBytes = 0;
    for await (const piece of body) {
      lengthBytes += piece.length;
      if (lengthBytes > limits.maxJsonBytes) return tooLong();
      pieces.push(piece);
    }
    const whole = Buffer.concat(pieces);
    const plain = parsed(whole);
    if (plain !== undefined) return ok({ status, headers, body: plain });
    const unpacked = unpackWhole(whole, headers, limits.maxJsonBytes);
    return unpacked === 'tooLong'
      ? tooLong()
      : ok({ status, headers, body: unpacked === null ? undefined : parsed(unpacked) });
  } finally {
    clearTimeout(deadline);
    watchdog.dispose();
  }
}

type Sending = { readonly http: HttpPort; readonly limits: NetLimits; readonly watchdog: Watchdog };

function sendGet(request: HttpRequest, { http, limits, watchdog }: Sending): Promise<HttpAnswer> {
  watchdog.feed(limits.headersMs, `headers of ${request.url.hostname}`);
  return http.get(request);
}

/** A body may take its time, as long as it moves. */
function sendPost(request: HttpRequest, post: JsonBody, { http, limits, watchdog }: Sending): Promise<HttpAnswer> {
  let sent = -1;
  const onSent = (sentBytes: number): void => {
    if (sentBytes <= sent) return;
    sent = sentBytes;
    watchdog.feed(limits.postMs, `the answer of ${request.url.hostname}`);
    post.onSent?.(sentBytes);
  };
  onSent(0);
  return http.post({ ...request, body: post.bytes, onSent });
}

const tooLong = (): Failed => fail('badAnswer', words().failures.details.answerTooLong);

/** Returns the JSON in these bytes, with or without a byte order mark; undefined when they hold none. */
function parsed(bytes: Uint8Array): unknown {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    // The decoder drops the mark, which JSON.parse does not take.
    return JSON.parse(new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
