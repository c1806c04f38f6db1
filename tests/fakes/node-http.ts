import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { type HttpAnswer, type HttpPort, type HttpRequest, troubleOf } from '../../electron/main/net/http.ts';
import { joinedHeaders, readChunks } from '../../electron/main/net/http.ts';

/** The same port over Node's own client, for tests that run without Electron. `ca` trusts a test certificate. */
export function nodeHttp(options: { readonly ca?: string } = {}): HttpPort {
  const agents = {
    'http:': new http.Agent({ keepAlive: false }),
    'https:': new https.Agent({ keepAlive: false, ...options }),
  };
  return {
    get: (request) => get(request, request.url.protocol === 'https:' ? agents['https:'] : agents['http:']),
    addressesOf: async (url) => {
      try {
        return (await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true })).map(({ address }) => address);
      } catch (error) {
        throw troubleOf(error);
      }
    },
  };
}

function get({ url, headers, signal }: HttpRequest, agent: http.Agent): Promise<HttpAnswer> {
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = client.get(url, { headers, agent }, (response) => {
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
  });
}
