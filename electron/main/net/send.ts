import { fail, type Failed, type Failure, type Result } from '#contract';
import type { HttpAnswer, HttpHeaders, HttpPort } from './http-port.ts';
import type { NetLimits } from './limits.ts';
import { parseUrl } from './parse-url.ts';
import { isPublicAddress } from './url-policy.ts';
import type { Watchdog } from './watchdog.ts';

/** Says whether a URL may be asked; may put a question to the user. */
export type UrlGate = (
  text: string,
  signal: AbortSignal,
) => Promise<Result<URL, Failure<'hostNotAllowed' | 'linkForbidden'>>>;

export type Journey = {
  readonly http: HttpPort;
  readonly limits: NetLimits;
  readonly gate: UrlGate;
  /** This origin may be on a private address. */
  readonly loopbackOrigin: string | null;
};

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A constant, since every detail in it tells who somebody is. Some hosts refuse clients that do not look like a browser. */
export const userAgent = 'Mozilla/5.0 (compatible; Stemroom)';

/**
 * GET that follows redirects itself: each hop goes through the gate and the address check before a connection is made,
 * and carries the same few headers. Rejects with `NetTrouble`, or the signal's reason.
 */
export async function sendFollowing(
  text: string,
  headers: HttpHeaders,
  watchdog: Watchdog,
  { http, limits, gate, loopbackOrigin }: Journey,
): Promise<Result<HttpAnswer>> {
  let target = text;
  for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
    watchdog.rest();
    const allowed = await gate(target, watchdog.signal);
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
    if (location === null) return fail('linkRefused', `${url.hostname}: a redirect to nowhere`);
    target = location.href;
  }
  return fail('linkForbidden', `more than ${limits.maxRedirects} redirects`);
}

async function privateAddress(url: URL, http: HttpPort): Promise<Failed<Failure<'linkForbidden'>> | null> {
  const addresses = await http.addressesOf(url);
  if (addresses === 'proxied' || addresses.every(isPublicAddress)) return null;
  return fail('linkForbidden', `${url.hostname}, a server in a private network`);
}
