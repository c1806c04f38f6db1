import { fail, ok, type Result } from '#contract';
import { type HttpHeaders, type HttpPort, type NetLimits, userAgent, Watchdog } from './http.ts';
import { unpackWhole } from './packing.ts';

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
 * Sends one GET with the key and returns status, headers and parsed body. Follows no redirect: the key goes to this URL only. Unpacks a
 * body that is compressed without being asked for. Fails with `badAnswer` when the body, packed or not, exceeds `limits.maxJsonBytes`.
 * Rejects with `NetTrouble`, or the signal's reason.
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
    const pieces: Uint8Array[] = [];
    let lengthBytes = 0;
    for await (const piece of body) {
      lengthBytes += piece.length;
      if (lengthBytes > limits.maxJsonBytes) return tooLong;
      pieces.push(piece);
    }
    const whole = Buffer.concat(pieces);
    const plain = parsed(whole);
    if (plain !== undefined) return ok({ status, headers, body: plain });
    const unpacked = unpackWhole(whole, headers, limits.maxJsonBytes);
    return unpacked === 'tooLong'
      ? tooLong
      : ok({ status, headers, body: unpacked === null ? undefined : parsed(unpacked) });
  } finally {
    clearTimeout(deadline);
    watchdog.dispose();
  }
}

const tooLong = fail('badAnswer', 'The answer is far too long.');

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
