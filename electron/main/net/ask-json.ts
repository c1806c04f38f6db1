import { fail, ok, type Result } from '#contract';
import type { HttpHeaders, HttpPort } from './http-port.ts';
import type { NetLimits } from './limits.ts';
import { userAgent } from './send.ts';
import { Watchdog } from './watchdog.ts';

export type JsonAnswer = {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Undefined when the body is no JSON. */
  readonly body: unknown;
};

export type JsonRequest = {
  readonly url: URL;
  readonly apiKey: string;
  readonly http: HttpPort;
  readonly limits: NetLimits;
  readonly signal: AbortSignal;
};

/**
 * One GET with the key. Follows no redirect: the key goes to this URL and nowhere else. Fails with `badAnswer` when the
 * body is larger than a JSON answer may be. Rejects with `NetTrouble`, or the signal's reason.
 */
export async function askJson({ url, apiKey, http, limits, signal }: JsonRequest): Promise<Result<JsonAnswer>> {
  const watchdog = new Watchdog(signal);
  const deadline = setTimeout(() => {
    watchdog.bite(`${url.hostname} did not finish`);
  }, limits.jsonTotalMs);
  try {
    watchdog.feed(limits.headersMs, `headers of ${url.hostname}`);
    const { status, headers, body } = await http.get({
      url,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        authorization: `Bearer ${apiKey}`,
        'user-agent': userAgent,
      },
      signal: watchdog.signal,
    });
    watchdog.rest();
    const encoding = headers['content-encoding'] ?? 'identity';
    if (!/^(identity)?$/i.test(encoding.trim())) return fail('badAnswer', 'The answer is packed.');
    const pieces: Uint8Array[] = [];
    let lengthBytes = 0;
    for await (const piece of body) {
      lengthBytes += piece.length;
      if (lengthBytes > limits.maxJsonBytes) return fail('badAnswer', 'The answer is far too long.');
      pieces.push(piece);
    }
    return ok({ status, headers, body: parsed(Buffer.concat(pieces).toString('utf8')) });
  } finally {
    clearTimeout(deadline);
    watchdog.dispose();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
