import type { Readable } from 'node:stream';
import { type ClientRequest, type IncomingMessage, net, session, type Session } from 'electron';
import {
  type HttpAnswer,
  type HttpPort,
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
  return {
    get: (request) => get(request, owner),
    addressesOf: (url) => addressesOf(url, owner),
  };
}

/** Whether the system knows that there is no network. False proves nothing. */
export const isKnownOffline = (): boolean => !net.isOnline();

function get({ url, headers, signal }: HttpRequest, owner: Session): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = net.request({
      url: url.href,
      session: owner,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    const stop = (): void => {
      request.abort();
    };
    const onAbort = (): void => {
      stop();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    // Not on `close`, which fires as soon as the request is sent.
    const settled = (): void => {
      signal.removeEventListener('abort', onAbort);
    };
    request.on('redirect', (status, _method, location, responseHeaders) => {
      settled();
      resolve({ status, headers: { ...joinedHeaders(responseHeaders), location }, body: nothing() });
    });
    // The signal stays connected: an unread body would hold one of the few connections to its host for ever.
    request.on('response', (response) => {
      resolve(answerOf(response, request, signal));
    });
    // After an unfollowed redirect Chromium reports an abort; the promise is settled by then.
    request.on('error', (error) => {
      settled();
      reject(signal.aborted ? (signal.reason as Error) : troubleOf(error));
    });
    request.end();
  });
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
