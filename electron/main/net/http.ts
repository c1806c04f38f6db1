import type { Readable } from 'node:stream';
import { fail, type Failed, failure, type Failure, type Result, words } from '#contract';
import { isPublicAddress, parseUrl } from './url-policy.ts';

/** Names in lower case; several values of one name are joined by a comma. */
export type HttpHeaders = Readonly<Record<string, string>>;

export type HttpRequest = { readonly url: URL; readonly headers: HttpHeaders; readonly signal: AbortSignal };

/** A request with a body, which a server must not get twice: it may cost money. */
export type HttpPost = HttpRequest & {
  readonly body: Uint8Array;
  /** Called with the bytes of the body that have left so far, as far as the system tells. */
  readonly onSent?: ((sentBytes: number) => void) | undefined;
};

export type HttpAnswer = {
  /** 100 to 599. Redirects are answers too; the caller decides about `location`. */
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Can be read once; abort the request to drop it. Throws `NetTrouble`. */
  readonly body: AsyncIterable<Uint8Array>;
};

/** The one way to the network, without cookies, cache, redirects and timeouts. */
export type HttpPort = {
  /** Settles when the headers are here. Rejects with `NetTrouble`, or with the signal's reason when it is aborted. */
  get(request: HttpRequest): Promise<HttpAnswer>;
  /** As `get`. Sends the request once, whatever happens to its connection. */
  post(request: HttpPost): Promise<HttpAnswer>;
  /** The addresses a host stands for now, or `proxied` when a proxy decides that. Rejects with `NetTrouble`. */
  addressesOf(url: URL): Promise<readonly string[] | 'proxied'>;
};

export type NetTroubleKind =
  /** The host cannot be reached: no network, no such name, connection refused. */
  | 'offline'
  /** The certificate is invalid. */
  | 'insecure'
  /** The connection ended before the answer did. */
  | 'broken'
  /** The body is compressed though we did not ask for it. An adapter may also pass header and body on as they are. */
  | 'packed'
  /** Too slow for one of our limits. */
  | 'timedOut';

/** Thrown by adapters, since a stream cannot return a `Result`. `failureOfTrouble` turns it into a `Failure`. */
export class NetTrouble extends Error {
  readonly kind: NetTroubleKind;

  constructor(kind: NetTroubleKind, message: string) {
    super(message);
    this.name = 'NetTrouble';
    this.kind = kind;
  }
}

const mebibyte = 1024 * 1024;

/** Timeouts in milliseconds and sizes in bytes. One object, so that tests can lower them. */
export type NetLimits = {
  readonly headersMs: number;
  /** For the answer to a request with a body, and for each piece of that body to leave. */
  readonly postMs: number;
  readonly bodyIdleMs: number;
  /** For a whole JSON answer. */
  readonly jsonTotalMs: number;
  /** A download slower than this over that time has stalled. */
  readonly slowestBytesPerSecond: number;
  readonly slowWindowMs: number;
  readonly maxJsonBytes: number;
  readonly maxStemBytes: number;
  readonly maxSongBytes: number;
  readonly maxRedirects: number;
  readonly attempts: number;
};

export const netLimits: NetLimits = {
  headersMs: 15_000,
  postMs: 90_000,
  bodyIdleMs: 30_000,
  jsonTotalMs: 30_000,
  slowestBytesPerSecond: 1024,
  slowWindowMs: 60_000,
  maxJsonBytes: mebibyte,
  maxStemBytes: 256 * mebibyte,
  maxSongBytes: 2048 * mebibyte,
  maxRedirects: 3,
  attempts: 5,
};

/**
 * Returns the failure of an adapter's error, with the host as detail. Check the signal first: an abort's reason is no failure. Throws any
 * error that is no `NetTrouble`.
 */
export function failureOfTrouble(error: unknown, host: string): Failure {
  if (!(error instanceof NetTrouble)) throw error;
  switch (error.kind) {
    case 'offline':
      return failure('offline', host);
    case 'insecure':
      return failure('insecure', host);
    case 'broken':
      return failure('truncated', host);
    case 'packed':
      return failure('notAudio', words().failures.details.packedFile(host));
    case 'timedOut':
      return failure('timedOut', host);
  }
}

const insecureCode = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;
const offlineCode =
  /ENOTFOUND|EAI_AGAIN|EAI_NODATA|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|NAME_RESOLUTION|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED/;
// A reset during the handshake is a broken line, not a bad certificate.
const brokenCode = /SSL_PROTOCOL_ERROR.*RESET|ECONNRESET|CONNECTION_RESET|CONNECTION_CLOSED/;

/** Returns the `NetTrouble` for an error of Node (`code`) or Chromium (`net::ERR_...`). */
export function troubleOf(error: unknown): NetTrouble {
  if (error instanceof NetTrouble) return error;
  const text = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : String(error);
  if (text.includes('CONTENT_DECODING')) return new NetTrouble('packed', text);
  if (brokenCode.test(text)) return new NetTrouble('broken', text);
  if (insecureCode.test(text)) return new NetTrouble('insecure', text);
  if (offlineCode.test(text)) return new NetTrouble('offline', text);
  return new NetTrouble(/TIMED_?OUT/.test(text) ? 'timedOut' : 'broken', text);
}

const neverSentCode =
  /ENOTFOUND|EAI_AGAIN|EAI_NODATA|ECONNREFUSED|NAME_NOT_RESOLVED|NAME_RESOLUTION|CONNECTION_REFUSED|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED/;

/** Whether a request that failed so cannot have reached the server: no connection was made, or none that is secure. */
export const isNeverSent = (error: unknown): boolean =>
  error instanceof NetTrouble && (error.kind === 'insecure' || neverSentCode.test(error.message));

/** An abort signal that follows another one and also fires when it is not fed in time. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #follow: AbortSignal;
  readonly #onAbort: () => void;
  #timer: NodeJS.Timeout | undefined = undefined;

  constructor(follow: AbortSignal) {
    this.#follow = follow;
    this.#onAbort = () => {
      this.#controller.abort(follow.reason);
    };
    follow.addEventListener('abort', this.#onAbort, { once: true });
    if (follow.aborted) this.#onAbort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Restarts the timer: aborts with `timedOut` unless called again within this time. */
  feed(withinMs: number, waitingFor: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.bite(`${waitingFor}: nothing for ${withinMs} ms`);
    }, withinMs);
  }

  /** Stops the timer, such as while the user answers a question or the disk writes. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  /** Aborts with `timedOut` now. */
  bite(why: string): void {
    this.#controller.abort(new NetTrouble('timedOut', why));
  }

  /** Aborts what still runs under the signal and stops listening to the other one. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#follow.removeEventListener('abort', this.#onAbort);
    this.#controller.abort(new NetTrouble('broken', 'not needed any more'));
  }
}

/** Decides whether a URL may be requested, if need be by asking the user. Rejects with the signal's reason. */
export type UrlCheck = (
  text: string,
  signal: AbortSignal,
) => Promise<Result<URL, Failure<'hostNotAllowed' | 'linkForbidden'>>>;

export type Journey = {
  readonly http: HttpPort;
  readonly limits: NetLimits;
  readonly checkUrl: UrlCheck;
  /** This origin may be on a private address. */
  readonly loopbackOrigin: string | null;
};

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The same for every user, since details would identify them. Some hosts refuse clients that do not look like a browser. */
export const userAgent = 'Mozilla/5.0 (compatible; Stemroom)';

/**
 * Sends a GET and follows up to `limits.maxRedirects` redirects. Each hop passes the URL check and the address check before a connection
 * is made. Fails with `hostNotAllowed`, `linkForbidden` or `linkRefused`. Rejects with `NetTrouble`, or the signal's reason.
 */
export async function sendFollowing(
  text: string,
  headers: HttpHeaders,
  watchdog: Watchdog,
  { http, limits, checkUrl, loopbackOrigin }: Journey,
): Promise<Result<HttpAnswer>> {
  let target = text;
  for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
    watchdog.rest();
    const allowed = await checkUrl(target, watchdog.signal);
    if (!allowed.ok) return allowed;
    const url = allowed.value;
    watchdog.feed(limits.headersMs, `headers of ${url.hostname}`);
    if (url.origin !== loopbackOrigin) {
      const forbidden = await privateAddress(url, http);
      if (forbidden !== null) return forbidden;
    }
    const answer = await http.get({ url, headers: { 'user-agent': userAgent, ...headers }, signal: watchdog.signal });
    if (!redirects.has(answer.status)) return { ok: true, value: answer };
    const location = parseUrl(answer.headers.location ?? '', url);
    if (location === null) return fail('linkRefused', words().failures.details.redirectToNowhere(url.hostname));
    target = location.href;
  }
  return fail('linkForbidden', words().failures.details.tooManyRedirects(limits.maxRedirects));
}

async function privateAddress(url: URL, http: HttpPort): Promise<Failed<Failure<'linkForbidden'>> | null> {
  const addresses = await http.addressesOf(url);
  if (addresses === 'proxied' || addresses.every(isPublicAddress)) return null;
  return fail('linkForbidden', words().failures.details.privateServer(url.hostname));
}

/** Whether the same request may succeed later, by its HTTP status. */
export const isWorthRetrying = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || (status >= 500 && status <= 599);

/** Converts header fields of Node or Electron to lower-case names with one text each. */
export function joinedHeaders(fields: Readonly<Record<string, string | readonly string[] | undefined>>): HttpHeaders {
  const pairs = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(pairs) as HttpHeaders;
}

/**
 * Yields the chunks of a response with back-pressure. Throws the signal's reason when it is aborted, else `NetTrouble`. Calls `stop`, which
 * ends the request underneath, whenever it ends.
 */
export async function* readChunks(
  stream: Readable,
  signal: AbortSignal,
  stop: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const onAbort = (): void => {
    stop();
    stream.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    for await (const chunk of stream) yield chunk as Uint8Array;
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw troubleOf(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop();
  }
}
