import { fail, type Failure, type KeyStatus, ok, type Result } from '#contract';
import type { Log } from '../log.ts';
import { isWithoutKeychain, type SecretStore } from './keychain.ts';

/** 8 to 512 visible ASCII characters: a key becomes part of a header, so nothing else may pass. Spaces around it are cut. */
export function parseApiKey(text: string): Result<string, Failure<'malformedKey'>> {
  const key = text.trim();
  return /^[\x21-\x7e]{8,512}$/.test(key) ? ok(key) : fail('malformedKey');
}

export type KeeperTools = {
  readonly store: SecretStore;
  readonly log: Log;
  /** The keychain's name in words for the user. */
  readonly backend: () => Promise<string>;
  /** Whether a key was saved and not removed since: a locked keychain shows itself by not giving it. Kept with the settings. */
  readonly isSaved: () => boolean;
  readonly setSaved: (isSaved: boolean) => Promise<void>;
  /** Tells the page that the keychain may be asking the user something. */
  readonly onWaiting: (isWaiting: boolean) => void;
  readonly limits?: { readonly readMs: number; readonly writeMs: number; readonly patienceMs: number };
};

/** Writes may wait for the user to unlock; after `patienceMs` the page says so. */
const usualLimits = { readMs: 5000, writeMs: 60_000, patienceMs: 700 };
const sessionBackend = 'this session only';

/**
 * Keeps the API key in the system's keychain, and only there; where there is none, in memory until the app quits. The key
 * leaves this class for one request at a time.
 */
export class ApiKeyKeeper {
  readonly #tools: KeeperTools;
  readonly #limits: NonNullable<KeeperTools['limits']>;
  /** The key that could not be kept, and why. */
  #session: { readonly key: string; readonly problem: Failure } | null = null;

  constructor(tools: KeeperTools) {
    this.#tools = tools;
    this.#limits = tools.limits ?? usualLimits;
  }

  /** What may be known of the key. Never fails: a keychain that cannot be used is a status. */
  async status(): Promise<KeyStatus> {
    if (this.#session !== null) return statusOf(this.#session.key, sessionBackend, this.#session.problem);
    const read = await this.#read();
    const backend = await this.#tools.backend();
    return read.ok
      ? statusOf(read.value, backend, null)
      : statusOf(null, isWithoutKeychain(read.failure) ? sessionBackend : backend, read.failure);
  }

  /**
   * Keeps a key in place of the one before. Where the keychain does not take it, it works for this session and the status
   * says why. Fails with `malformedKey`, or `keychainDismissed`: who says no is not asked again behind their back.
   */
  async save(text: string): Promise<Result<KeyStatus>> {
    const parsed = parseApiKey(text);
    if (!parsed.ok) return parsed;
    const key = parsed.value;
    const written = await this.#writeChecked(key);
    if (written.ok) {
      this.#session = null;
      await this.#tools.setSaved(true);
    } else {
      this.#tools.log.warn('The key could not be kept in the keychain.', written.failure);
      if (written.failure.kind === 'keychainDismissed') return written;
      this.#session = { key, problem: written.failure };
    }
    return ok(await this.status());
  }

  /** Forgets the key everywhere. Fails when a keychain that may hold it did not let go of it. */
  async remove(): Promise<Result<KeyStatus>> {
    this.#session = null;
    const held = await this.#read();
    if (!held.ok && held.failure.kind === 'keychainLocked') return held;
    const removed = await this.#patiently(() => this.#tools.store.remove(this.#limits.writeMs));
    if (!removed.ok && !isWithoutKeychain(removed.failure)) return removed;
    const left = await this.#tools.store.read(this.#limits.readMs);
    if (left.ok && left.value !== null) return fail('keychainUnknown', 'The key is still there.');
    await this.#tools.setSaved(false);
    return ok(await this.status());
  }

  /** The key, for a request that is about to be sent. Fails with `noKey` or as the keychain does. */
  async readForRequest(): Promise<Result<string>> {
    if (this.#session !== null) return ok(this.#session.key);
    const read = await this.#read();
    if (!read.ok) return read;
    return read.value === null ? fail('noKey') : parseApiKey(read.value);
  }

  async #read(): Promise<Result<string | null>> {
    const read = await this.#tools.store.read(this.#limits.readMs);
    if (read.ok && read.value === null && this.#tools.isSaved()) return fail('keychainLocked');
    return read;
  }

  async #writeChecked(key: string): Promise<Result<undefined>> {
    const written = await this.#patiently(() => this.#tools.store.write(key, this.#limits.writeMs));
    if (!written.ok) return written;
    const back = await this.#tools.store.read(this.#limits.readMs);
    if (back.ok && back.value === key) return ok();
    await this.#tools.store.remove(this.#limits.readMs);
    return back.ok ? fail('keychainUnknown', 'It gave back another key.') : back;
  }

  /** The keychain may ask the user something; when it takes longer, the page says so. */
  async #patiently(change: () => Promise<Result<undefined>>): Promise<Result<undefined>> {
    const patience = setTimeout(() => {
      this.#tools.onWaiting(true);
    }, this.#limits.patienceMs);
    try {
      return await change();
    } finally {
      clearTimeout(patience);
      this.#tools.onWaiting(false);
    }
  }
}

const statusOf = (key: string | null, backend: string, problem: Failure | null): KeyStatus => ({
  isPresent: key !== null,
  lastFour: key === null ? null : key.slice(-4),
  backend,
  problem,
});
