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
 * One GET with the key. Follows no redirect: the key goes to this URL and nowhere else. A body that comes packed though
 * we did not ask for it is unpacked. Fails with `badAnswer` when the body, packed or not, is larger than a JSON answer may
 * be. Rejects with `NetTrouble`, or the signal's reason.
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

/** The JSON in these bytes, a byte order mark in front or not; undefined when there is none. */
function parsed(bytes: Uint8Array): unknown {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    // The decoder drops the mark, which JSON.parse does not take.
    return JSON.parse(new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
