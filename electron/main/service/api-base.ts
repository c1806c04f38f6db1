import { fail, type Failure, ok, type Result, words } from '#contract';
import type { Clock } from '../net/clock.ts';
import { parseUrl, serviceHosts } from '../net/url-policy.ts';

export type ApiBase = {
  /** Without a trailing slash. */
  readonly origin: string;
  /** Where files to be separated go. */
  readonly uploadOrigin: string;
  /** The same origin when it is on this computer, from which files may then be fetched too; null for the real service. */
  readonly loopbackOrigin: string | null;
};

const service: ApiBase = {
  origin: `https://${serviceHosts.api}`,
  uploadOrigin: `https://${serviceHosts.upload}`,
  loopbackOrigin: null,
};
const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Returns the origin of the service. `STEMROOM_API_BASE` may only name a loopback origin, since the key is sent there. Fails with
 * `hostNotAllowed`.
 * @param text the variable's value; undefined or empty: the real service
 */
export function parseApiBase(text: string | undefined): Result<ApiBase, Failure<'hostNotAllowed'>> {
  if (text === undefined || text.trim() === '') return ok(service);
  const url = parseUrl(text.trim());
  const isBare = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!isBare || !loopbackHosts.has(url.hostname)) {
    return fail('hostNotAllowed', words().failures.details.apiBase);
  }
  return ok(loopbackBase(url.origin));
}

/** A service on this computer, which does everything at one origin. */
export const loopbackBase = (origin: string): ApiBase => ({ origin, uploadOrigin: origin, loopbackOrigin: origin });

/** Spaces the starts of requests to the service: at most two a second over all songs. */
export class RequestLimiter {
  readonly #clock: Clock;
  readonly #gapMs: number;
  #nextTicksMs = -Infinity;

  constructor(clock: Clock, gapMs = 500) {
    this.#clock = clock;
    this.#gapMs = gapMs;
  }

  /** Settles when the next request may start. Rejects with the signal's reason when aborted before that. */
  async wait(signal: AbortSignal): Promise<void> {
    const turnMs = Math.max(this.#clock.ticksMs(), this.#nextTicksMs);
    this.#nextTicksMs = turnMs + this.#gapMs;
    const waitMs = turnMs - this.#clock.ticksMs();
    if (waitMs > 0) await this.#clock.wait(waitMs, signal);
  }
}
