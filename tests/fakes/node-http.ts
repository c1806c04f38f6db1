import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import {
  type HttpAnswer,
  type HttpPort,
  type HttpPost,
  type HttpRequest,
  troubleOf,
} from '../../electron/main/net/http.ts';
import { joinedHeaders, readChunks } from '../../electron/main/net/http.ts';

/** The same port over Node's own client, for tests that run without Electron. `ca` trusts a test certificate. */
export function nodeHttp(options: { readonly ca?: string } = {}): HttpPort {
  const agents = {
    'http:': new http.Agent({ keepAlive: false }),
    'https:': new https.Agent({ keepAlive: false, ...options }),
  };
  const agentFor = ({ url }: HttpRequest): http.Agent =>
    url.protocol === 'https:' ? agents['https:'] : agents['http:'];
  return {
    get: (request) => send(request, agentFor(request), null),
    post: (request) => send(request, agentFor(request), request),
    addressesOf: async (url) => {
      try {
        return (await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true })).map(({ address }) => address);
      } catch (error) {
        throw troubleOf(error);
      }
    },
  };
}

const pieceBytes = 65_536;

/** Writes a body piece by piece, as fast as they leave. */
function sendBody(request: http.ClientRequest, post: HttpPost, from = 0): void {
  const { body, onSent } = post;
  if (request.destroyed) return;
  if (from >= body.byteLength) request.end();
  else {
    request.write(body.subarray(from, from + pieceBytes), () => {
      onSent?.(Math.min(body.byteLength, from + pieceBytes));
      sendBody(request, post, from + pieceBytes);
    });
  }
}

function send({ url, headers, signal }: HttpRequest, agent: http.Agent, post: HttpPost | null): Promise<HttpAnswer> {
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const length = post === null ? {} : { 'content-length': post.body.byteLength };
    const method = post === null ? 'GET' : 'POST';
    const request = client.request(url, { method, headers: { ...headers, ...length }, agent }, (response) => {
      resolve({
        status: response.statusCode ?? 0,
        headers: joinedHeaders(response.headers),
        body: readChunks(response, signal, stop),
      });
    });
    const stop = (): void => {
      request.destroy();
    };
    const onAbort = (): void => {
      stop();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    request.on('close', () => {
      signal.removeEventListener('abort', onAbort);
    });
    request.on('error', (error) => {
      reject(signal.aborted ? (signal.reason as Error) : troubleOf(error));
    });
    if (post === null) request.end();
    else sendBody(request, post);
  });
}
