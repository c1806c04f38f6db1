import type { Readable } from 'node:stream';
import { type ClientRequest, type IncomingMessage, net, session, type Session } from 'electron';
import {
  type HttpAnswer,
  type HttpPort,
  type HttpPost,
  type HttpRequest,
  joinedHeaders,
  NetTrouble,
  readChunks,
  troubleOf,
} from './http.ts';

/**
 * Returns an `HttpPort` over Chromium's network stack, with the system's proxy and certificates and an in-memory session of its own.
 * Call after the app is ready.
 */
export function electronHttp(): HttpPort {
  const owner = session.fromPartition('net', { cache: false });
  const posting = new PostSessions();
  return {
    get: (request) => send(request, owner, null),
    post: (request) => posting.run((own) => send(request, own, request)),
    addressesOf: (url) => addressesOf(url, owner),
  };
}

/** Whether the system knows that there is no network. False proves nothing. */
export const isKnownOffline = (): boolean => !net.isOnline();

/**
 * [Note: sent once] Chromium sends a request again, a POST too, when the kept-alive connection that it chose for it breaks before the
 * answer begins (`HttpNetworkTransaction::ShouldResendRequest`). A request that buys something must not arrive twice, so each POST has a
 * connection of its own: that of a session without any, which no other request uses meanwhile.
 */
class PostSessions {
  readonly #free: Session[] = [];
  #count = 0;

  async run(work: (owner: Session) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const owner = this.#free.pop() ?? session.fromPartition(`post-${String((this.#count += 1))}`, { cache: false });
    await owner.closeAllConnections();
    const giveBack = (): void => {
      this.#free.push(owner);
    };
    try {
      const answer = await work(owner);
      return { ...answer, body: endingWith(answer.body, giveBack) };
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}

/** The same pieces; calls back when they are read or given up. */
async function* endingWith(
  body: AsyncIterable<Uint8Array>,
  then: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body;
  } finally {
    then();
  }
}

/** How often the progress of a body is looked at, in milliseconds. */
const sentEveryMs = 200;

function send({ url, headers, signal }: HttpRequest, owner: Session, post: HttpPost | null): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = net.request({
      url: url.href,
      method: post === null ? 'GET' : 'POST',
      session: owner,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    const watching = post === null ? undefined : watchBody(request, post);
    const stop = (): void => {
      clearInterval(watching);
      request.abort();
    };
    const onAbort = (): void => {
      stop();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    // Not on `close`, which fires as soon as the request is sent.
    const settled = (): void => {
      clearInterval(watching);
      signal.removeEventListener('abort', onAbort);
    };
    request.on('redirect', (status, _method, location, responseHeaders) => {
      settled();
      resolve({ status, headers: { ...joinedHeaders(responseHeaders), location }, body: nothing() });
    });
    // The signal stays connected: an unread body would hold one of the few connections to its host for ever.
    request.on('response', (response) => {
      clearInterval(watching);
      resolve(answerOf(response, request, signal));
    });
    // After an unfollowed redirect Chromium reports an abort; the promise is settled by then.
    request.on('error', (error) => {
      settled();
      reject(signal.aborted ? (signal.reason as Error) : troubleOf(error));
    });
    if (post === null) request.end();
    else request.end(Buffer.from(post.body));
  });
}

/** Reports how much of the body has left, until its timer is cleared. */
function watchBody(request: ClientRequest, { onSent }: HttpPost): NodeJS.Timeout {
  return setInterval(() => {
    const { started, current } = request.getUploadProgress();
    if (started) onSent?.(current);
  }, sentEveryMs);
}

function answerOf(response: IncomingMessage, request: ClientRequest, signal: AbortSignal): HttpAnswer {
  // Electron types only the events; the object is a Readable.
  const stream = response as unknown as Readable;
  const stop = (): void => {
    request.abort();
  };
  return {
    status: response.statusCode,
    headers: joinedHeaders(response.headers),
    body: readChunks(stream, signal, stop),
  };
}

async function addressesOf(url: URL, owner: Session): Promise<readonly string[] | 'proxied'> {
  if ((await owner.resolveProxy(url.href)) !== 'DIRECT') return 'proxied';
  try {
    const { endpoints } = await owner.resolveHost(url.hostname);
    if (endpoints.length > 0) return endpoints.map(({ address }) => address);
  } catch (error) {
    throw troubleOf(error);
  }
  throw new NetTrouble('offline', `${url.hostname} has no address`);
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {
  // A redirect's body adds nothing to its headers.
}
