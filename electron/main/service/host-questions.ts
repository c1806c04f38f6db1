import { fail, ok } from '#contract';
import type { UrlCheck } from '../net/http.ts';
import { judgeUrl } from '../net/url-policy.ts';

/** The hosts the user has allowed, kept with the settings. */
export type HostMemory = {
  readonly isAllowed: (host: string) => boolean;
  readonly allow: (host: string) => Promise<void>;
};

/**
 * Asks the user about unknown hosts, one question per host for all files. A yes is saved for good, a no holds for one run of a song, so
 * that "Try again" asks again. Open questions outlive the page: one that restarts after a crash gets them by `announceAgain`.
 */
export class HostQuestions {
  readonly #memory: HostMemory;
  readonly #announce: (host: string) => void;
  readonly #waiting = new Map<string, Set<(isAllowed: boolean) => void>>();

  /** @param announce puts a question to the page; called again for each new page while the question is open */
  constructor(memory: HostMemory, announce: (host: string) => void) {
    this.#memory = memory;
    this.#announce = announce;
  }

  /** Returns the check of URLs for one run of a song; a host the user refuses stays refused in that run. */
  urlCheck(loopbackOrigin: string | null): UrlCheck {
    const denied = new Set<string>();
    return async (text, signal) => {
      const verdict = judgeUrl(text, loopbackOrigin);
      if (verdict.verdict === 'refused') return fail('linkForbidden', verdict.reason);
      if (verdict.verdict === 'allowed') return ok(verdict.url);
      const { host, url } = verdict;
      if (this.#memory.isAllowed(host)) return ok(url);
      if (!denied.has(host) && (await this.#ask(host, signal))) return ok(url);
      denied.add(host);
      return fail('hostNotAllowed', host);
    };
  }

  /** Sends every open question to a page that has just loaded. */
  announceAgain(): void {
    for (const host of this.#waiting.keys()) this.#announce(host);
  }

  /** Takes the user's answer. Ignores an answer without an open question. */
  async answer(host: string, isAllowed: boolean): Promise<void> {
    const waiting = this.#waiting.get(host);
    if (waiting === undefined) return;
    this.#waiting.delete(host);
    if (isAllowed) await this.#memory.allow(host);
    for (const settle of waiting) settle(isAllowed);
  }

  #ask(host: string, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const isOpen = this.#waiting.has(host);
    const waiting = this.#waiting.get(host) ?? new Set();
    this.#waiting.set(host, waiting);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.delete(settle);
        if (waiting.size === 0 && this.#waiting.get(host) === waiting) this.#waiting.delete(host);
        reject(signal.reason as Error);
      };
      const settle = (isAllowed: boolean): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(isAllowed);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.add(settle);
      if (!isOpen) this.#announce(host);
    });
  }
}
